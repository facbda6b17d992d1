"""What the rulebook itself shows to be amiss: empty chairs, and calendars that have come to their end."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.vacancy import Amiss, Vacancy, vacancies_in, vacancy_line
from tests.core.example import RULEBOOK

TODAY = date(2026, 11, 24)


def found(**changed: object) -> list[Vacancy]:
    departments = tuple(replace(each, **changed) if each.key == "food" else each for each in RULEBOOK.departments)  # type: ignore[arg-type]
    return list(vacancies_in(replace(RULEBOOK, departments=departments), today=TODAY))


def test_a_chair_that_nobody_sits_on_is_amiss() -> None:
    assert found() == []
    (empty,) = found(seat="")
    assert empty == Vacancy(kind=Amiss.EMPTY_SEAT, whose="food")
    assert vacancy_line(empty, RULEBOOK) == "Food: nobody sits for it; its knocks go to the channel only"


def test_a_calendar_without_a_holiday_in_the_year_ahead_has_ended_and_none_at_all_is_no_calendar() -> None:
    hours = RULEBOOK.door("food").hours
    next_year = frozenset({TODAY + timedelta(days=300)})
    assert found(hours=replace(hours, holidays=next_year)) == found(hours=replace(hours, holidays=frozenset())) == []
    past = frozenset({TODAY - timedelta(days=1)})
    (ended,) = found(hours=replace(hours, holidays=past))
    assert vacancy_line(ended, RULEBOOK) == "Food: its calendar knows no holidays of the year ahead"


def test_our_own_channels_are_named_by_what_they_are_for() -> None:
    gone = Vacancy(kind=Amiss.CHANNEL_GONE, whose="committee", what="#table")
    assert vacancy_line(gone, RULEBOOK) == "Committee: #table is not there, or the bot is not let in"
