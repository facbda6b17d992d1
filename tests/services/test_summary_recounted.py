"""A year's summaries, counted once more by slow loops over the tables: equal to the last digit, on both databases."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.core import opportunities, why_words
from bot.core.classification import Urgency
from bot.core.figures import AnswerTimes, Figures, ResolutionTimes
from bot.core.journey_words import TITLE as JOURNEY
from bot.core.own_week import own_week
from bot.core.readers import department_name
from bot.core.summary import Line, Summary
from bot.core.usual import Usual
from bot.core.week import Week, week_before, week_of, weeks_before
from bot.services.reporting import Reporting
from bot.services.stories import stories_since
from bot.services.story_keeper import CURSOR, QUIET, StoryKeeper
from bot.services.strategist_week import COMPARED_WEEKS
from bot.services.whys import PERIOD
from bot.store.unit import SqlUnitOfWork
from tests.company_year import (
    BOOK,
    CAUSE_WEEKS,
    CHANGES_OF_THE_CLOCK,
    HABITS,
    LATE_WEEK,
    MERGED_WEEK,
    PRAISE_WEEK,
    REOPENED_WEEK,
    Year,
    store,
    the_year,
)
from tests.core.example import hours
from tests.services.house import Rules
from tests.services.slow_log import SlowWeek, slow_week
from tests.services.slow_talk import SlowTalk, slow_talk

LONDON = "Europe/London"
YEAR_BEGINS, MIDSUMMER = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))
WITHIN = {"billing": {Urgency.NORMAL: hours(4)}, "digital": {Urgency.NORMAL: hours(5)}}
"""In how much of their working time these two are to resolve what comes."""
AIMING = replace(
    BOOK,
    departments=tuple(replace(each, resolve_within=WITHIN.get(each.key, {})) for each in BOOK.departments),
)
COUNTED = {
    "the clocks go forward": f"2026-W{CHANGES_OF_THE_CLOCK[0]}",
    "the week after that": f"2026-W{CHANGES_OF_THE_CLOCK[0] + 1}",
    "the clocks go back": f"2026-W{CHANGES_OF_THE_CLOCK[1]}",
    "the week after": f"2026-W{CHANGES_OF_THE_CLOCK[1] + 1}",
    "a department is silent": "2026-W12",
    "it answers five weeks late": "2026-W16",
    "an issue is reopened": f"2026-W{REOPENED_WEEK}",
    "two are merged": f"2026-W{MERGED_WEEK}",
    "an answer is two weeks late": f"2026-W{LATE_WEEK + 2}",
    "much came to the wrong door": "2026-W27",
    "a cause comes back": f"2026-W{min(CAUSE_WEEKS) + 1}",
    "it has its why": f"2026-W{max(CAUSE_WEEKS)}",
    "praise is left": f"2026-W{PRAISE_WEEK}",
    "it is left still": f"2026-W{PRAISE_WEEK + 1}",
    "the first of all": "2026-W02",
    "nothing was": "2026-W52",
}


@pytest.fixture
def year(engine: Engine) -> Year:
    year = the_year()
    store(engine, year)
    assert keep_stories(engine, since=YEAR_BEGINS, until=MIDSUMMER) > 100, "half of the year is told from what is kept"
    return year


def keep_stories(engine: Engine, *, since: datetime, until: datetime) -> int:
    """Let the keeper of stories follow the log from one instant to another."""
    keeper = StoryKeeper(lambda: SqlUnitOfWork(engine), MovableClock(until + QUIET))
    with SqlUnitOfWork(engine) as unit:
        unit.cursors.set(CURSOR, f"{since.isoformat()} 0")
        unit.commit()
    kept = 0
    while (before := _cursor(engine)) < until.isoformat():
        kept += keeper.tick()
        if _cursor(engine) == before:
            break
    return kept


def _cursor(engine: Engine) -> str:
    with SqlUnitOfWork(engine).for_reading() as unit:
        return unit.cursors.get(CURSOR)


def reporting(engine: Engine, year: Year) -> Reporting:
    last = max(event.at for life in year.lives for event in life.events)
    return Reporting(lambda: SqlUnitOfWork(engine), MovableClock(last + timedelta(days=30)), Rules(AIMING))


def minutes(time: timedelta | None) -> float | None:
    return None if time is None else time / timedelta(minutes=1)


def answers(times: AnswerTimes) -> tuple[int, int, int, float | None, float | None]:
    return times.answered, times.in_time, times.overdue, minutes(times.median), minutes(times.p90)


def resolutions(times: ResolutionTimes) -> tuple[int, float | None, float | None]:
    return times.resolved, minutes(times.median), minutes(times.p90)


def check(counted: Figures, slow: SlowWeek, before: SlowWeek) -> None:
    """Each figure of the strategist's week."""
    volume = counted.volume
    assert (volume.mentions.now, volume.mentions.before) == (slow.heard, before.heard)
    assert volume.opened.now == sum(slow.has(tale.opened) for tale in slow.tales)
    assert volume.opened.before == sum(before.has(tale.opened) for tale in before.tales)
    assert volume.closed == sum(slow.has(tale.closed) for tale in slow.tales)
    assert volume.still_open == sum(tale.closed is None for tale in slow.tales)
    assert (counted.reach.people.now, counted.reach.people.before) == (slow.reach, before.reach)
    assert {each: change.now for each, change in counted.sentiments if change.now} == dict(slow.felt)
    assert (counted.mood.negative, counted.mood.all) == (slow.felt["negative"], slow.felt.total())

    assert answers(counted.answers) == slow.answers()
    assert resolutions(counted.resolutions) == slow.resolved()
    assert (counted.resolutions.targeted, counted.resolutions.in_time) == slow.resolved_in_time()
    for each in counted.departments:
        assert (each.opened.now, each.opened.before) == (slow.opened_at(each.key), before.opened_at(each.key))
        aimed = (each.resolutions.targeted, each.resolutions.in_time)
        assert aimed == slow.resolved_in_time(each.key), each.key
        assert answers(each.answers) == slow.answers(each.key), each.key
        assert answers(each.before)[:2] == before.answers(each.key)[:2], each.key
        assert resolutions(each.resolutions) == slow.resolved(each.key), each.key

    assert {(each.issue, each.assignment, each.since, each.knocks) for each in counted.silent} == slow.silent()
    assert {(each.giver, each.receiver): (each.count, each.not_ours) for each in counted.hand_offs} == slow.hand_offs()
    wrong = [(giver, to) for tale in slow.tales for at, giver, to, is_not, _ in tale.passed if is_not and slow.has(at)]
    assert {(each.giver, each.receiver): each.count for each in counted.misroutings} == Counter(wrong)
    waiting = sorted((tale.opened, tale.number, tale.owner) for tale in slow.tales if tale.opened and not tale.closed)
    assert [(each.opened_at, each.issue, each.assignment) for each in counted.oldest] == waiting[:5]
    people = Counter(why for tale in slow.tales for at, why in tale.dismissed if slow.has(at))
    assert Counter(dict(counted.dismissals)) == slow.set_aside + people
    tags = Counter(tag for tale in slow.tales if slow.has(tale.opened) for tag in tale.tags)
    assert dict(counted.tags) == dict(tags)


