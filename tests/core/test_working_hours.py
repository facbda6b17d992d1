"""Working hours: open when the clock on the wall says so, whatever daylight saving does."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.working_hours import MINUTES_A_DAY, ROUND_THE_CLOCK, Window, WorkingHours
from tests.core.example import CHRISTMAS, NIGHT_SHIFT, OFFICE, OFFICE_DAY, hours, minutes

quick = settings(max_examples=settings().max_examples // 4)
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
DST_NIGHTS = [
    # zone, the night's date, hours that midnight to six really has, hours that the whole day has
    ("Europe/London", date(2026, 3, 29), 5, 23),
    ("Europe/London", date(2026, 10, 25), 7, 25),
    ("America/New_York", date(2026, 3, 8), 5, 23),
    ("America/New_York", date(2026, 11, 1), 7, 25),
    ("Australia/Lord_Howe", date(2026, 10, 4), 5.5, 23.5),
    ("Australia/Lord_Howe", date(2026, 4, 5), 6.5, 24.5),
]


def at(text: str, zone: str = "Europe/London") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def every_day(*windows: Window, zone: str = "Europe/London") -> WorkingHours:
    return WorkingHours(zone, (windows,) * 7)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingHours:
    """Any week of up to three windows a day, in zones with whole, half and no changes of the clock."""

    def day() -> tuple[Window, ...]:
        cuts = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
        return tuple(Window(a * 15, b * 15) for a, b in zip(cuts[::2], cuts[1::2], strict=False))

    week = [day() for _ in range(7)]
    week[draw(st.integers(0, 6))] = (Window(60, 150),)
    holidays = frozenset(draw(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=3)))
    return WorkingHours(draw(st.sampled_from(ZONES)), tuple(week), holidays)


# All of 2026 with its DST nights, weighted towards those.
instants = st.one_of(
    st.integers(0, 330 * 24 * 60).map(lambda later: datetime(2026, 1, 1, tzinfo=UTC) + minutes(later)),
    st.builds(
        lambda night, offset: datetime.combine(night, datetime.min.time(), UTC) + minutes(offset),
        st.sampled_from([night for _, night, _, _ in DST_NIGHTS]),
        st.integers(-24 * 60, 24 * 60),
    ),
)
spans = st.integers(1, 60 * 60).map(minutes)


def test_office_is_open_from_nine_until_five() -> None:
    assert not OFFICE.is_open(at("2026-11-23T08:59:59"))
    assert OFFICE.is_open(at("2026-11-23T09:00"))
    assert OFFICE.is_open(at("2026-11-23T16:59:59"))
    assert not OFFICE.is_open(at("2026-11-23T17:00"))
    assert not OFFICE.is_open(at("2026-11-22T12:00"))


def test_friday_evening_leads_to_monday_morning() -> None:
    assert OFFICE.next_open(at("2026-11-20T17:00")) == at("2026-11-23T09:00")
    assert OFFICE.next_opening(at("2026-11-20T12:00")) == at("2026-11-23T09:00")


def test_two_hours_from_friday_four_end_on_monday_ten() -> None:
    assert OFFICE.add(at("2026-11-20T16:00"), hours(2)) == at("2026-11-23T10:00")


def test_time_used_up_at_closing_ends_there_and_not_the_next_morning() -> None:
    assert OFFICE.add(at("2026-11-20T16:00"), hours(1)) == at("2026-11-20T17:00")


def test_no_time_from_a_closed_hour_is_the_next_opening() -> None:
    assert OFFICE.add(at("2026-11-21T12:00"), timedelta(0)) == at("2026-11-23T09:00")


def test_holiday_is_skipped() -> None:
    assert OFFICE.add(at("2026-12-24T16:00"), hours(2)) == at("2026-12-28T10:00")
    assert not OFFICE.is_open(datetime(2026, 12, CHRISTMAS.day, 12, tzinfo=UTC))


def test_round_the_clock_is_plain_time() -> None:
    start = at("2026-03-28T23:17")
    assert ROUND_THE_CLOCK.add(start, hours(77)) == start + hours(77)
    assert ROUND_THE_CLOCK.worked(start, start + hours(77)) == hours(77)


def test_night_shift_goes_on_over_midnight() -> None:
    assert NIGHT_SHIFT.is_open(at("2026-11-24T00:00"))
    assert NIGHT_SHIFT.add(at("2026-11-23T23:00"), hours(2)) == at("2026-11-24T01:00")


def test_midnight_is_no_opening_of_a_night_shift() -> None:
    assert NIGHT_SHIFT.next_opening(at("2026-11-23T23:00")) == at("2026-11-24T22:00")


def test_department_that_never_shuts_opens_again_at_its_midnight() -> None:
    always = every_day(Window(0, MINUTES_A_DAY), zone="America/New_York")
    assert always.next_opening(at("2026-11-23T23:00", "America/New_York")) == at("2026-11-24T00:00", "America/New_York")


@pytest.mark.parametrize(("zone", "night", "until_six", "whole_day"), DST_NIGHTS)
def test_dst_night_has_the_hours_that_really_pass(zone: str, night: date, until_six: float, whole_day: float) -> None:
    start = datetime.combine(night, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    assert every_day(Window(0, 360), zone=zone).worked(start, start + hours(20)) == hours(until_six)
    assert every_day(Window(0, MINUTES_A_DAY), zone=zone).worked(start, start + hours(whole_day)) == hours(whole_day)
    assert every_day(Window(360, 720), zone=zone).next_open(start) == start + hours(until_six)


@pytest.mark.parametrize(("zone", "night", "until_six", "whole_day"), DST_NIGHTS)
def test_office_hours_stay_where_the_wall_clock_has_them_after_a_change(
    zone: str, night: date, until_six: float, whole_day: float
) -> None:
    office = every_day(Window(540, 1020), zone=zone)
    opens = datetime.combine(night, datetime.min.time(), ZoneInfo(zone)) + hours(9)
    assert office.next_open(opens.astimezone(UTC) - hours(1)) == opens.astimezone(UTC)
    assert office.add(opens.astimezone(UTC), hours(8) + minutes(1)) == (opens + hours(24)).astimezone(UTC) + minutes(1)


def test_window_in_the_hour_that_spring_skips_does_not_exist_that_night() -> None:
    early = every_day(Window(60, 90))
    assert early.next_open(at("2026-03-29T00:30")) == at("2026-03-30T01:00")
    assert early.worked(at("2026-03-29T00:00"), at("2026-03-29T12:00")) == timedelta(0)


def test_windows_around_the_skipped_hour_count_no_minute_twice() -> None:
    around = every_day(Window(0, 90), Window(120, 180))
    assert around.worked(at("2026-03-29T00:00"), at("2026-03-29T12:00")) == hours(2)


def test_country_that_skips_a_whole_day_loses_that_day() -> None:
    samoa = every_day(Window(540, 1020), zone="Pacific/Apia")
    thursday = at("2011-12-29T16:00", "Pacific/Apia")
    assert samoa.add(thursday, hours(2)) == at("2011-12-31T10:00", "Pacific/Apia")


@pytest.mark.parametrize(
    "windows", [(Window(540, 720), Window(700, 800)), (Window(800, 900), Window(540, 720))], ids=["overlap", "disorder"]
)
def test_windows_that_would_count_time_twice_are_refused(windows: tuple[Window, ...]) -> None:
    with pytest.raises(ValueError, match="must not overlap"):
        every_day(*windows)


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (700, 600), (-1, 60), (0, 1441)])
def test_window_that_cannot_be_is_refused(opens: int, closes: int) -> None:
    with pytest.raises(ValueError, match="opens < closes"):
        Window(opens, closes)


def test_week_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        WorkingHours("UTC", ((),) * 7)


def test_endless_holiday_holds_nothing_back_for_ever() -> None:
    class EveryDay:
        def __contains__(self, day: object) -> bool:
            return True

    closed = WorkingHours("UTC", (OFFICE_DAY,) * 7, EveryDay())
    start = at("2026-11-23T09:00")
    assert closed.next_open(start) == start
    assert start < closed.add(start, hours(1)) < closed.add(start, hours(2))


@quick
@given(calendars(), instants, spans, spans)
def test_adding_is_monotonic(calendar: WorkingHours, start: datetime, span: timedelta, more: timedelta) -> None:
    assert calendar.add(start, span) < calendar.add(start, span + more)
    assert calendar.add(start, span) <= calendar.add(start + more, span)


@quick
@given(calendars(), instants, spans, spans)
def test_adding_twice_is_adding_the_sum(
    calendar: WorkingHours, start: datetime, span: timedelta, more: timedelta
) -> None:
    assert calendar.add(calendar.add(start, span), more) == calendar.add(start, span + more)


@quick
@given(calendars(), instants, spans)
def test_adding_ends_while_the_door_is_open_or_just_shuts(
    calendar: WorkingHours, start: datetime, span: timedelta
) -> None:
    end = calendar.add(start, span)
    assert end >= start + span
    assert calendar.is_open(end - timedelta(microseconds=1))
    assert calendar.is_open(calendar.add(start, timedelta(0)))


@quick
@given(calendars(), instants, spans)
def test_time_worked_is_the_time_added(calendar: WorkingHours, start: datetime, span: timedelta) -> None:
    assert calendar.worked(start, calendar.add(start, span)) == span


@quick
@given(calendars(), instants)
def test_next_open_is_open_and_nothing_before_it_is(calendar: WorkingHours, start: datetime) -> None:
    opens = calendar.next_open(start)
    assert calendar.is_open(opens)
    assert (opens == start) == calendar.is_open(start)
    assert calendar.worked(start, opens) == timedelta(0)


@quick
@given(calendars(), instants)
def test_next_opening_follows_a_shut_door(calendar: WorkingHours, start: datetime) -> None:
    opening = calendar.next_opening(start)
    assert opening > start
    assert calendar.is_open(opening)
    assert not calendar.is_open(opening - timedelta(microseconds=1))


@quick
@given(calendars(), instants, st.integers(0, 100))
def test_open_time_is_what_counting_the_quarters_gives(calendar: WorkingHours, start: datetime, quarters: int) -> None:
    start = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    counted = sum(calendar.is_open(start + minutes(15 * quarter)) for quarter in range(quarters))
    assert calendar.worked(start, start + minutes(15 * quarters)) == minutes(15 * counted)
