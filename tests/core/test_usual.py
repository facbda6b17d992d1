"""What is unusual is said, and a wiggle is not."""

import random

import pytest

from bot.core.usual import usual_count, usual_of, usual_share


@pytest.mark.parametrize("past", [[], [100], [100, 90]])
def test_with_few_weeks_behind_nothing_is_unusual(past: list[int]) -> None:
    assert usual_count(past) is None


def test_one_odd_week_does_not_make_the_next_one_look_ordinary() -> None:
    usual = usual_count([100, 104, 96, 900, 99, 103])
    assert usual is not None
    assert 96 <= usual.middle <= 104
    assert usual.is_far(300, least=30)
    assert not usual.is_far(120, least=30)


def test_weeks_that_always_scatter_make_no_stir_each_monday() -> None:
    usual = usual_count([40, 160, 90, 200, 60, 120, 30, 170])
    assert usual is not None
    assert not usual.is_far(230, least=0)


def test_chance_alone_is_hardly_ever_called_unusual() -> None:
    chance = random.Random(48)  # noqa: S311 - dice, not secrets

    def week() -> int:
        return sum(chance.random() < 0.1 for _ in range(1000))

    years = [[week() for _ in range(9)] for _ in range(300)]
    calls = sum(usual.is_far(now, least=usual.middle / 3) for *past, now in years if (usual := usual_count(past)))
    assert calls <= 3


def test_a_share_of_few_jumps_by_chance_and_of_many_does_not() -> None:
    past = [(300, 1000), (310, 1000), (290, 1000), (305, 1000)]
    few, many = usual_share(past, total=10), usual_share(past, total=1000)
    assert few is not None
    assert many is not None
    assert not few.is_far(0.6, least=0.1)
    assert many.is_far(0.45, least=0.1)
    assert not many.is_far(0.38, least=0.1), "a difference of less than a tenth is worth no word"


def test_weeks_without_any_are_not_what_a_share_is_held_against() -> None:
    assert usual_share([(0, 0)] * 5, total=10) is None
    assert usual_share([(3, 10)] * 5, total=0) is None


def test_what_never_changes_is_left_as_soon_as_it_does() -> None:
    usual = usual_of([5.0] * 4)
    assert usual is not None
    assert usual.is_far(7.0, least=1.0)
