"""The map of doors: read from the record for a period that has an end, whoever asks.

Guarantee: stories are folded as they are read, so that of each issue little more than its asks is kept; nothing is
written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.conversation import Conversation
from bot.core.door_map import Gathered, draw, gather, mentions_to_read
from bot.core.doors import DoorMap, DoorReport
from bot.core.rulebook import Rulebook
from bot.core.sitting import COMPARED, Sitting, usual_answer
from bot.core.topics import Words, words_of
from bot.core.week import Span
from bot.logs import unit_of_work_line
from bot.ports import MessageRef, OpenUnit, Rules, UnitOfWork
from bot.services.stories import CLOCKS_APART, stories_since

PERIOD = timedelta(weeks=4)
LATE = timedelta(minutes=15)
"""What Slack does not have after that has not arrived."""
MOST_TEXTS = 300
"""Mentions whose words are read to name topics, of those without a door and of all others each."""


MOST_WHYS = 200
KEPT_FOR_TIMES = 20
LONGEST_KEPT = timedelta(minutes=5)
"""A map is shown again for so many times as long as it took to draw: a second in a small house, minutes in a big one.
"""
NOTES_SHOWN = 3
MOST_ANSWERS = 500
"""Answers that are held against each other, of each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorsView:
    """All doors over the period, the last conversation with each, and what was noted in it."""

    found: DoorMap
    sittings: Mapping[str, Sitting] = field(default_factory=dict)
    notes: Mapping[str, Conversation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView:
    """One door over the period, with the cards of what is silent there, by (issue, assignment).

    `notes` are the newest conversations with the department, newest first.
    """

    report: DoorReport
    until: datetime
    cards: Mapping[tuple[int, int], MessageRef] = field(default_factory=dict)
    sitting: Sitting | None = None
    notes: tuple[Conversation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The last map, and until when it is good enough."""

    found: DoorMap
    rules: str
    until: datetime


class Doors:
    """Looks at all doors together."""

    def __init__(self, open_unit: OpenUnit, rules: Rules, clock: Clock) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._kept: _Kept | None = None

    def all(self) -> DoorsView:
        """Every door over the last four weeks."""
        with self._open_unit().for_reading() as unit:
            found = self._map(unit)
            notes = unit.conversations.latest(before=found.until + CLOCKS_APART)
            return DoorsView(
                found=found, notes=notes, sittings=sittings_of(unit, notes, self._rules.current, found.until)
            )

    def door(self, department: str) -> DoorView | None:
        """One door over the last four weeks; None where there is no such department, and nothing open in its name."""
        with self._open_unit().for_reading() as unit:
            found = self._map(unit)
            report = found.door(department)
            if report is None:
                return None
            shown = {each.issue for each in report.silences} | {each.issue for each in report.whys}
            cards = unit.messages.cards_of_all(sorted(shown))
            notes = unit.conversations.of(department, limit=NOTES_SHOWN)
            last = {department: notes[0]} if notes else {}
            sitting = sittings_of(unit, last, self._rules.current, found.until).get(department)
        return DoorView(report=report, until=found.until, cards=cards, sitting=sitting, notes=tuple(notes))

    def _map(self, unit: UnitOfWork) -> DoorMap:
        """The map as it is now, or the last one as long as drawing it anew would cost more than it is worth."""
        begun, kept = self._clock.now(), self._kept
        if kept is not None and begun < kept.until and kept.rules == self._rules.current.version:
            return kept.found
        found = self._drawn(unit)
        took = self._clock.now() - begun
        until = begun + min(KEPT_FOR_TIMES * took, LONGEST_KEPT)
        self._kept = _Kept(found=found, rules=self._rules.current.version, until=until)
        return found

    def _drawn(self, unit: UnitOfWork) -> DoorMap:
        now, rulebook = self._clock.now(), self._rules.current
        span = Span(start=now - PERIOD, end=now + CLOCKS_APART)
        with unit_of_work_line("doors") as line:
            instead = rulebook.strategist.channel
            own = [each.key for each in rulebook.departments if each.channel == instead]
            unposted = unit.overview.unposted(before=now - LATE, instead=instead, own=own)
            gathered = [
                gather(story, span=span, until=now, rulebook=rulebook, unposted=unposted)
                for story in stories_since(unit, span.start, until=span.end)
            ]
            line.add(issues=len(gathered))
            texts = _texts(unit, gathered)
            asked = unit.why_asks.open(limit=MOST_WHYS)
            return draw(gathered, texts=texts, span=span, until=now, rulebook=rulebook, asked=asked)


def sittings_of(
    unit: UnitOfWork, notes: Mapping[str, Conversation], rulebook: Rulebook, now: datetime
) -> dict[str, Sitting]:
    """How long ago each of the last conversations was, and how the answers have changed since."""
    return {key: _sitting(unit, key, note.held_at, rulebook, now) for key, note in notes.items()}


def _sitting(unit: UnitOfWork, department: str, at: datetime, rulebook: Rulebook, now: datetime) -> Sitting:
    if now - at < COMPARED:
        return Sitting(department=department, at=at)

    def usual(start: datetime, end: datetime) -> timedelta | None:
        answers = unit.overview.answers_of(department, since=start, until=end, limit=MOST_ANSWERS)
        return usual_answer(answers, rulebook.door(department).hours)

    return Sitting(department=department, at=at, before=usual(at - COMPARED, at), now=usual(now - COMPARED, now))


def _texts(unit: UnitOfWork, gathered: Sequence[Gathered]) -> dict[int, Words]:
    found = unit.mentions.by_ids(mentions_to_read(gathered, limit=MOST_TEXTS))
    return {number: words_of(stored.mention.content) for number, stored in found.items()}
