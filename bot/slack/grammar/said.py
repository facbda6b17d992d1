"""What was said, taken apart: an act and whatever it is to be done with.

Guarantee: plain frozen data; empty fields were not said.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.classification import Urgency
from bot.core.rulebook import Rulebook
from bot.slack.actions import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An act with its arguments. `likely` are departments of which one was meant, `words` is free text.

    `emoji` is the one that said it, where one did.
    """

    act: Act
    department: str = ""
    likely: tuple[str, ...] = ()
    words: str = ""
    until: datetime | None = None
    urgency: Urgency | None = None
    number: int | None = None
    emoji: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What words are read against: the departments there are, and what `tomorrow` and `until we open` mean here."""

    rulebook: Rulebook
    now: datetime
    zone: str
    opening: datetime
