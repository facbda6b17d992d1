"""What services need of encoders: what the database knows of them, and what the classifier can do with one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.encoders import KnownEncoder
from bot.core.model import Trial
from bot.core.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEncoder:
    """An encoder whose files are here: what it is known by, and the setting by which it is found from anywhere."""

    version: str
    setting: str


class Encoders(Protocol):
    """The encoders there have been, and what stored mentions mean to them."""

    def all(self) -> list[KnownEncoder]:
        """All that are known."""
        ...

    def put(self, known: KnownEncoder) -> None:
        """Note where one stands."""
        ...

    def list_below(self, version: str, *, below: int | None, count: int) -> int:
        """List what others have judged among the `count` numbers under `below`, None for the newest; returns the last.

        0 where no mention is left.
        """
        ...

    def list_between(self, version: str, start: datetime, end: datetime) -> None:
        """List what others have judged of all that was received with start <= at < end."""
        ...

    def unread(self, version: str, *, limit: int) -> dict[int, str]:
        """The words of up to `limit` mentions that are still to be read, the newest first."""
        ...

    def read(self, version: str, vectors: Mapping[int, bytes]) -> None:
        """Keep what mentions mean to it; of those that were erased meanwhile nothing is listed any more."""
        ...

    def count(self, version: str, *, is_read: bool) -> int:
        """How many mentions it has read, or is still to read."""
        ...

    def has_listed(self, versions: Collection[str]) -> bool:
        """Whether anything is listed for one of these, read or not."""
        ...

    def settle(self, version: str, *, limit: int) -> int:
        """Let up to `limit` vectors of the encoder in use take the place of those before them; returns how many."""
        ...

    def drop_others(self, versions: Collection[str], *, limit: int) -> int:
        """Drop up to `limit` of what was listed for other encoders than these, and what was erased meanwhile."""
        ...


class Reader(Protocol):
    """A classifier whose encoder can be changed. What it is asked here takes seconds: ask it in the background."""

    @property
    def encoder(self) -> str:
        """The encoder by which it judges, "" while none is loaded."""
        ...

    def vectors_by(self, encoder: FoundEncoder, texts: Sequence[str]) -> list[bytes]:
        """What texts mean to an encoder, which is loaded where it is not at hand. SettingsError where it cannot be."""
        ...

    def rival(self, encoder: FoundEncoder, rulebook: Rulebook) -> tuple[Trial, ...]:
        """What it knows, learnt with another encoder beside the one in use: how the two do. Nothing takes effect."""
        ...

    def let_go(self) -> None:
        """Hold no other encoder than the one in use."""
        ...

    def change_over(self, encoder: FoundEncoder, rulebook: Rulebook) -> None:
        """Judge by this encoder from now on. SettingsError where it cannot be loaded."""
        ...
