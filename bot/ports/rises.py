"""What services need to see that more is said than usual, and to tell it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.alert_silence import AlertSilence
from bot.ports.data import StoredMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mention that somebody had to act on, when it came in, and when it was said."""

    mention: int
    at: datetime
    said_at: datetime
    brand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiseReport:
    """What a rise is about: telling words, the first of its mentions, some more, and the issues they are in.

    `issues` are (number, how many of them), the largest first.
    """

    words: tuple[str, ...]
    first: StoredMention
    examples: tuple[StoredMention, ...]
    issues: tuple[tuple[int, int], ...]


class Silences(Protocol):
    """What the strategist wants to hear of no rise about."""

    def add(self, matcher: str, *, until: datetime, by: str) -> int:
        """Keep a new one; returns its id."""
        ...

    def active(self, *, now: datetime) -> list[AlertSilence]:
        """Those that are not over, the first to end first."""
        ...

    def lift(self, number: int) -> bool:
        """End one; False where there is none."""
        ...


class Arrivals(Protocol):
    """What came in, by time."""

    def between(self, start: datetime, end: datetime) -> list[Arrival]:
        """What came in with start <= at < end and was not dismissed, oldest first."""
        ...

    def known_since(self) -> datetime | None:
        """When the first mention of all came in, None where there is none."""
        ...
