"""Doors and issues at a glance, behind the port: what the App Home asks of all issues together.

Guarantee: reads only, and one statement a question, however many issues there are.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, exists, func, or_, select, union

from bot.core.classification import Urgency
from bot.core.glance import DoorGlance
from bot.core.issue import AssignmentStatus, Issue, IssueStatus
from bot.core.notices import PostCard, PostReminder, is_person
from bot.ports import LoggedEvent, OutboxState
from bot.store import codec
from bot.store.issues import MOST_URGENT_FIRST
from bot.store.tables import assignments, issue_events, issues, outbox

LONGEST_MEMORY = timedelta(days=90)
"""A last answer before that is none to speak of."""
_WAITING = (AssignmentStatus.WAITING, AssignmentStatus.ANSWERED)


class OverviewTables:
    """Overviews by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def doors(self, departments: Sequence[str], *, now: datetime) -> list[DoorGlance]:
        """Every door that has something open, and of `departments` also those that answered within LONGEST_MEMORY."""
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
        answered = self._last_answers({*departments, *rows}, since=now - LONGEST_MEMORY)
        return [
            DoorGlance(
                department=key,
                **({name: getattr(rows[key], name) for name in _COUNTED} if key in rows else {}),
                last_answer_at=answered.get(key),
            )
            for key in sorted(rows.keys() | answered.keys())
        ]

    def _last_answers(self, departments: Iterable[str], *, since: datetime) -> dict[str, datetime]:
        # The end of an index for each: grouping would read every answer of all that time.
        share = assignments.c
        newest = func.max(share.first_response_at, type_=share.first_response_at.type)
        asked = {
            key: select(newest).where(share.department == key, share.first_response_at >= since)
            for key in sorted(departments)
        }
        found = {key: self._connection.execute(statement).scalar() for key, statement in asked.items()}
        return {key: at for key, at in found.items() if at is not None}

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
        share = assignments.c
        is_its_own = share.department == department
        open_now = select(share.issue).where(is_its_own, share.is_open)
        # From the week's events to their issues: the other way, every issue the department ever had would be looked at.
        is_since = issue_events.c.at >= since
        changed_since = select(share.issue).join(issue_events, issue_events.c.issue == share.issue)
        either = union(open_now, changed_since.where(is_its_own, is_since)).subquery()
        numbers = select(either.c.issue).order_by(either.c.issue.desc())
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

    def unposted(self, *, before: datetime) -> set[tuple[int, int]]:
        """(issue, assignment) of open issues whose newest card or knock Slack refused, or lacks since before then."""
        later = outbox.alias("later")
        has_arrived_since = exists().where(
            later.c.lane == outbox.c.lane, later.c.id > outbox.c.id, later.c.state == OutboxState.SENT
        )
        is_late = outbox.c.is_live & (outbox.c.created_at < before)
        statement = (
            select(outbox.c.channel, outbox.c.notice)
            .join(issues, issues.c.number == outbox.c.issue)
            .where(issues.c.status == IssueStatus.OPEN, outbox.c.kind.in_(_SAID_AT_DOORS))
            .where(or_(outbox.c.state == OutboxState.FAILED, is_late), ~has_arrived_since)
        )
        rows = self._connection.execute(statement)
        # What could not be said to one person is said to all.
        return {(row.notice["issue"], row.notice["assignment"]) for row in rows if not is_person(row.channel)}


_SAID_AT_DOORS = (PostCard.__name__, PostReminder.__name__)
_COUNTED: Sequence[str] = ("open", "waiting", "overdue", "oldest_since", "silent_since")


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
