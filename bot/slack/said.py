"""What a `message` event says about a thread: somebody spoke there, changed what they had said, or took it back.

Guarantee: pure; people alone are heard. Bots, workflows and Slack itself (joins, pins, links that unfold) say nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.core.reply import reply_id

SPOKEN = frozenset((None, "file_share", "thread_broadcast"))
"""The kinds of message that are a person speaking; joins, topics and bots' posts are not."""
SLACKBOT = "USLACKBOT"

SlackObject = Mapping[str, Any]


class Turn(StrEnum):
    """What happened to the words."""

    SAID = "said"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of one person in a thread. `thread_ts` is the message they stand beneath, `at` the time of the turn."""

    turn: Turn
    by: str
    channel: str
    ts: str
    thread_ts: str
    words: str
    at: datetime

    @property
    def reply(self) -> str:
        """The id of the message."""
        return reply_id(self.channel, self.ts)

    @property
    def key(self) -> str:
        """Place and time, not the event's id: the same words may arrive by more than one event."""
        said = f"message:{self.channel}:{self.ts}"
        return said if self.turn is Turn.SAID else f"{said}:{self.turn}:{self.at.timestamp():.6f}"


def is_said_alone(event: SlackObject) -> bool:
    """Whether a person has just said something to the bot in private."""
    return is_by_person(event) and event.get("channel_type") == "im"


def is_by_person(message: SlackObject) -> bool:
    """Whether it is a person who speaks: workflows have no user, and bots an id of their own."""
    by = message.get("user") or SLACKBOT
    return by != SLACKBOT and not message.get("bot_id") and message.get("subtype") in SPOKEN


def said_in_thread(event: SlackObject) -> Said | None:
    """What a `message` event says about a thread, None where it says nothing."""
    channel = str(event.get("channel", ""))
    match event.get("subtype"):
        case "message_changed":
            return _edited(event, channel)
        case "message_deleted":
            return _said(event.get("previous_message") or {}, channel, Turn.DELETED, at=str(event.get("ts", "")))
        case _:
            return _said(event, channel, Turn.SAID, at=str(event.get("ts", "")))


def _edited(event: SlackObject, channel: str) -> Said | None:
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    edited = now.get("edited") or {}
    # Slack announces links that unfold, and files that arrive, in the same way: the words are the same then.
    if not edited or now.get("text") == before.get("text"):
        return None
    return _said(now, channel, Turn.EDITED, at=str(edited.get("ts", "")))


def _said(message: SlackObject, channel: str, turn: Turn, *, at: str) -> Said | None:
    ts, thread_ts, by = (str(message.get(name, "")) for name in ("ts", "thread_ts", "user"))
    if not is_by_person(message) or thread_ts in ("", ts):
        return None
    return Said(
        turn=turn,
        by=by,
        channel=channel,
        ts=ts,
        thread_ts=thread_ts,
        words=str(message.get("text", "")),
        at=instant_of(at or ts),
    )


def instant_of(ts: str) -> datetime:
    """When the message `ts` was written."""
    return datetime.fromtimestamp(float(ts), tz=UTC)
