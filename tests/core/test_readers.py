"""Who reads a summary, where and when: in their own zone, and never before their door is open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.department import TRIAGE, Department, SummaryPlan
from bot.core.readers import Audience, Reader, due_at, latest_due, reader_called, readers_of
from bot.core.rulebook import Rulebook
from bot.core.week import week_of
from bot.core.working_hours import ROUND_THE_CLOCK, Window, WorkingHours
from tests.core.example import OFFICE_DAY, RULEBOOK, department

NEW_YORK = WorkingHours("America/New_York", (OFFICE_DAY,) * 5 + ((), ()))


def book(*departments: Department) -> Rulebook:
    return replace(RULEBOOK, departments=(department(TRIAGE), *departments))


def reader_of(each: Department) -> Reader:
    found = reader_called(f"department:{each.key}", book(each))
    assert found is not None
    return found


def due(each: Department, week: str = "2026-W48") -> str:
    reader = reader_of(each)
    at = due_at(week_of(week, reader.zone), reader)
    return f"{at.astimezone(ZoneInfo(reader.zone)):%a %d %b %H:%M} {reader.zone}"


def test_the_strategist_and_each_department_but_triage_read_one() -> None:
    readers = list(readers_of(book(department("billing"), department("food"))))
    assert [each.name for each in readers] == ["", "department:billing", "department:food"]
    assert readers[0].audience is Audience.STRATEGIST
    assert [each.channel for each in readers] == ["#strategy", "#billing", "#food"]


def test_a_department_that_has_switched_it_off_reads_none() -> None:
    assert [each.name for each in readers_of(book(replace(department("billing"), summary=None)))] == [""]


def test_without_a_word_it_comes_on_monday_at_nine_where_the_department_is() -> None:
    assert due(department("billing", NEW_YORK)) == "Mon 30 Nov 09:00 America/New_York"


def test_without_a_time_it_waits_until_the_door_opens() -> None:
    late = WorkingHours("Europe/London", ((), (Window(11 * 60, 20 * 60),), *(OFFICE_DAY,) * 3, (), ()))
    assert due(department("billing", late)) == "Tue 01 Dec 11:00 Europe/London"
    holiday = replace(NEW_YORK, holidays=frozenset({date(2026, 11, 30)}))
    assert due(department("billing", holiday)) == "Tue 01 Dec 09:00 America/New_York"


def test_a_time_that_is_named_is_kept() -> None:
    plan = SummaryPlan(weekday=4, minute=17 * 60 + 30, channel="#all-of-us", zone="Asia/Tokyo")
    each = replace(department("billing", NEW_YORK), summary=plan)
    assert due(each) == "Fri 04 Dec 17:30 Asia/Tokyo"
    assert reader_of(each).channel == "#all-of-us"
    assert due(replace(each, summary=SummaryPlan(weekday=5))) == "Mon 07 Dec 09:00 America/New_York", (
        "a day without a time waits for the door"
    )


def test_a_department_that_never_shuts_lives_in_the_strategists_zone() -> None:
    assert due(department("safety", ROUND_THE_CLOCK)) == "Mon 30 Nov 09:00 Europe/London"


@pytest.mark.parametrize("weeks", range(1, 6))
def test_after_a_long_holiday_the_newest_week_is_the_one_that_is_due(weeks: int) -> None:
    away = frozenset(date(2026, 11, 30) + timedelta(days=day) for day in range(7 * weeks - 2))
    reader = reader_of(department("billing", replace(NEW_YORK, holidays=away)))
    back = datetime(2026, 11, 30, 15, tzinfo=UTC) + timedelta(weeks=weeks)
    assert latest_due(back - timedelta(days=3), reader).key == "2026-W47"
    newest = latest_due(back, reader)
    assert newest.end <= back < newest.end + timedelta(weeks=1)
