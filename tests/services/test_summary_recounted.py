"""A year's summaries, counted once more by slow loops over the tables: equal to the last digit, on both databases."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.core.figures import AnswerTimes, Figures, ResolutionTimes
from bot.core.own_week import own_week
from bot.core.readers import department_name
from bot.core.week import Week, week_before, week_of
from bot.services.reporting import Reporting
from bot.services.stories import stories_since
from bot.services.story_keeper import CURSOR, QUIET, StoryKeeper
from bot.store.unit import SqlUnitOfWork
from tests.company_year import (
    BOOK,
    CHANGES_OF_THE_CLOCK,
    HABITS,
    LATE_WEEK,
    MERGED_WEEK,
    REOPENED_WEEK,
    Year,
    store,
    the_year,
)
from tests.services.house import Rules
from tests.services.slow_log import SlowWeek, slow_week

LONDON = "Europe/London"
YEAR_BEGINS, MIDSUMMER = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))
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
    return Reporting(lambda: SqlUnitOfWork(engine), MovableClock(last + timedelta(days=30)), Rules(BOOK))


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
    for each in counted.departments:
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


def test_every_figure_of_the_year_is_what_slow_loops_over_the_tables_count(engine: Engine, year: Year) -> None:
    summaries = reporting(engine, year)
    seen: Counter[str] = Counter()
    for what, key in COUNTED.items():
        week = week_of(key, LONDON)
        last = week_before(week, LONDON)
        slow, before = (slow_week(engine, each.start, each.end, BOOK) for each in (week, last))
        counted = summaries.build(key).figures
        check(counted, slow, before)
        seen["silent"] += len(counted.silent)
        seen["overdue"] += counted.answers.overdue
        seen["resolved"] += counted.resolutions.resolved
        seen["passed"] += len(counted.hand_offs)
        assert what
    assert min(seen[each] for each in ("silent", "overdue", "resolved", "passed")) > 0, "there was something to compare"


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
