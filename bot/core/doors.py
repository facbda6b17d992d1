"""The map of doors, as data: how often each was knocked on, how it opened, and why it is silent where it is.

Guarantee: plain frozen values; tuples are ordered for reading, longest or most first.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.figures import AnswerTimes
from bot.core.week import Span
from bot.core.why_ask import OpenWhy


class Why(StrEnum):
    """Why a door is silent."""

    UNDELIVERED = "undelivered"
    """They cannot know: a card or a knock has not arrived in Slack."""
    OUT_OF_HOURS = "out_of_hours"
    """Nobody was at work since they were asked."""
    UNCLAIMED = "unclaimed"
    """It was talked about, and nobody took it."""
    IDLE = "idle"
    """Somebody took it, and has not been heard of since."""
    UNANSWERED = "unanswered"
    """Nobody has said anything yet, and there was time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One share of an issue that nobody moves, and since when."""

    issue: int
    assignment: int
    department: str
    why: Why
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """The newest asks of a department in a row that were knocked for and not answered, and since when they wait."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorReport:
    """One department's door over the period.

    `asked` counts the times it was asked, `knocks` the reminders it got. `opened` says how many of its answers came at
    which step of the policy, 0 for before any knock. `not_ours` counts what it passed on as none of its own. `topics`
    are what its issues are about, each with how many of them, the most frequent or telling first. `whys`
    are those it was asked and has not answered.
    """

    department: str
    asked: int
    knocks: int
    answers: AnswerTimes
    opened: tuple[tuple[int, int], ...] = ()
    not_ours: int = 0
    streak: Streak | None = None
    silences: tuple[Silence, ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    whys: tuple[OpenWhy, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether there was nothing to answer, and nothing is open that anybody waits for."""
        return not (self.asked or self.answers.answered or self.answers.overdue or self.silences or self.whys)

    @property
    def stuck(self) -> tuple[Silence, ...]:
        """What is silent and not only asleep."""
        return tuple(each for each in self.silences if each.why is not Why.OUT_OF_HOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Homeless:
    """One issue that had no door of its own: it began in triage, or was passed on twice. `held_by` has it now."""

    issue: int
    mention: int
    tags: tuple[str, ...]
    held_by: str
    is_bounced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTopic:
    """What keeps coming and has no door: its words, its issues, and who ends up with it.

    `taken_by` is the department that takes most of it in the end, "" where no single one does.
    """

    words: tuple[str, ...]
    issues: tuple[int, ...]
    bounced: int
    taken_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorMap:
    """Every door over a period; `until` is the moment of looking."""

    span: Span
    until: datetime
    doors: tuple[DoorReport, ...]
    lost: tuple[LostTopic, ...] = ()

    def door(self, department: str) -> DoorReport | None:
        """The door of one department, None where there is none."""
        return next((door for door in self.doors if door.department == department), None)
