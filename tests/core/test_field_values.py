from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.field_values import as_count, as_flag, as_instant, as_number, as_text

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers())


@given(anything)
def test_no_value_makes_a_reader_raise(value: object) -> None:
    for reader in (as_text, as_count, as_number, as_flag, as_instant):
        reader(value)


@given(st.integers(631_152_000_000_000, 7_258_118_400_000_000))
def test_an_instant_survives_iso_and_the_clock_of_computers(microseconds: int) -> None:
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    whole = instant.replace(microsecond=0)
    assert as_instant(instant.isoformat()) == instant
    assert as_instant(whole.timestamp()) == whole
    assert as_instant(int(whole.timestamp() * 1000)) == whole
    assert as_instant(str(int(whole.timestamp()))) == whole


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-23T09:00:00Z",
        "2026-11-23T10:00:00+01:00",
        "2026-11-23 09:00:00",
        "2026/11/23 09:00",
        "23.11.2026 09:00",
        "23.11.2026 9:00:00",
        "Mon, 23 Nov 2026 09:00:00 GMT",
        "Mon, 23 Nov 2026 04:00:00 -0500",
        "Mon Nov 23 09:00:00 +0000 2026",
        "1795424400",
        1795424400,
        1795424400000,
        1795424400.0,
    ],
)
def test_the_dates_that_platforms_write_are_read(written: object) -> None:
    assert as_instant(written) == NINE


def test_with_dots_the_day_comes_first() -> None:
    assert as_instant("20.11.2026") == datetime(2026, 11, 20, tzinfo=UTC)
    assert as_instant("3.4.2026 14:30") == datetime(2026, 4, 3, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["03/04/2026", "11.20.2026", "20.11.26", "yesterday", "", "2026", 2026, True, None, "9" * 400, float("nan")],
)
def test_a_date_that_nobody_can_be_sure_of_is_not_guessed(written: object) -> None:
    assert as_instant(written) is None


@pytest.mark.parametrize(
    ("written", "count"),
    [("1,200", 1200), ("1.200.000", 1_200_000), ("1.2K", 1200), ("3m", 3_000_000), (" 7 ", 7), (7.0, 7), ("-3", None),
     ("many", None), (True, None), ("1e9999", None), (float("inf"), None)],
)  # fmt: skip
def test_counts_are_read_as_people_write_them(written: object, count: int | None) -> None:
    assert as_count(written) == count


@pytest.mark.parametrize(
    ("written", "rating"), [("4,5", 4.5), ("4/5", 4.0), ("★★★★☆", 4.0), ("5 stars", 5.0), (3, 3.0), ("good", None)]
)
def test_ratings_are_read_as_sites_write_them(written: object, rating: float | None) -> None:
    assert as_number(written) == rating
