"""What is amiss around the table, as services remember it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.vacancy import Vacancy


class Vacancies(Protocol):
    """What was amiss at the last look."""

    def all(self) -> Sequence[Vacancy]:
        """All of it."""
        ...

    def replace(self, found: Collection[Vacancy], *, at: datetime) -> None:
        """Remember what is amiss now, and forget the rest; what was known keeps the time since when."""
        ...
