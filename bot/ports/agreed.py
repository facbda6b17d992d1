"""What was agreed at the committee's table, as services keep it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.agreed import Agreed


class AgreedThings(Protocol):
    """The follow-ups of meetings."""

    def add(self, agreed: Agreed) -> int:
        """Keep a new one; returns its id."""
        ...

    def get(self, number: int) -> Agreed | None:
        """One by its id."""
        ...

    def open(self, *, limit: int) -> Sequence[Agreed]:
        """Those that are not done, the first due first."""
        ...

    def due(self, *, now: datetime, limit: int) -> Sequence[Agreed]:
        """Those whose day has come and that nobody was reminded of, longest due first."""
        ...

    def reminded(self, number: int, *, at: datetime) -> bool:
        """Note that it was reminded of; False where somebody has noted it already, or it is done."""
        ...

    def done(self, number: int, *, by: str, at: datetime) -> bool:
        """Note that it is done; False where it was done before."""
        ...
