"""What services need from the database for personal knocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.core.issue import Issue
from bot.core.knocking import PersonalKnock


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingKnock:
    """A personal knock whose door may still wait, with its issue as it stands.

    Nobody is told `not_before`; `message` is the number of the message it stands in, None while nobody has been told.
    """

    id: int
    knock: PersonalKnock
    issue: Issue
    not_before: datetime
    message: int | None = None


class KnockState(StrEnum):
    """What became of a personal knock."""

    WAITING = "waiting"
    TOLD = "told"
    # Told, and its door was answered or closed since.
    ANSWERED = "answered"
    OVERTAKEN = "overtaken"
    # Nobody could be reached alone, so it was said in the card's thread.
    IN_THREAD = "in_thread"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalMessage:
    """One message to one person, told at `at`; `zone` is theirs."""

    person: str
    number: int
    at: datetime
    zone: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalMessages:
    """What one person was told lately: the newest message's number (0: none), and when they heard what could wait."""

    newest: int
    told: tuple[datetime, ...]


class Knocks(Protocol):
    """Personal knocks, and the messages in which they were told."""

    def add(self, knocks: Sequence[PersonalKnock]) -> None:
        """Keep new ones; what is known already is left alone."""
        ...

    def waiting(self, *, now: datetime, limit: int) -> list[WaitingKnock]:
        """Those that may be told now, the most urgent and the oldest first."""
        ...

    def put_off(self, ids: Sequence[int], *, until: datetime) -> None:
        """Let waiting ones wait until then."""
        ...

    def settle(self, knock: int, state: KnockState) -> bool:
        """Say what became of a waiting one; False where somebody else has dealt with it."""
        ...

    def messages_to(self, person: str, *, since: datetime) -> PersonalMessages:
        """What a person was told since then, or is about to be; what was taken back does not count."""
        ...

    def tell(self, ids: Sequence[int], message: PersonalMessage) -> bool:
        """Put waiting ones into a new message; False where somebody was first: undo, begin again."""
        ...

    def standing(self, person: str) -> list[WaitingKnock]:
        """What a person was told in messages that stand yet, or are on their way, oldest first."""
        ...

    def move(self, ids: Sequence[int], *, into: int) -> None:
        """Let told ones stand in another message to the same person."""
        ...

    def take_back(self, person: str, number: int, *, at: datetime) -> None:
        """Let what stands in a message that was never posted wait anew from then on."""
        ...

    def close(self, ids: Sequence[int]) -> None:
        """Note of told ones that their doors do not wait any more."""
        ...

    def of_message(self, person: str, number: int) -> list[PersonalKnock]:
        """What a message was about, oldest first."""
        ...

    def messages_about(self, issue: int, assignment: int, *, up_to: int) -> list[tuple[str, int, str]]:
        """(person, number, zone) of each message that is about a share, by reminders up to and including `up_to`."""
        ...

    def next_at(self) -> datetime | None:
        """When the next one may be told, None where none waits."""
        ...
