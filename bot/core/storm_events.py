"""What happens to an issue because many say the same: one more joins, or did not belong there.

Guarantee: the same as of all events: each says when and by whom.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.event_base import IssueEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionJoined(IssueEvent):
    """One more mention of the same; with it, the issue has `mentions`, 0 where that was not noted down.

    `said_at` is when the public could read it, None where that was not noted down. It `is_repeated` where its author
    had been counted before.
    """

    mention: int
    reach: int
    mentions: int = 0
    said_at: datetime | None = None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionSplit(IssueEvent):
    """The mention `mention` was about something else after all: it has gone, and is the issue `into` now."""

    mention: int
    into: int
    reach: int = 0
    said_at: datetime | None = None
    is_repeated: bool = False
