"""The monthly interviews, behind the port.

Guarantee: one row a seat and month, and each is told once, however many processes tick.
"""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from bot.core.interview import Interview, InterviewState
from bot.store.committee_tables import interviews
from bot.store.upsert import insert_into

_INTERVIEW = tuple(interviews.c[each.name] for each in fields(Interview))


class InterviewsTable:
    """Interviews by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, interview: Interview) -> bool:
        """Keep a new one; False where this person was asked about that department in that month before."""
        statement = insert_into(self._connection, interviews).values(**asdict(interview))
        kept = self._connection.execute(statement.on_conflict_do_nothing().returning(interviews.c.person))
        return kept.first() is not None

    def of_person(self, month: str, person: str) -> list[Interview]:
        """One person's interviews of a month, by department: one a seat."""
        return self._all((interviews.c.month == month) & (interviews.c.person == person))

    def of(self, month: str) -> list[Interview]:
        """All of one month, by department."""
        return self._all(interviews.c.month == month)

    def save(self, interview: Interview) -> None:
        """Keep what became of it; whether it was told stays as it is."""
        self._connection.execute(update(interviews).where(_is(interview)).values(**asdict(interview)))

    def untold(self) -> list[Interview]:
        """All that were answered and that the strategist has not been told of, of any month."""
        return self._all((interviews.c.state == InterviewState.ANSWERED) & interviews.c.told_at.is_(None))

    def tell(self, interview: Interview, *, at: datetime) -> bool:
        """Mark it as told; False where it was told before."""
        statement = update(interviews).where(_is(interview), interviews.c.told_at.is_(None)).values(told_at=at)
        return self._connection.execute(statement).rowcount == 1

    def latest_states(self, person: str) -> set[InterviewState]:
        """What became of this person's newest ones, nothing where there were none."""
        newest = select(func.max(interviews.c.month)).where(interviews.c.person == person).scalar_subquery()
        statement = select(interviews.c.state).where(interviews.c.person == person, interviews.c.month == newest)
        return {InterviewState(state) for state in self._connection.execute(statement).scalars()}

    def _all(self, condition: ColumnElement[bool]) -> list[Interview]:
        columns = interviews.c.month, interviews.c.department, interviews.c.person
        return _read(self._connection.execute(select(*_INTERVIEW).where(condition).order_by(*columns)))


def _is(interview: Interview) -> ColumnElement[bool]:
    is_seat = (interviews.c.person == interview.person) & (interviews.c.department == interview.department)
    return (interviews.c.month == interview.month) & is_seat


def _read(rows: Iterable[Row[Any]]) -> list[Interview]:
    return [Interview(**{**row._asdict(), "state": InterviewState(row.state)}) for row in rows]
