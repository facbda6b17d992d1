"""The monthly interviews, as services keep them."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.interview import Interview, InterviewState


class Interviews(Protocol):
    """Who was asked in which month, and what they said."""

    def ask(self, interview: Interview) -> bool:
        """Keep a new one; False where this person was asked in that month before."""
        ...

    def get(self, month: str, person: str) -> Interview | None:
        """One person's interview of a month."""
        ...

    def of(self, month: str) -> Sequence[Interview]:
        """All of one month, by department."""
        ...

    def save(self, interview: Interview) -> None:
        """Keep what became of it."""
        ...

    def latest_state(self, person: str) -> InterviewState | None:
        """What became of this person's newest one, None where there was none."""
        ...
