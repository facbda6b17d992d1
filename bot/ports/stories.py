"""What services need to tell the stories of many issues, without folding all events of each again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.asks import Told
from bot.ports.data import LoggedEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The story in short of an issue that is over, and when the last thing happened in it."""

    story: Told
    last_at: datetime


class Stories(Protocol):
    """Stories that are kept in short, and the events of all others."""

    def kept(self, since: datetime, *, until: datetime, department: str = "") -> Iterator[Told]:
        """The stories that are kept, of issues in which the last thing happened with since <= at < until.

        Only of those that the department was asked about, where one is named. By the issue's number, and read as they
        are asked for.
        """
        ...

    def logged(self, since: datetime, *, until: datetime, department: str = "") -> Iterator[LoggedEvent]:
        """All events of the other issues that were opened before `until`, and are open or changed with since <= at.

        Issue by issue by its number, each from its beginning, and read as they are asked for.
        """
        ...

    def changed(self, *, after: tuple[datetime, int], before: datetime, limit: int) -> list[tuple[datetime, int]]:
        """(at, issue) of the next `limit` changes after that one, and before `before`, the oldest first."""
        ...

    def to_fold(self, numbers: Sequence[int]) -> list[LoggedEvent]:
        """All events of those of the issues that are over and whose story is not kept, issue by issue."""
        ...

    def keep(self, ended: Sequence[Ended]) -> None:
        """Keep stories in place of those that were kept of the same issues."""
        ...
