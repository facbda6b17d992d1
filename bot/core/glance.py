"""Doors at a glance: how things stand with a department now, and how its week has gone so far.

Guarantee: plain figures; a week is a pure fold of the stories of the issues that the department was asked about.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.asks import Ask, Told
from bot.core.commands import DOORKNOCK
from bot.core.figures import AnswerTimes
from bot.core.rulebook import Rulebook
from bot.core.tally import answer_times
from bot.core.week import Week

MOST_THANKED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorGlance:
    """One department's door now. `oldest_since` is when it was asked what is open longest.

    `silent_since` is its last sign of life where a knock went unanswered, `last_answer_at` its newest first response.
    """

    department: str
    open: int = 0
    waiting: int = 0
    overdue: int = 0
    oldest_since: datetime | None = None
    silent_since: datetime | None = None
    last_answer_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorWeek:
    """One department's week so far. `thanks` counts first answers by person, the most first."""

    asked: int
    answers: AnswerTimes
    oldest_since: datetime | None = None
    thanks: tuple[tuple[str, int], ...] = ()


def door_week(stories: Sequence[Told], department: str, *, week: Week, rulebook: Rulebook, until: datetime) -> DoorWeek:
    """The week of `department` up to `until`, from the stories of all issues it has open or was asked about in it."""
    asks = [(story, ask) for story in stories for ask in story.asks if ask.department == department]
    waiting = [ask.asked_at for _, ask in asks if ask.answered_at is None and ask.ended_at is None]
    answered = [pair for pair in asks if pair[1].answered_at is not None and pair[1].answered_at >= week.start]
    return DoorWeek(
        asked=sum(week.start <= ask.asked_at <= until for _, ask in asks),
        answers=answer_times([ask for _, ask in asks], week, rulebook, until=until),
        oldest_since=min(waiting, default=None),
        thanks=_thanks(answered),
    )


def _thanks(answered: Sequence[tuple[Told, Ask]]) -> tuple[tuple[str, int], ...]:
    people = Counter(person for story, ask in answered if (person := _who_answered(story, ask)))
    return tuple(sorted(people.items(), key=lambda each: (-each[1], each[0]))[:MOST_THANKED])


def _who_answered(story: Told, ask: Ask) -> str:
    """Whose response came first; "" where the event that it came with is about another share."""
    here = (
        event.by
        for event in story.events
        if event.at == ask.answered_at
        and getattr(event, "assignment", None) == ask.assignment
        and event.by != DOORKNOCK
    )
    return next(here, "")
