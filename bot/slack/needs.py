"""What the listeners need from the rest of the house, as protocols.

Guarantee: this edge knows no other edge; the assembly hands these in.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.core.commands import Command
from bot.core.events import Event
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.core.refusal import Refusal
from bot.core.rights import Asked, Standing
from bot.core.source import ChannelSource
from bot.ports import IssueQuery, MessageRef, Reply, StoredMention

SlackObject = Mapping[str, Any]
"""A message or an event as Slack wrote it."""


class Issues(Protocol):
    """The choke point for every change, and the ways to look."""

    def apply(
        self, number: int, command: Command, *, event_key: str = "", asked: Asked | None = None
    ) -> Issue | Refusal:
        """Do what is asked, if the person may; a replayed `event_key` changes nothing."""
        ...

    def may_ask(self, number: int, wish: Command, *, asked: Asked) -> Refusal | None:
        """Why a person may not have such a wish whatever they add to it, None where they may."""
        ...

    def get(self, number: int) -> Issue | None:
        """One issue."""
        ...

    def at_message(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, assignment) of a message of ours."""
        ...

    def why_ask_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, number) of the question that a message of ours puts to a department."""
        ...

    def cards(self, number: int) -> Mapping[int, MessageRef]:
        """Where the cards of an issue stand, by assignment."""
        ...

    def reply(self, reply_id: str) -> Reply | None:
        """What was said in a thread, by its id."""
        ...

    def find(self, query: IssueQuery) -> list[Issue]:
        """Issues that match."""
        ...

    def story(self, number: int) -> list[Event]:
        """All that happened to one issue."""
        ...

    def joined(self, number: int, *, limit: int) -> list[StoredMention]:
        """What has joined an issue since it was opened, the newest first."""
        ...

    def mention(self, mention_id: int) -> StoredMention | None:
        """A mention by id."""
        ...


class KnowsStandings(Protocol):
    """Knows who is who."""

    def of(self, user: str) -> Standing:
        """The standing of a person by Slack id."""
        ...

    def zone_of(self, user: str) -> str:
        """The time zone of somebody whose standing was asked for, "" where it is not known."""
        ...

    def joined(self, user: str, channel: str) -> None:
        """Somebody came into a channel."""
        ...

    def left(self, user: str, channel: str) -> None:
        """Somebody left a channel."""
        ...

    def group_changed(self, group: str, *, added: Iterable[str], removed: Iterable[str]) -> None:
        """Somebody was put into a group, or taken out of it."""
        ...


class ReceivedCounts(Protocol):
    """What came of handing mentions in."""

    @property
    def new(self) -> int:
        """How many were new."""
        ...

    @property
    def known(self) -> int:
        """How many were known."""
        ...


class TakesMentions(Protocol):
    """The way in for mentions."""

    def receive(
        self, mentions: Sequence[Mention], *, cursor: tuple[str, str] | None = None, delivery_key: str = ""
    ) -> ReceivedCounts:
        """Store what is new; when it returns, it is on disk."""
        ...


class ReadsEvent(Protocol):
    """Makes a mention of a `message` event."""

    def __call__(
        self, event: SlackObject, source: ChannelSource, *, received_at: datetime, own_ids: Collection[str]
    ) -> Mention | None:
        """None where the event holds no mention."""
        ...


class ReadsMessage(Protocol):
    """Makes a mention of a message that a person pointed at."""

    def __call__(
        self,
        message: SlackObject,
        *,
        channel: str,
        by: str,
        received_at: datetime,
        source: ChannelSource | None = None,
    ) -> Mention | None:
        """None where the message holds no words."""
        ...


class ReadsText(Protocol):
    """Makes a mention of what a person typed."""

    def __call__(self, text: str, *, by: str, received_at: datetime) -> Mention | None:
        """None where nothing was typed."""
        ...
