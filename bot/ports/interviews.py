"""The monthly interviews, as services keep them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.interview import Interview, InterviewState


class Interviews(Protocol):
    """Who was asked in which month, and what they said."""

    def ask(self, interview: Interview) -> bool:
        """Keep a new one; False where this person was asked about that department in that month before."""
        ...

    def of_person(self, month: str, person: str) -> Sequence[Interview]:
        """One person's interviews of a month, by department: one a seat."""
        ...

    def of(self, month: str) -> Sequence[Interview]:
        """All of one month, by department."""
        ...

    def save(self, interview: Interview) -> None:
        """Keep what became of it; whether it was told stays as it is."""
        ...

    def untold(self) -> Sequence[Interview]:
        """All that were answered and that the strategist has not been told of, of any month."""
        ...

    def tell(self, interview: Interview, *, at: datetime) -> bool:
        """Mark it as told; False where it was told before."""
        ...

    def latest_states(self, person: str) -> Collection[InterviewState]:
        """What became of this person's newest ones, nothing where there were none."""
        ...
