"""Reporting: the weekly summary, built from the record, and posted once when it is due.

Guarantee: a week is enqueued in one transaction with the note that it has been, under a key of its own, so that any
number of processes may tick. Weeks from before the installation are never posted, and after a long absence only the
newest one is, with a word on those that were left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.clock import Clock
from bot.core.asks import Told
from bot.core.department import Strategist
from bot.core.door_map import draw, gather
from bot.core.figures import Heard, Rhythm
from bot.core.monday import MondayDoor, door_for_monday, monday_section
from bot.core.notices import Notice, PostSummary, TellStrategist
from bot.core.rhythm import rhythm, stretch
from bot.core.rulebook import Rulebook
from bot.core.summary import CardPlace, Summary
from bot.core.summary_words import put_into_words
from bot.core.tally import tally
from bot.core.week import Span, Week, days_of, latest_due, week_at, week_before, week_of, weeks_before
from bot.core.why_words import why_section
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, Rules, UnitOfWork
from bot.services.doors import sittings_of
from bot.services.stories import CLOCKS_APART, told
from bot.services.whys import PERIOD

CURSOR = "weekly-summary"
"""Under this name the key of the last week that was dealt with is kept."""
COMPARED_WEEKS = 4


class Reporting:
    """Builds summaries, and has each posted when its time has come."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, rules: Rules) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules

    @property
    def _strategist(self) -> Strategist:
        return self._rules.current.strategist

    def tick(self) -> int:
        """Enqueue the summary that is due, if one is; returns how many were enqueued."""
        now = self._clock.now()
        strategist = self._strategist
        due = latest_due(now, strategist)
        with self._open_unit() as unit:
            last = unit.cursors.get(CURSOR)
            if last and week_of(last, strategist.zone).start >= due.start:
                return 0
            if last:
                unit.outbox.enqueue(_notices(due, last, strategist), now=now)
            # The first run only notes where it begins: what was before is not ours to report.
            begun = week_before(week_at(now, strategist.zone), strategist.zone)
            unit.cursors.set(CURSOR, due.key if last else begun.key)
            unit.commit()
        return 1 if last else 0

    def post(self, key: str) -> str:
        """Have the summary of the week called `key` posted as soon as the bot runs; returns the channel it goes to.

        It is posted once, however often it is asked for. ValueError where there is no such week.
        """
        notice = _post(week_of(key, self._strategist.zone), self._strategist)
        with self._open_unit() as unit:
            unit.outbox.enqueue([notice], now=self._clock.now())
            unit.commit()
        return notice.channel

    def last_week(self) -> Week:
        """The newest week that is over in the strategist's zone."""
        return week_before(week_at(self._clock.now(), self._strategist.zone), self._strategist.zone)

    def build(self, key: str) -> Summary:
        """The summary of the week called `key` (`2026-W48`); ValueError where there is no such week."""
        rulebook = self._rules.current
        zone = rulebook.strategist.zone
        week = week_of(key, zone)
        with unit_of_work_line("summary", week=week.key) as line, self._open_unit().for_reading() as unit:
            past = weeks_before(week, zone, count=COMPARED_WEEKS)
            stories = list(self._stories(unit, since=past[0].start, until=week.end))
            figures = tally(
                week,
                last_week=past[0],
                heard=_heard(unit, week),
                heard_before=[_heard(unit, each) for each in past],
                stories=stories,
                rulebook=rulebook,
                until=min(week.end, self._clock.now()),
            )
            figures = replace(figures, rhythm=_rhythm(unit, week, past, zone=zone, until=figures.until))
            line.add(mentions=figures.volume.mentions.now, opened=figures.volume.opened.now)
            summary = put_into_words(figures, rulebook)
            whys = why_section(unit.record.explained_between(week.end - PERIOD, week.end), week, rulebook)
            summary = summary.with_section(whys) if whys else summary
            summary = summary.with_cards(lambda *share: _card(unit, *share))
            monday = _monday(
                unit, stories, span=Span(start=past[0].start, end=week.end), until=figures.until, rulebook=rulebook
            )
            return summary.with_section(monday_section(monday, rulebook)) if monday else summary

    def _stories(self, unit: UnitOfWork, *, since: datetime, until: datetime) -> Iterator[Told]:
        """Every issue that changed since then or is open, told until the week's end.

        An issue that was open at that time and has changed since is among them, so that a summary built late says the
        same as one built in time.
        """
        upto = max(until, self._clock.now() + CLOCKS_APART)
        return told(unit.record.stories_between(since, upto), until=until)


def _monday(
    unit: UnitOfWork, stories: Sequence[Told], *, span: Span, until: datetime, rulebook: Rulebook
) -> MondayDoor | None:
    """The door to knock on, by what was known at that time; what the strategist has noted stays between her and us."""
    gathered = [gather(each, span=span, until=until, rulebook=rulebook, unposted=()) for each in stories]
    found = draw(gathered, texts={}, span=span, until=until, rulebook=rulebook)
    talks = unit.conversations.latest(before=until)
    return door_for_monday(found, sittings_of(unit, talks, rulebook, until), rulebook)


def _notices(due: Week, last: str, strategist: Strategist) -> list[Notice]:
    first_missed = week_of(last, strategist.zone).end
    if first_missed >= due.start:
        return [_post(due, strategist)]
    missed = week_at(first_missed, strategist.zone).key
    newest_missed = week_before(due, strategist.zone).key
    weeks = missed if missed == newest_missed else f"{missed} to {newest_missed}"
    text = (
        f"I was away for a while, so only the newest weekly summary is posted. What happened in {weeks} is shown by: "
        f"doorknock summary --week {missed}"
    )
    told = TellStrategist(channel=_channel(strategist), text=text, about=f"summaries-missed:{due.key}")
    return [_post(due, strategist), told]


def _post(week: Week, strategist: Strategist) -> PostSummary:
    return PostSummary(channel=_channel(strategist), week=week.key, start=week.start, end=week.end)


def _channel(strategist: Strategist) -> str:
    return strategist.summary_channel or strategist.channel


def _heard(unit: UnitOfWork, week: Week) -> list[Heard]:
    return list(unit.record.heard_between(week.start, week.end).elements())


def _rhythm(unit: UnitOfWork, week: Week, past: Sequence[Week], *, zone: str, until: datetime) -> Rhythm:
    heard = unit.record.heard_between
    days = [stretch(day.start, heard(day.start, day.end)) for day in days_of(week, zone) if day.start < until]
    return rhythm(days, [stretch(each.start, heard(each.start, each.end)) for each in (*reversed(past), week)])


def _card(unit: UnitOfWork, issue: int, assignment: int) -> CardPlace | None:
    ref = unit.messages.card_of(issue, assignment)
    return CardPlace(channel=ref.channel, ts=ref.ts) if ref else None
