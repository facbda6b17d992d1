"""Stories that are kept in short, behind the port.

Guarantee: what is kept is only told as long as its issue is as it was when it was folded, by the fold of this code; of
all others the events are.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, SelectBase, and_, exists, or_, select, union

from bot.core.asks import Told
from bot.core.in_short import FOLD
from bot.core.issue import IssueStatus
from bot.ports import Ended, LoggedEvent
from bot.store import codec
from bot.store.story_pack import packed, unpacked
from bot.store.story_tables import stories
from bot.store.tables import assignments, issue_events, issues
from bot.store.upsert import insert_into

PORTION = 1_000
"""Rows read at a time."""


class StoriesTable:
    """Stories by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, since: datetime, *, until: datetime, department: str = "") -> Iterator[Told]:
        """The stories that are kept, of issues in which the last thing happened with since <= at < until."""
        statement = (
            select(stories.c.policies, stories.c.data)
            .join(issues, and_(issues.c.number == stories.c.issue, _is_true()))
            .where(stories.c.last_at >= since, stories.c.last_at < until)
            .order_by(stories.c.issue)
        )
        if department:
            share = assignments.c
            asked = select(share.issue).where(share.department == department, share.changed_at >= since)
            statement = statement.where(stories.c.issue.in_(asked))
        for row in self._portions(statement):
            yield unpacked(row.policies, row.data)

    def logged(self, since: datetime, *, until: datetime, department: str = "") -> Iterator[LoggedEvent]:
        """All events of the other issues that were opened before `until`, and are open or changed with since <= at."""
        is_kept = exists().where(stories.c.issue == issues.c.number, _is_true(), stories.c.last_at < until)
        touched = _touched_at(department, since) if department else _touched(since)
        numbers = select(issues.c.number).where(issues.c.number.in_(touched), issues.c.opened_at < until, ~is_kept)
        for row in self._portions(_events_of(issue_events.c.issue.in_(numbers))):
            yield LoggedEvent(issue=row.issue, event=codec.event_from_json(row.data))

    def _portions(self, statement: Select[tuple[object, object]]) -> Iterator[Row[tuple[object, object]]]:
        # Not all at once: a week may hold a hundred thousand.
        yield from self._connection.execute(statement, execution_options={"yield_per": PORTION})

    def changed(self, *, after: tuple[datetime, int], before: datetime, limit: int) -> list[tuple[datetime, int]]:
        """(at, issue) of the next `limit` changes after that one, and before `before`, the oldest first."""
        event, (since, number) = issue_events.c, after
        is_next = (event.at > since) | ((event.at == since) & (event.issue > number))
        found = select(event.at, event.issue).where(event.at >= since, event.at < before, is_next).distinct()
        rows = self._connection.execute(found.order_by(event.at, event.issue).limit(limit))
        return [(row.at, row.issue) for row in rows]

    def to_fold(self, numbers: Sequence[int]) -> list[LoggedEvent]:
        """All events of those of the issues that are over and whose story is not kept, issue by issue."""
        is_kept = exists().where(stories.c.issue == issues.c.number, _is_true())
        over = issues.c.status != IssueStatus.OPEN
        chosen = select(issues.c.number).where(issues.c.number.in_(numbers), over, ~is_kept)
        rows = self._connection.execute(_events_of(issue_events.c.issue.in_(chosen)))
        return [LoggedEvent(issue=row.issue, event=codec.event_from_json(row.data)) for row in rows]

    def keep(self, ended: Sequence[Ended]) -> None:
        """Keep stories in place of those that were kept of the same issues."""
        if not ended:
            return
        insert = insert_into(self._connection, stories)
        values = {name: insert.excluded[name] for name in ("version", "fold", "last_at", "policies", "data")}
        statement = insert.on_conflict_do_update(index_elements=["issue"], set_=values)
        self._connection.execute(statement, [_row(each) for each in ended])


def _is_true() -> ColumnElement[bool]:
    """Whether what is kept is what the issue's events would be folded to now."""
    return and_(stories.c.version == issues.c.version, stories.c.fold == FOLD)


def _touched(since: datetime) -> SelectBase:
    changed = select(issue_events.c.issue).where(issue_events.c.at >= since)
    return union(changed, select(issues.c.number).where(issues.c.status == IssueStatus.OPEN))


def _touched_at(department: str, since: datetime) -> SelectBase:
    share = assignments.c
    lately = or_(share.changed_at >= since, share.is_open)
    return select(share.issue).where(share.department == department, lately)


def _events_of(chosen: ColumnElement[bool]) -> Select[tuple[object, object]]:
    return (
        select(issue_events.c.issue, issue_events.c.data)
        .where(chosen)
        .order_by(issue_events.c.issue, issue_events.c.version)
    )


def _row(ended: Ended) -> dict[str, object]:
    policies, data = packed(ended.story)
    return {
        "issue": ended.story.issue.number,
        "version": ended.story.issue.version,
        "fold": FOLD,
        "last_at": ended.last_at,
        "policies": policies,
        "data": data,
    }
