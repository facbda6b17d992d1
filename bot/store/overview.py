"""Doors and issues at a glance, behind the port: what the App Home asks of all issues together.

Guarantee: reads only, and one statement a question, however many issues there are.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)

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
        # The end of an index for each, in one question: grouping would read every answer of all that time.
        share = assignments.c
        newest = func.max(share.first_response_at, type_=share.first_response_at.type).label("at")
        each = [
            select(literal(key).label("department"), newest).where(
                share.department == key, share.first_response_at >= since
            )
            for key in sorted(departments)
        ]
        if not each:
            return {}
        rows = self._connection.execute(union_all(*each))
        return {row.department: row.at for row in rows if row.at is not None}

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
        changed_since = select(share.issue).where(is_its_own, share.changed_at >= since)
        either = union(open_now, changed_since).subquery()
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

    def unposted(self, *, before: datetime, instead: str, own: Sequence[str]) -> set[tuple[int, int]]:
        """(issue, assignment) of open issues of which a door cannot know.

        Slack has refused its newest card or knock, or lacks it since `before`, or the card stands in the channel
        `instead`, which is that of the departments `own` alone.
        """
        share, later = assignments.c, outbox.alias("later")
        has_arrived_since = exists().where(
            later.c.lane == outbox.c.lane,
            later.c.id > outbox.c.id,
            later.c.state == OutboxState.SENT,
            later.c.kind == outbox.c.kind,
            later.c.channel == outbox.c.channel,
        )
        is_late = outbox.c.is_live & (outbox.c.state != OutboxState.SHELVED) & (outbox.c.created_at < before)
        is_missing = or_(outbox.c.state == OutboxState.FAILED, is_late) & ~has_arrived_since
        is_card = outbox.c.kind == PostCard.__name__
        is_elsewhere = is_card & (outbox.c.channel == instead) & share.department.not_in(own)
        lane = literal("issue:") + cast(share.issue, String) + ":assignment:" + cast(share.number, String)
        statement = (
            select(share.issue, share.number, outbox.c.channel)
            .join(outbox, (outbox.c.lane == lane) & (outbox.c.issue == share.issue))
            .where(share.is_open, outbox.c.kind.in_(_SAID_AT_DOORS), or_(is_missing, is_elsewhere))
        )
        rows = self._connection.execute(statement)
        # What could not be said to one person is said to all.
        return {(row.issue, row.number) for row in rows if not is_person(row.channel)}

    def answers_of(
        self, department: str, *, since: datetime, until: datetime, limit: int
    ) -> list[tuple[datetime, datetime]]:
        """When a department was asked and when it answered, of the newest `limit` answers with since <= at < until."""
        share = assignments.c
        statement = (
            select(share.asked_at, share.first_response_at)
            .where(share.department == department, share.asked_at.is_not(None))
            .where(share.first_response_at >= since, share.first_response_at < until)
            .order_by(share.first_response_at.desc())
            .limit(limit)
        )
        return [(row.asked_at, row.first_response_at) for row in self._connection.execute(statement)]


_SAID_AT_DOORS = (PostCard.__name__, PostReminder.__name__)
_COUNTED: Sequence[str] = ("open", "waiting", "overdue", "oldest_since", "silent_since")


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
