"""How sure a head must be to keep a stated precision."""

import numpy as np
import pytest

from bot.classify.promise import NEVER, least_sure
from bot.classify.solving import Flags, Floats


def seen(count: int, seed: int) -> tuple[Floats, Flags]:
    """Examples of a head that is right as often as it says."""
    chance = np.random.default_rng(seed)
    surest = chance.uniform(0.2, 1.0, count)
    return surest, chance.uniform(size=count) < surest


@pytest.mark.parametrize("precision", [0.7, 0.8, 0.9])
def test_what_is_promised_is_kept_on_texts_that_were_not_seen(precision: float) -> None:
    kept = []
    for seed in range(60):
        least = least_sure(*seen(300, seed), precision=precision)
        surest, is_right = seen(4000, 1000 + seed)
        kept.append(least > 1 or is_right[surest >= least].mean() >= precision)
    assert np.mean(kept) >= 0.85


def test_more_is_decided_where_less_is_promised_and_where_more_was_seen() -> None:
    few, many = (
        {precision: np.mean([least_sure(*seen(count, seed), precision=precision) for seed in range(20)])
         for precision in (0.8, 0.9)}
        for count in (200, 5000)
    )  # fmt: skip
    assert many[0.8] < many[0.9] < few[0.9]
    assert many[0.8] < few[0.8] < few[0.9]


@pytest.mark.parametrize("count", [0, 1, 20])
def test_a_handful_of_examples_promises_nothing_however_right_they_are(count: int) -> None:
    assert least_sure(np.full(count, 0.9), np.ones(count, dtype=bool), precision=0.9) == NEVER


def test_examples_of_the_same_probability_are_not_parted() -> None:
    surest, is_right = np.full(100, 0.8), np.arange(100) < 80
    assert least_sure(surest, is_right, precision=0.9) == NEVER
    assert least_sure(surest, is_right, precision=0.7) == 0.8
