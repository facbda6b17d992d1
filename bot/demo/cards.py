"""What a person reads on a card or a line of the bot's, found in the message itself.

Guarantee: nothing is asked of the bot or its database; whoever plays knows what any reader in Slack knows.
"""

import re
from dataclasses import dataclass

from bot.core.classification import Urgency
from bot.slack.texts import card, names
from bot.workspace.promises import Posted

_TARGET = re.compile(r"(\d+):(\d+)")
_KNOCK = re.compile(r"Knock (\d+)")
_KNOCKED = re.compile(r"knocked (once|twice|(\d+) times)")
_TIMES = {"once": 1, "twice": 2}
_STORM = re.compile(r"([\d,]+) people say the same")


@dataclass(frozen=True, slots=True)
class Card:
    """A card, always as it is now."""

    posted: Posted
    issue: int
    assignment: int

    @classmethod
    def at(cls, posted: Posted) -> "Card | None":
        """The card that `posted` is, None where it is something else."""
        if posted.now.is_reply or not posted.now.bot_id or is_personal(posted):
            return None
        found = doors_in(posted)
        return cls(posted, *found[0]) if found else None

    @property
    def plain(self) -> str:
        """All text a reader sees."""
        return self.posted.plain

    @property
    def headline(self) -> str:
        """The first line."""
        return self.plain.partition("\n")[0]

    @property
    def urgency(self) -> Urgency:
        """As its sign says."""
        found = (urgency for urgency, sign in names.URGENCY_SIGN.items() if self.plain.startswith(sign))
        return next(found, Urgency.NORMAL)

    @property
    def is_open(self) -> bool:
        """Whether something can still be done about it."""
        return not self.posted.is_deleted and "Resolve" in self.posted.buttons

    @property
    def is_claimed(self) -> bool:
        """Whether somebody has it."""
        # Where the others stand is said in a line of its own.
        own = [line for line in self.plain.split("\n") if not line.startswith(card.BESIDE)]
        return any("🙋" in line or "claimed by" in line for line in own)

    @property
    def is_answered(self) -> bool:
        """Whether somebody has spoken in its thread without taking it."""
        return "💬" in self.plain

    @property
    def is_brought_in(self) -> bool:
        """Whether others have the lead."""
        return "brought in beside" in self.plain

    @property
    def is_handed(self) -> bool:
        """Whether it came from another department."""
        return "handed off by" in self.plain

    @property
    def has_question(self) -> bool:
        """Whether somebody asked something."""
        return card.ASKED.strip() in self.plain

    @property
    def knocks(self) -> int:
        """How often the door was knocked on, as the card says."""
        found = _KNOCKED.search(self.plain)
        return _TIMES.get(found[1]) or int(found[2]) if found else 0

    @property
    def storm(self) -> int:
        """How many people say the same, 1 where it is nobody but the author."""
        found = _STORM.search(self.plain)
        return int(found[1].replace(",", "")) if found else 1


def is_personal(posted: Posted) -> bool:
    """Whether it was said to one person alone."""
    return posted.state.shelves.channels[posted.channel_id].is_im


def doors_in(posted: Posted) -> list[tuple[int, int]]:
    """(issue, assignment) of each door that the buttons of a message are for."""
    values = (_TARGET.fullmatch(control.value) for control in posted.controls if control.kind == "button")
    return list(dict.fromkeys((int(match[1]), int(match[2])) for match in values if match))


def knock_of(posted: Posted) -> int:
    """Which knock a line is, 0 where it is none."""
    found = _KNOCK.match(posted.plain)
    return int(found[1]) if found else 0


def asks_still_on_it(posted: Posted) -> bool:
    """Whether a line asks if a claim still holds."""
    return "Yes, still on it" in posted.buttons


def says_released(posted: Posted) -> bool:
    """Whether a line opens a forgotten claim to the others."""
    return posted.plain.startswith("↩️") and "nothing more" in posted.plain


def says_quiet_is_over(posted: Posted) -> bool:
    """Whether a line ends a snooze."""
    return posted.plain.startswith("🔔")


def asks_for_help(posted: Posted) -> bool:
    """Whether a line escalates."""
    return posted.plain.startswith("🆙")