def check_what_is_usual(counted: Figures, talk: SlowTalk, week: Week, past: list[Week]) -> None:
    """The middle of the weeks before, and how far they scatter."""
    assert figures_of(counted.volume.usual) == talk.usual_volume(past)
    assert figures_of(counted.reach.usual) == talk.usual_reach(past)
    assert figures_of(counted.mood.usual) == talk.usual_mood(past, week)


def figures_of(usual: Usual | None) -> object:
    return usual and pytest.approx((usual.middle, usual.scatter), rel=1e-12)


def check_what_is_told(summary: Summary, slow: SlowWeek, talk: SlowTalk, week: Week) -> Counter[str]:
    """The figures that stand in sections of their own; returns how many lines there were of each."""
    journey = [
        re.fullmatch(r"(\w+): ([\d,]+) of ([\d,]+) are unhappy .*", each.text) for each in lines(summary, JOURNEY)
    ]
    told_of = {each[1].lower(): (number(each[2]), number(each[3])) for each in journey if each}
    assert told_of == talk.journey(week)
    missed = {each.issue: each.text.partition(",")[0] for each in lines(summary, opportunities.SECTION)}
    assert missed == slow.missed(talk.moods())
    causes = [
        re.fullmatch(r"“(.*)”: (\d+) issues, at (.*?), in (.*); .*", each.text)
        for each in lines(summary, why_words.SECTION)
    ]
    again = {each[1]: (number(each[2]), names(each[3]), names(each[4])) for each in causes if each}
    assert again == {
        cause: (count, called(brands), called(departments))
        for cause, (count, brands, departments) in slow.causes(week.end - PERIOD).items()
    }
    return Counter(journey=len(told_of), missed=len(missed), again=len(again))


