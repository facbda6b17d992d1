"""Issues, assignments and events behind the port.

Guarantee: the state, its assignments' rows and its events are written together, and only onto the version they
were decided on.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from bot.core.events import Event
from bot.core.issue import Assignment, AssignmentStatus, Issue, IssueStatus
from bot.core.why_tree import explained
from bot.ports import IssueQuery
from bot.store import codec
from bot.store.tables import assignments, counters, issue_events, issues
from bot.store.upsert import insert_into
from bot.store.why_asks import write_why_ask

FIRST_NUMBER = 1001
MOST_URGENT_FIRST = (issues.c.urgency_rank.desc(), issues.c.opened_at, issues.c.number)


class IssuesTable:
    """Issues by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self) -> int:
        """The next number that people will type, from 1001 on; without gaps."""
        statement = insert_into(self._connection, counters).values(name="issue", value=FIRST_NUMBER)
        number: int = self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1}).returning(
                counters.c.value
            )
        ).scalar_one()
        return number

    def highest(self) -> int:
        """The highest number that an issue has, 0 where there is none."""
        found: int | None = self._connection.execute(select(func.max(issues.c.number))).scalar()
        return found or 0

    def get(self, number: int) -> Issue | None:
        """One issue as it stands."""
        state = self._connection.execute(select(issues.c.state).where(issues.c.number == number)).scalar()
        return codec.from_json(state, Issue) if state else None

    def add(self, issue: Issue, events: Sequence[Event]) -> None:
        """Store a new issue with its first events."""
        self._connection.execute(insert(issues).values(number=issue.number, **_columns(issue)))
        self._append(issue, events)
        self._write_shares(issue)

    def save(self, issue: Issue, events: Sequence[Event], *, was: int) -> bool:
        """Store the state after `events` if the version is still `was`; False where somebody was first."""
        statement = (
            update(issues).where(issues.c.number == issue.number, issues.c.version == was).values(**_columns(issue))
        )
        if self._connection.execute(statement).rowcount != 1:
            return False
        self._connection.execute(delete(assignments).where(assignments.c.issue == issue.number))
        self._append(issue, events)
        self._write_shares(issue)
        write_why_ask(self._connection, issue, events)
        return True

    def events(self, number: int) -> list[Event]:
        """The whole story of one issue, oldest first."""
        statement = select(issue_events.c.data).where(issue_events.c.issue == number).order_by(issue_events.c.version)
        return [codec.event_from_json(data) for data in self._connection.execute(statement).scalars()]

    def due(self, *, now: datetime, limit: int) -> list[tuple[int, int]]:
        """(issue, assignment) pairs whose due time has come, longest due first."""
        statement = (
            select(assignments.c.issue, assignments.c.number)
            .where(assignments.c.due_at <= now)
            .order_by(assignments.c.due_at)
            .limit(limit)
        )
        return [(row.issue, row.number) for row in self._connection.execute(statement)]

    def next_due(self) -> datetime | None:
        """The earliest due time of all, None where nothing waits."""
        found: datetime | None = self._connection.execute(select(func.min(assignments.c.due_at))).scalar()
        return found

    def find(self, query: IssueQuery) -> list[Issue]:
        """Issues that match, most urgent and oldest first."""
        statement = select(issues.c.state).where(*_conditions(query)).order_by(*_order(query))
        rows = self._connection.execute(statement.limit(query.limit).offset(query.offset)).scalars()
        return [codec.from_json(state, Issue) for state in rows]

    def count(self, query: IssueQuery) -> int:
        """How many match, whatever the query's limit."""
        statement = select(func.count()).select_from(issues).where(*_conditions(query))
        return self._connection.execute(statement).scalar_one()

    def put_off(self, number: int, assignment: int, *, until: datetime) -> None:
        """Push a due time forward without an event, where handling it failed."""
        held = (assignments.c.issue == number) & (assignments.c.number == assignment)
        self._connection.execute(update(assignments).where(held).values(due_at=until))

    def _write_shares(self, issue: Issue) -> None:
        """Beside its events, which tell when it changed."""
        last = select(func.max(issue_events.c.at)).where(issue_events.c.issue == issue.number)
        changed_at = self._connection.execute(last).scalar()
        rows = [
            {
                "issue": issue.number,
                "number": share.number,
                "department": share.department,
                "status": share.status,
                "is_open": share.is_open,
                "claimed_by": share.claimed_by,
                "answer_by": share.door.answer_by,
                "first_response_at": share.first_response_at,
                "asked_at": share.assigned_at,
                "silent_since": _silent_since(share),
                "escalated_at": share.escalated_at,
                "due_at": share.due_at,
                "changed_at": changed_at,
            }
            for share in issue.assignments
        ]
        if rows:
            self._connection.execute(insert(assignments), rows)

    def _append(self, issue: Issue, events: Sequence[Event]) -> None:
        first = issue.version - len(events) + 1
        rows = [
            {
                "issue": issue.number,
                "version": first + index,
                "at": event.at,
                "type": type(event).__name__,
                "by": event.by,
                "data": codec.event_to_json(event),
            }
            for index, event in enumerate(events)
        ]
        if rows:
            self._connection.execute(insert(issue_events), rows)


def _columns(issue: Issue) -> dict[str, object]:
    return {
        "status": issue.status,
        "urgency_rank": issue.urgency.rank,
        "opened_at": issue.opened_at,
        "mentions": issue.mentions,
        "explained_at": _explained_at(issue),
        "version": issue.version,
        "state": codec.to_json(issue),
    }


def _explained_at(issue: Issue) -> datetime | None:
    """When it ended, where somebody said why: by this column the whys of a period are found among all issues."""
    told = explained(issue) if issue.status is IssueStatus.RESOLVED else None
    return told.at if told else None


def _silent_since(share: Assignment) -> datetime | None:
    """The last sign of life, or else the asking, where a door was knocked on and has not answered."""
    is_silent = share.status is AssignmentStatus.WAITING and share.knocks > 0
    return (share.last_activity_at or share.assigned_at) if is_silent else None


def _conditions(query: IssueQuery) -> list[Any]:
    conditions: list[Any] = []
    if query.is_open is not None:
        is_open = issues.c.status == IssueStatus.OPEN
        conditions.append(is_open if query.is_open else ~is_open)
    share = _share_conditions(query)
    if share:
        conditions.append(exists().where(assignments.c.issue == issues.c.number, *share))
    return conditions


def _order(query: IssueQuery) -> tuple[Any, ...]:
    """An order without ties, so that pages of a list do not overlap."""
    if query.is_newest_first:
        return (issues.c.number.desc(),)
    return MOST_URGENT_FIRST


def _share_conditions(query: IssueQuery) -> list[Any]:
    conditions: list[Any] = []
    if query.departments is not None:
        conditions.append(assignments.c.department.in_(query.departments))
    if query.states:
        conditions.append(assignments.c.status.in_(query.states))
    if query.department:
        conditions.append(assignments.c.department == query.department)
    if query.is_unclaimed:
        conditions.append(assignments.c.claimed_by == "")
    if query.claimed_by:
        conditions.append(assignments.c.claimed_by == query.claimed_by)
    if query.overdue_at is not None:
        conditions += [assignments.c.answer_by < query.overdue_at, assignments.c.first_response_at.is_(None)]
    if conditions and query.is_open is not False:
        conditions.append(assignments.c.is_open)
    return conditions
