"""Whys that wait at another department's door, behind the port.

Guarantee: a row for each question that is open, written in the transaction that changes its issue; the question itself
is the issue's own.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.core.events import Event
from bot.core.issue import Issue
from bot.core.why_ask import OpenWhy
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped, WhyReminded
from bot.store import codec
from bot.store.committee_tables import why_asks
from bot.store.tables import issues

CHANGING = ("IssueReopened", *(kind.__name__ for kind in (WhyAnswered, WhyAsked, WhyDropped, WhyReminded)))
"""The events after which a question may be another one, or none."""


class WhyAsksTable:
    """Open questions by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, *, now: datetime, limit: int) -> list[tuple[int, int]]:
        """(issue, number) of the questions of which their department is to be reminded, longest due first."""
        rows = self._connection.execute(
            select(why_asks.c.issue, why_asks.c.number)
            .where(why_asks.c.remind_at <= now)
            .order_by(why_asks.c.remind_at, why_asks.c.issue)
            .limit(limit)
        )
        return [(row.issue, row.number) for row in rows]

    def put_off(self, issue: int, *, until: datetime) -> None:
        """Let an issue's question that is due wait until then, without an event."""
        waits = (why_asks.c.issue == issue) & why_asks.c.remind_at.is_not(None)
        self._connection.execute(update(why_asks).where(waits).values(remind_at=until))

    def open(self, *, limit: int) -> list[OpenWhy]:
        """The questions that wait for an answer, longest waiting first."""
        statement = (
            select(issues.c.state)
            .join(why_asks, why_asks.c.issue == issues.c.number)
            .order_by(why_asks.c.asked_at, why_asks.c.issue)
            .limit(limit)
        )
        found = (codec.from_json(state, Issue) for state in self._connection.execute(statement).scalars())
        return [_open_why(issue) for issue in found]


def _open_why(issue: Issue) -> OpenWhy:
    if issue.why_ask is None:
        raise LookupError(f"#{issue.number} is listed with a question that it does not have")
    owner = issue.owner
    return OpenWhy(issue=issue.number, assignment=owner.number, asker=owner.department, ask=issue.why_ask)


def write_why_ask(connection: Connection, issue: Issue, events: Sequence[Event]) -> None:
    """Keep the row of the issue's question as the question is after `events`."""
    if not any(type(event).__name__ in CHANGING for event in events):
        return
    connection.execute(delete(why_asks).where(why_asks.c.issue == issue.number))
    ask = issue.why_ask
    if ask is not None and ask.is_open:
        row = {
            "issue": issue.number,
            "number": ask.number,
            "department": ask.department,
            "asked_at": ask.at,
            "remind_at": ask.remind_at,
        }
        connection.execute(insert(why_asks).values(**row))