def lines(summary: Summary, title: str) -> list[Line]:
    return [line for section in summary.sections if section.title == title for line in section.lines]


def called(keys: set[str]) -> set[str]:
    return {each.capitalize().replace("-", " ") for each in keys}


def number(said: str) -> int:
    return int(said.replace(",", ""))


def names(listed: str) -> set[str]:
    return set(re.split(", | and ", listed))


def test_every_figure_of_the_year_is_what_slow_loops_over_the_tables_count(engine: Engine, year: Year) -> None:
    summaries, talk = reporting(engine, year), slow_talk(engine)
    seen: Counter[str] = Counter()
    for what, key in COUNTED.items():
        week = week_of(key, LONDON)
        past = list(weeks_before(week, LONDON, count=COMPARED_WEEKS))
        slow, before = (slow_week(engine, each.start, each.end, AIMING) for each in (week, past[0]))
        summary = summaries.build(key)
        counted = summary.figures
        check(counted, slow, before)
        check_what_is_usual(counted, talk, week, past)
        seen += check_what_is_told(summary, slow, talk, week)
        seen["silent"] += len(counted.silent)
        seen["overdue"] += counted.answers.overdue
        seen["resolved"] += counted.resolutions.resolved
        seen["too late"] += counted.resolutions.targeted - counted.resolutions.in_time
        seen["passed"] += len(counted.hand_offs)
        assert what
    assert min(seen.values()) > 0, "there was something to compare"
    assert len(seen) == 8


def test_every_departments_own_week_is_what_slow_loops_count(engine: Engine, year: Year) -> None:
    summaries = reporting(engine, year)
    for key in HABITS:
        reader = summaries.reader(department_name(key))
        week = week_of("2026-W13", reader.zone)
        slow = slow_week(engine, week.start, week.end, BOOK)
        counted = _own(engine, key, week, reader.zone)
        assert answers(counted.answers) == slow.answers(key), key
        came = {tale.number for tale in slow.tales for ask in tale.asked if ask.department == key and slow.has(ask.at)}
        assert counted.asked.now == len(came), key
        assert dict(counted.thanks) == dict(slow.thanks(key)), key
        assert {each.issue for each in counted.waiting} == {
            tale.number for tale in slow.tales for ask in tale.asked if ask.department == key and not ask.is_over
        }, key
        report = summaries.build_for("2026-W13", reader.name)
        assert report is not None
        assert f"{counted.asked.now} issue" in report.headline


def _own(engine: Engine, key: str, week: Week, zone: str):
    with SqlUnitOfWork(engine).for_reading() as unit:
        last = week_before(week, zone)
        return own_week(
            key,
            list(stories_since(unit, last.start, until=week.end, department=key)),
            [],
            week=week,
            last_week=last,
            rulebook=BOOK,
            until=week.end,
        )
