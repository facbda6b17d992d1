"""Doors and issues at a glance, behind the port: what the App Home asks of all issues together.

Guarantee: reads only, and one statement a question, however many issues there are.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, exists, func, or_, select

from bot.core.classification import Urgency
from bot.core.glance import DoorGlance
from bot.core.issue import AssignmentStatus, Issue, IssueStatus
from bot.ports import LoggedEvent
from bot.store import codec
from bot.store.issues import MOST_URGENT_FIRST
from bot.store.tables import assignments, issue_events, issues

LONGEST_MEMORY = timedelta(days=90)
"""A last answer before that is none to speak of."""
_WAITING = (AssignmentStatus.WAITING, AssignmentStatus.ANSWERED)


class OverviewTables:
    """Overviews by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def doors(self, *, now: datetime) -> list[DoorGlance]:
        """Every door that has something open, or has answered within LONGEST_MEMORY."""
        share = assignments.c
        is_overdue = (share.answer_by < now) & share.first_response_at.is_(None)
        open_now = (
            select(
                share.department,
                func.count().label("open"),
                _how_many(share.status.in_(_WAITING)).label("waiting"),
                _how_many(is_overdue).label("overdue"),
                func.min(share.asked_at).label("oldest_since"),
                func.min(share.silent_since).label("silent_since"),
            )
            .where(share.is_open)
            .group_by(share.department)
        )
        rows = {row.department: row for row in self._connection.execute(open_now)}
        answered = self._last_answers(since=now - LONGEST_MEMORY)
        return [
            DoorGlance(
                department=key,
                **({name: getattr(rows[key], name) for name in _COUNTED} if key in rows else {}),
                last_answer_at=answered.get(key),
            )
            for key in sorted(rows.keys() | answered.keys())
        ]

    def _last_answers(self, *, since: datetime) -> dict[str, datetime]:
        share = assignments.c
        statement = (
            select(share.department, func.max(share.first_response_at).label("at"))
            .where(share.first_response_at >= since)
            .group_by(share.department)
        )
        return {row.department: row.at for row in self._connection.execute(statement)}

    def on_fire(self, *, storm: int, limit: int) -> list[Issue]:
        """Open issues that are an emergency, escalated or said by `storm` people at least; most urgent first."""
        here = assignments.c.issue == issues.c.number
        is_escalated = exists().where(here, assignments.c.is_open, assignments.c.escalated_at.is_not(None))
        burns = or_(issues.c.urgency_rank == Urgency.EMERGENCY.rank, issues.c.mentions >= storm, is_escalated)
        statement = select(issues.c.state).where(issues.c.status == IssueStatus.OPEN, burns)
        rows = self._connection.execute(statement.order_by(*MOST_URGENT_FIRST).limit(limit)).scalars()
        return [codec.from_json(state, Issue) for state in rows]

    def stories_of(self, department: str, *, since: datetime, limit: int) -> list[LoggedEvent]:
        """All events of the newest `limit` issues in which the department has something open or that changed since."""
        its_own = select(assignments.c.issue).where(assignments.c.department == department)
        changed = exists().where(issue_events.c.issue == assignments.c.issue, issue_events.c.at >= since)
        numbers = its_own.where(assignments.c.is_open | changed).distinct().order_by(assignments.c.issue.desc())
        chosen = numbers.limit(limit).subquery()
        statement = (
            select(issue_events.c.issue, issue_events.c.data)
            .where(issue_events.c.issue.in_(select(chosen.c.issue)))
            .order_by(issue_events.c.issue, issue_events.c.version)
        )
        return [
            LoggedEvent(issue=row.issue, event=codec.event_from_json(row.data))
            for row in self._connection.execute(statement)
        ]


_COUNTED: Sequence[str] = ("open", "waiting", "overdue", "oldest_since", "silent_since")


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
