"""Overviews: what the App Home shows of all issues together.

Guarantee: a handful of bounded statements a part, however many issues there are; each part is one short unit of work,
so that nobody who looks keeps anybody from writing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.core.glance import DoorGlance, DoorWeek, door_week
from bot.core.issue import Issue
from bot.core.week import week_at
from bot.ports import IssueQuery, MessageRef, OpenUnit, Rules, StoredMention, UnitOfWork
from bot.services.stories import CLOCKS_APART, told

STORM = 5
"""So many people who say the same are a fire."""
MOST_ON_FIRE = 8
MOST_STORIES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Some issues with what a line about each needs; `total` counts all that there are."""

    issues: tuple[Issue, ...]
    total: int
    mentions: Mapping[int, StoredMention] = field(default_factory=dict)
    """By id."""
    cards: Mapping[tuple[int, int], MessageRef] = field(default_factory=dict)
    """By (issue, assignment)."""


class Overview:
    """Looks at all issues together, for one reader."""

    def __init__(self, open_unit: OpenUnit, rules: Rules, clock: Clock) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock

    def listed(self, query: IssueQuery) -> Listed:
        """The issues of one page."""
        with self._open_unit().for_reading() as unit:
            total = unit.issues.count(query)
            return _with_words(unit, unit.issues.find(query) if total else [], total=total)

    def on_fire(self) -> Listed:
        """Emergencies, whatever was escalated, and storms."""
        with self._open_unit().for_reading() as unit:
            found = unit.overview.on_fire(storm=STORM, limit=MOST_ON_FIRE)
            return _with_words(unit, found, total=len(found))

    def doors(self) -> list[DoorGlance]:
        """Every department's door as it stands, in the rulebook's order; those without anything are there too."""
        known = [department.key for department in self._rules.current.departments]
        with self._open_unit().for_reading() as unit:
            found = {each.department: each for each in unit.overview.doors(known, now=self._clock.now())}
        gone = [key for key, each in found.items() if key not in known and each.open]
        return [found.get(key, DoorGlance(department=key)) for key in (*known, *gone)]

    def week_of(self, department: str) -> DoorWeek:
        """The week of one department, so far."""
        now, rulebook = self._clock.now(), self._rules.current
        week = week_at(now, rulebook.strategist.zone)
        with self._open_unit().for_reading() as unit:
            logged = unit.overview.stories_of(department, since=week.start, limit=MOST_STORIES)
        stories = list(told(logged, until=now + CLOCKS_APART))
        return door_week(stories, department, week=week, rulebook=rulebook, until=now)


def _with_words(unit: UnitOfWork, issues: list[Issue], *, total: int) -> Listed:
    if not issues:
        return Listed(issues=(), total=total)
    return Listed(
        issues=tuple(issues),
        total=total,
        mentions=unit.mentions.by_ids([issue.mention for issue in issues]),
        cards=unit.messages.cards_of_all([issue.number for issue in issues]),
    )
