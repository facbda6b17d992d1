"""What services need from the outbox: what Slack is still to be told, leased to one worker at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.notices import Notice
from bot.core.showing_anew import ShowAnew
from bot.ports.data import OutboxRow, OutboxState, Posted


class Outbox(Protocol):
    """What Slack is still to be told."""

    def enqueue(self, notices: Sequence[Notice], *, now: datetime, urgency_rank: int = 1) -> None:
        """Add notices; one whose key is known already is left alone, a card's waiting update is brought forward."""
        ...

    def claim(
        self, *, now: datetime, until: datetime, owner: str, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> OutboxRow | None:
        """The next due notice under a lease: urgent first, in order within its lane, paced by channel.

        With `only`, of these kinds alone; never one of the kinds of `without`.
        UnreadableNotice where that is one nobody can read here: put it off in another unit.
        """
        ...

    def put_off(self, row: int, *, fence: int, until: datetime, error: str) -> None:
        """Let a notice wait that was not claimed."""
        ...

    def complete(self, row: OutboxRow, *, owner: str, posted: Posted | None, now: datetime) -> bool:
        """Record that it was posted (None: it was dropped as pointless); False where the lease has been lost."""
        ...

    def renew(self, row: OutboxRow, *, owner: str, until: datetime) -> bool:
        """Hold a lease for longer; False where it has been lost."""
        ...

    def retry(self, row: OutboxRow, *, owner: str, at: datetime, error: str) -> bool:
        """A definite refusal that may pass: pending again from `at` on."""
        ...

    def unsure(self, row: OutboxRow, *, owner: str, at: datetime, error: str) -> bool:
        """No answer came: to be reconciled from `at` on."""
        ...

    def shelve(self, row: OutboxRow, *, owner: str, until: datetime) -> bool:
        """Not to be said before `until`, and keeps nothing of its lane waiting until then."""
        ...

    def fail(self, row: OutboxRow, *, owner: str, error: str, now: datetime) -> bool:
        """A definite refusal that will not pass: parked for a person."""
        ...

    def redirect(self, row: OutboxRow, notice: Notice, *, owner: str, at: datetime, error: str) -> bool:
        """A definite refusal that holds for this channel only: pending again, for the channel that `notice` names."""
        ...

    def holders(self) -> list[str]:
        """Who is sending something."""
        ...

    def abandon(self, owner: str, *, at: datetime) -> int:
        """What `owner` was sending is to be reconciled from `at` on; returns how much. For owners that are no more."""
        ...

    def pause(self, scope: str, *, until: datetime) -> None:
        """Nothing is sent to `scope` (a channel, "method:chat.postMessage" or "*") before `until`, by any process."""
        ...

    def trouble(self, *, now: datetime, came_before: datetime) -> str:
        """Why nothing at all is sent now, or what came before then still is not; "" where all is well."""
        ...

    def next_at(self) -> datetime | None:
        """When the next pending notice may be sent, None where the outbox is empty."""
        ...

    def quotes(self, said: str, mentions: Sequence[int]) -> bool:
        """Note that what was told under the key `said` quotes these; False where words of some are erased by now."""
        ...

    def quoting(self, *, issue: int = 0, mention: int = 0, about: str) -> list[ShowAnew]:
        """By which notices all is shown anew that quotes mentions of an issue, or this one; `about` says why."""
        ...

    def notice_of(self, key: str) -> Notice | None:
        """The notice with this key."""
        ...

    def states(self, keys: Sequence[str]) -> Mapping[str, OutboxState]:
        """Where the notices with these keys are on their way; those that do not exist are missing."""
        ...
