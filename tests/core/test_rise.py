"""What is more than usual, by robust figures, and what is only a busy hour."""

from datetime import timedelta

import pytest

from bot.core.rise import BESIDE, HOUR, LEAST, WEEK, WEEKS, is_rise, spans_to_compare, usual
from tests.core.example import MONDAY


def test_many_more_than_usual_are_a_rise_and_a_busy_hour_is_none() -> None:
    hours = [4, 5, 6, 5, 3, 7, 5, 4, 6, 5, 5, 4]
    assert is_rise(40, hours)
    assert not is_rise(12, hours)


def test_one_loud_day_of_the_past_neither_hides_a_rise_nor_makes_one() -> None:
    quiet, loud = [5] * 23, 400
    assert usual([*quiet, loud]) == usual([*quiet, 5])


def test_a_handful_is_no_rise_however_quiet_it_is_else() -> None:
    assert not is_rise(LEAST - 1, [0] * 24)
    assert is_rise(LEAST, [0] * 24)


@pytest.mark.parametrize("rate", [20, 200, 2000])
def test_the_more_comes_in_the_more_it_takes(rate: int) -> None:
    assert not is_rise(2 * rate, [rate] * 24)
    assert is_rise(5 * rate, [rate] * 24)


def test_in_the_first_weeks_nothing_is_known_to_be_usual() -> None:
    assert spans_to_compare(MONDAY, known_since=MONDAY - 4 * WEEK) == ()
    assert len(spans_to_compare(MONDAY, known_since=MONDAY - 4 * WEEK - 2 * HOUR)) == 4


def test_the_same_hour_of_the_same_weekday_is_compared_and_the_hours_beside_it() -> None:
    spans = spans_to_compare(MONDAY, known_since=MONDAY - timedelta(days=400))
    assert len(spans) == WEEKS
    assert all(len(week) == len(BESIDE) for week in spans)
    assert [(span.start, span.end) for span in spans[0]] == [
        (MONDAY - WEEK - HOUR + shift, MONDAY - WEEK + shift) for shift in BESIDE
    ]
