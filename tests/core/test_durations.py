"""Durations are counted once each, whatever the clocks did."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.durations import BEYOND, BUCKETS, SUM, bucketed, cumulated


def test_a_span_is_counted_in_the_first_bucket_that_holds_it() -> None:
    assert bucketed([timedelta(seconds=1), timedelta(seconds=61), timedelta(hours=9)]) == {
        "1": 1,
        "300": 1,
        BEYOND: 1,
        SUM: 1 + 61 + 9 * 3600,
    }


def test_a_clock_that_went_back_counts_as_no_time() -> None:
    assert bucketed([timedelta(seconds=-5)]) == {"1": 1, SUM: 0}


def test_nothing_is_counted_where_nothing_passed_through() -> None:
    assert bucketed([]) == {}


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=30))))
def test_read_back_every_span_stands_below_each_bound_that_it_does_not_reach(spans: list[timedelta]) -> None:
    rows = cumulated(bucketed(spans))
    assert [bound for bound, _ in rows] == [*map(str, BUCKETS), BEYOND]
    assert all(count == sum(span.total_seconds() <= float(bound) for span in spans) for bound, count in rows)
