"""The canary: a mention of our own that goes the whole way to Slack and is taken away again, for somebody who watches.

Guarantee: pure. It opens no issue, uses no number and asks nobody; it is known by its source, which no connector has.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.mention import Mention

CANARY = "doorknock:canary"
"""Its source."""
SONG = "A canary: this mention is Doorknock's own, and only checks that everything moves."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Canary:
    channel: str
    mention: int

    @property
    def lane(self) -> str:
        """One canary's own, so that it is taken away after it was shown."""
        return f"canary:{self.mention}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCanary(_Canary):
    """Say in the strategist's channel that everything works."""

    @property
    def key(self) -> str:
        """One line a canary."""
        return f"{self.lane}:shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCanaryAway(_Canary):
    """Take that line away again."""

    @property
    def shown(self) -> str:
        """The key of what is taken away."""
        return ShowCanary(channel=self.channel, mention=self.mention).key

    @property
    def key(self) -> str:
        """One removal a canary."""
        return f"{self.lane}:gone"


def canary(*, name: str, now: datetime) -> Mention:
    """A new one, known by its name."""
    return Mention(source=CANARY, external_id=name, text=SONG, received_at=now)


def is_canary(mention: Mention) -> bool:
    """Whether nobody out there has said this."""
    return mention.source == CANARY


def flight(mention: int, *, channel: str) -> tuple[ShowCanary, TakeCanaryAway]:
    """What Slack is to be told of a canary, in order."""
    return ShowCanary(channel=channel, mention=mention), TakeCanaryAway(channel=channel, mention=mention)
