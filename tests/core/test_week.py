"""Weeks in the strategist's zone: no gap, no overlap, and a summary when the clock on the wall says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.readers import due_at, latest_due, strategist_reader
from bot.core.week import week_at, week_before, week_of, weeks_before
from tests.core.example import MONDAY, RULEBOOK, hours, minutes

LONDON = "Europe/London"
STRATEGIST = strategist_reader(RULEBOOK.strategist)
ZONES = st.sampled_from([LONDON, "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland", "UTC"])
instants = st.integers(0, 3 * 366 * 24 * 60).map(lambda later: datetime(2025, 1, 1, tzinfo=UTC) + minutes(later))


def local(at: datetime, zone: str = LONDON) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}"


def test_week_runs_from_monday_to_monday_in_the_strategists_zone() -> None:
    week = week_of("2026-W48", "America/New_York")
    assert local(week.start, "America/New_York") == "Mon 2026-11-23 00:00"
    assert local(week.end, "America/New_York") == "Mon 2026-11-30 00:00"


def test_week_of_the_change_in_spring_has_an_hour_less_and_in_autumn_one_more() -> None:
    spring, autumn = week_of("2026-W13", LONDON), week_of("2026-W43", LONDON)
    assert spring.end - spring.start == timedelta(days=7) - hours(1)
    assert autumn.end - autumn.start == timedelta(days=7) + hours(1)


def test_summary_is_due_at_nine_on_the_wall_after_a_change_of_the_clock() -> None:
    assert local(due_at(week_of("2026-W13", LONDON), STRATEGIST)) == "Mon 2026-03-30 09:00"
    friday = replace(STRATEGIST, weekday=4, minute=17 * 60 + 30)
    assert local(due_at(week_of("2026-W43", LONDON), friday)) == "Fri 2026-10-30 17:30"


def test_summary_due_in_the_hour_that_spring_skips_comes_when_the_clock_has_changed() -> None:
    sunday = replace(STRATEGIST, weekday=6, minute=90)
    assert local(due_at(week_of("2026-W12", LONDON), sunday)) == "Sun 2026-03-29 02:00"


def test_turn_of_the_year_has_the_week_that_the_calendar_has() -> None:
    assert week_at(datetime(2027, 1, 1, tzinfo=UTC), LONDON).key == "2026-W53"
    assert week_before(week_of("2027-W01", LONDON), LONDON).key == "2026-W53"


@pytest.mark.parametrize(
    "key", ["2026-W54", "2025-W53", "2026-W00", "2026-48", "last week", "", "0001-W01", "9999-W52"]
)
def test_week_that_does_not_exist_is_refused_with_an_example(key: str) -> None:
    with pytest.raises(ValueError, match="2026-W48"):
        week_of(key, LONDON)


def test_week_may_be_typed_in_small_letters() -> None:
    assert week_of(" 2026-w48 ", LONDON) == week_of("2026-W48", LONDON)


def test_latest_summary_changes_at_the_minute_it_is_due() -> None:
    nine = MONDAY
    assert latest_due(nine - minutes(1), STRATEGIST).key == "2026-W46"
    assert latest_due(nine, STRATEGIST).key == "2026-W47"


@given(instants, ZONES)
def test_weeks_follow_each_other_without_gap_or_overlap(at: datetime, zone: str) -> None:
    week = week_at(at, zone)
    assert week.start <= at < week.end
    assert week_of(week.key, zone) == week
    past = weeks_before(week, zone, count=3)
    assert [later.start for later in (week, *past[:-1])] == [earlier.end for earlier in past]
    assert week_at(week.start - timedelta(microseconds=1), zone) == past[0] == week_before(week, zone)


@given(instants, ZONES, st.integers(0, 6), st.integers(0, 1439))
def test_latest_due_week_is_due_and_the_next_one_is_not(at: datetime, zone: str, weekday: int, minute: int) -> None:
    reader = replace(STRATEGIST, zone=zone, weekday=weekday, minute=minute)
    due = latest_due(at, reader)
    assert due_at(due, reader) <= at
    assert due_at(week_at(due.end, zone), reader) > at
