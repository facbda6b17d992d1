"""The committee's meetings: at their time on the wall, in their weeks, with the agenda the working day before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.committee import Committee

LONDON = ZoneInfo("Europe/London")
WEEKLY = Committee(chair="ines", channel="#table", zone="Europe/London", weekdays=(1,), minute=14 * 60)
MONTHLY = replace(WEEKLY, every_weeks=4, first=date(2026, 12, 1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("committee", "now", "meeting"),
    [
        (WEEKLY, "2026-11-24 13:59", date(2026, 11, 24)),
        (WEEKLY, "2026-11-24 14:00", date(2026, 12, 1)),
        (MONTHLY, "2026-11-01 09:00", date(2026, 12, 1)),
        (MONTHLY, "2026-12-01 14:00", date(2026, 12, 29)),
        (replace(WEEKLY, weekdays=(1, 3)), "2026-11-24 15:00", date(2026, 11, 26)),
        # From the week of the first meeting on, both days count.
        (replace(MONTHLY, weekdays=(1, 3)), "2026-12-01 15:00", date(2026, 12, 3)),
        (replace(MONTHLY, weekdays=(1, 3), first=date(2026, 12, 3)), "2026-11-30 09:00", date(2026, 12, 3)),
    ],
)
def test_the_next_meeting_is_the_first_that_has_not_begun(committee: Committee, now: str, meeting: date) -> None:
    assert committee.next_meeting(at(now)) == meeting


def test_a_meeting_begins_when_the_clock_on_the_wall_says_so_on_both_sides_of_a_change() -> None:
    begins = [WEEKLY.begins_at(day).astimezone(LONDON) for day in (date(2026, 10, 20), date(2026, 10, 27))]
    assert [f"{each:%H:%M %Z}" for each in begins] == ["14:00 BST", "14:00 GMT"]


def test_the_agenda_of_a_monday_is_read_on_friday() -> None:
    monday = replace(WEEKLY, weekdays=(0,))
    assert monday.agenda_at(date(2026, 11, 30)) == at("2026-11-27 14:00")
    assert WEEKLY.agenda_at(date(2026, 12, 1)) == at("2026-11-30 14:00")


def test_the_agenda_is_read_before_the_holidays_where_the_day_before_is_one() -> None:
    christmas = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    tuesday = replace(WEEKLY, holidays=christmas)
    assert tuesday.agenda_at(date(2026, 12, 29)) == at("2026-12-24 14:00")
    assert tuesday.agenda_at(date(2026, 12, 22)) == at("2026-12-21 14:00")


def test_the_meeting_before_the_first_is_none() -> None:
    assert MONTHLY.last_before(date(2026, 12, 29)) == date(2026, 12, 1)
    assert MONTHLY.last_before(date(2026, 12, 1)) is None
    assert WEEKLY.last_before(date(2026, 12, 1)) == date(2026, 11, 24)
