"""What was agreed at the committee's table, behind the port.

Guarantee: one row a follow-up; it is reminded of by whoever notes that first, and done once.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.core.agreed import Agreed
from bot.store.committee_tables import agreed


class AgreedTable:
    """Follow-ups by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Agreed) -> int:
        """Keep a new one; returns its id."""
        values = {name: value for name, value in asdict(new).items() if name != "id"}
        return int(self._connection.execute(insert(agreed).values(**values).returning(agreed.c.id)).scalar_one())

    def get(self, number: int) -> Agreed | None:
        """One by its id."""
        return next(iter(_read(self._connection.execute(select(agreed).where(agreed.c.id == number)))), None)

    def open(self, *, limit: int) -> list[Agreed]:
        """Those that are not done, the first due first."""
        statement = select(agreed).where(agreed.c.done_at.is_(None)).order_by(agreed.c.due_at, agreed.c.id)
        return _read(self._connection.execute(statement.limit(limit)))

    def due(self, *, now: datetime, limit: int) -> list[Agreed]:
        """Those whose day has come and that nobody was reminded of, longest due first."""
        waits = agreed.c.done_at.is_(None) & agreed.c.reminded_at.is_(None) & (agreed.c.due_at <= now)
        statement = select(agreed).where(waits).order_by(agreed.c.due_at, agreed.c.id)
        return _read(self._connection.execute(statement.limit(limit)))

    def reminded(self, number: int, *, at: datetime) -> bool:
        """Note that it was reminded of; False where somebody has noted it already, or it is done."""
        is_first = (agreed.c.id == number) & agreed.c.reminded_at.is_(None) & agreed.c.done_at.is_(None)
        return self._connection.execute(update(agreed).where(is_first).values(reminded_at=at)).rowcount == 1

    def done(self, number: int, *, by: str, at: datetime) -> bool:
        """Note that it is done; False where it was done before."""
        is_first = (agreed.c.id == number) & agreed.c.done_at.is_(None)
        return self._connection.execute(update(agreed).where(is_first).values(done_at=at, done_by=by)).rowcount == 1


def _read(rows: Iterable[Row[Any]]) -> list[Agreed]:
    return [Agreed(**row._asdict()) for row in rows]
