"""The small languages of the rulebook: durations, weekdays, windows."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.working_hours import MINUTES_A_DAY, Window
from bot.rulebook import values

SPANS = st.tuples(
    st.integers(0, 6),
    st.tuples(st.integers(0, MINUTES_A_DAY - 1), st.integers(1, MINUTES_A_DAY)).map(lambda s: (s[0], s[0] + s[1])),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", timedelta(minutes=30)),
        ("4h", timedelta(hours=4)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(weeks=1)),
        ("1h 30m", timedelta(minutes=90)),
        ("1h30m", timedelta(minutes=90)),
        ("90 m", timedelta(minutes=90)),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, expected: timedelta) -> None:
    assert values.duration(text) == expected


@pytest.mark.parametrize("text", ["", "15", "m", "-1h", "1.5h", "soon", "0m", "1h, 30m", 15, None, True])
def test_what_is_no_duration_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"duration|no time at all"):
        values.duration(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon", (0,)),
        ("Monday", (0,)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("fri-mon", (4, 5, 6, 0)),
        ("mon, wed, sat-sun", (0, 2, 5, 6)),
        ("every day", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_weekdays_are_read_singly_in_ranges_and_in_lists(text: str, expected: tuple[int, ...]) -> None:
    assert values.weekdays(text) == expected


def test_two_letters_are_too_few_for_a_weekday() -> None:
    with pytest.raises(ValueError, match="no weekday"):
        values.weekdays("mo-fr")


def test_a_day_may_have_several_windows() -> None:
    assert values.spans("9:00-12:30, 13:30-18:00") == ((540, 750), (810, 1080))


def test_a_window_over_midnight_is_split_between_two_days() -> None:
    week = values.week_of([(6, span) for span in values.spans("22:00-06:00")])
    assert week[6] == (Window(22 * 60, MINUTES_A_DAY),)
    assert week[0] == (Window(0, 6 * 60),)


def test_a_window_until_midnight_stays_on_its_day() -> None:
    week = values.week_of([(0, span) for span in values.spans("18:00-24:00")])
    assert week[0] == (Window(18 * 60, MINUTES_A_DAY),)
    assert week[1] == ()


@given(st.lists(SPANS, max_size=12))
def test_windows_of_a_week_are_sorted_apart_and_cover_what_was_written(
    written: list[tuple[int, tuple[int, int]]],
) -> None:
    week = values.week_of(written)
    for windows in week:
        assert all(first.closes < second.opens for first, second in pairwise(windows))
    covered = {
        day * MINUTES_A_DAY + minute
        for day, windows in enumerate(week)
        for window in windows
        for minute in range(window.opens, window.closes)
    }
    meant = {
        (day * MINUTES_A_DAY + minute) % (7 * MINUTES_A_DAY)
        for day, (opens, closes) in written
        for minute in range(opens, closes)
    }
    assert covered == meant


@pytest.mark.parametrize("text", ["ana@quiet.example", "a.b+c@x-y.co.uk", "U0VERA123", "W0VERA123"])
def test_people_are_named_by_mail_or_slack_id(text: str) -> None:
    assert values.person(text) == text


@pytest.mark.parametrize(
    "text", ["ana", "ana@", "@ana", "ana@quiet", "ana@quiet.example, ben@quiet.example", "a b@c.de"]
)
def test_what_is_no_person_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither an e-mail address"):
        values.person(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("#billing", "#billing"), ("billing", "#billing"), ("C0BILLING", "C0BILLING")]
)
def test_a_channel_may_leave_out_its_hash(text: str, expected: str) -> None:
    assert values.channel(text) == expected
