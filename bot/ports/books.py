"""What services need from the database to keep books: how far they are, what they have seen, counts, and who looked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.ports.data import AuditEntry, AuditQuery, Tally, Visitor


class Cursors(Protocol):
    """How far each source has been read."""

    def get(self, source: str) -> str:
        """The cursor of `source`, "" at first."""
        ...

    def set(self, source: str, cursor: str) -> None:
        """Move it."""
        ...

    def lease(self, source: str, *, owner: str, now: datetime, until: datetime) -> bool:
        """Become the only poller of `source` until `until`; False while another one is."""
        ...

    def holders(self) -> Sequence[str]:
        """Who has a lease of one, be it over."""
        ...

    def release(self, owner: str, *, but: str) -> int:
        """Let what `owner` holds be free at once, except for `but`; returns how many. For owners that are no more."""
        ...


class Deliveries(Protocol):
    """Ids of what the outside has sent us, so that a replay is refused."""

    def first_sight(self, key: str, *, now: datetime) -> bool:
        """True the first time, False on a replay."""
        ...

    def forget(self, *, before: datetime, limit: int) -> int:
        """Drop up to `limit` ids first seen before then; returns how many."""
        ...


class Tallies(Protocol):
    """Counts of what happens, added up by all processes together."""

    def add(self, name: Tally, amounts: Mapping[str, float]) -> None:
        """Add amounts by label. The last thing in a transaction: until its end others wait for the same row."""
        ...

    def all(self) -> Mapping[Tally, Mapping[str, float]]:
        """All counts by name and label."""
        ...


class Audit(Protocol):
    """Who asked for what, and what became of it."""

    def add(self, entry: AuditEntry) -> None:
        """Write one entry down, in the transaction of the change itself."""
        ...

    def find(self, query: AuditQuery) -> list[AuditEntry]:
        """Entries that match, oldest first; where there are more than its limit, the newest of them."""
        ...


class Visitors(Protocol):
    """Who has visited the App Home."""

    def get(self, user: str) -> Visitor | None:
        """Somebody who has been here."""
        ...

    def put(self, visitor: Visitor) -> None:
        """Note a visitor as they are now."""
        ...
