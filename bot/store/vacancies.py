"""What is amiss around the table, behind the port.

Guarantee: one row for each thing that is amiss, with since when.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.core.vacancy import Amiss, Vacancy
from bot.store.committee_tables import vacancies


class VacanciesTable:
    """Vacancies by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Vacancy]:
        """All of it."""
        rows = self._connection.execute(select(vacancies).order_by(vacancies.c.kind, vacancies.c.whose))
        return [Vacancy(kind=Amiss(row.kind), whose=row.whose, what=row.what) for row in rows]

    def replace(self, found: Collection[Vacancy], *, at: datetime) -> None:
        """Remember what is amiss now, and forget the rest; what was known keeps the time since when."""
        rows = self._connection.execute(select(vacancies))
        since = {Vacancy(kind=Amiss(row.kind), whose=row.whose, what=row.what): row.since for row in rows}
        self._connection.execute(delete(vacancies))
        new = [
            {"kind": each.kind, "whose": each.whose, "what": each.what, "since": since.get(each, at)} for each in found
        ]
        if new:
            self._connection.execute(insert(vacancies), new)
