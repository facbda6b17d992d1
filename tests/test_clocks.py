"""A machine whose clock is wrong says so, and how wrong."""

from datetime import timedelta

import pytest

from bot.assembly.clocks import is_far_off, wrong_clock


@pytest.mark.parametrize("skew", [timedelta(0), timedelta(seconds=4), timedelta(seconds=-4)])
def test_a_clock_that_is_nearly_right_is_none_to_speak_of(skew: timedelta) -> None:
    assert wrong_clock(skew) == ""
    assert not is_far_off(skew)


def test_a_wrong_clock_is_told_with_its_side_and_the_remedy() -> None:
    assert "clock is 12 s ahead of the database's" in wrong_clock(timedelta(seconds=12))
    assert "clock is 90 s behind the database's" in wrong_clock(timedelta(seconds=-90))
    assert "NTP" in wrong_clock(timedelta(seconds=12))


def test_only_a_clock_beyond_a_leases_margin_keeps_a_process_from_being_ready() -> None:
    assert not is_far_off(timedelta(seconds=-12))
    assert is_far_off(timedelta(seconds=-90))
    assert is_far_off(timedelta(seconds=31))
