"""The monthly interviews, behind the port.

Guarantee: one row a person and month, so that nobody is asked twice however many processes tick.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.core.interview import Interview, InterviewState
from bot.store.committee_tables import interviews
from bot.store.upsert import insert_into


class InterviewsTable:
    """Interviews by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, interview: Interview) -> bool:
        """Keep a new one; False where this person was asked in that month before."""
        statement = insert_into(self._connection, interviews).values(**asdict(interview))
        kept = self._connection.execute(statement.on_conflict_do_nothing().returning(interviews.c.person))
        return kept.first() is not None

    def get(self, month: str, person: str) -> Interview | None:
        """One person's interview of a month."""
        statement = select(interviews).where(interviews.c.month == month, interviews.c.person == person)
        return next(iter(_read(self._connection.execute(statement))), None)

    def of(self, month: str) -> list[Interview]:
        """All of one month, by department."""
        statement = select(interviews).where(interviews.c.month == month)
        return _read(self._connection.execute(statement.order_by(interviews.c.department, interviews.c.person)))

    def save(self, interview: Interview) -> None:
        """Keep what became of it."""
        is_it = (interviews.c.month == interview.month) & (interviews.c.person == interview.person)
        self._connection.execute(update(interviews).where(is_it).values(**asdict(interview)))

    def latest_state(self, person: str) -> InterviewState | None:
        """What became of this person's newest one, None where there was none."""
        statement = select(interviews.c.state).where(interviews.c.person == person)
        found = self._connection.execute(statement.order_by(interviews.c.month.desc()).limit(1)).scalar()
        return InterviewState(found) if found else None


def _read(rows: Iterable[Row[Any]]) -> list[Interview]:
    return [Interview(**{**row._asdict(), "state": InterviewState(row.state)}) for row in rows]
