"""How much a text resembles what was taught, and how much is enough."""

import numpy as np

from bot.classify.familiarity import FAMILIARITY_BELIEF, Familiarity, learn_familiarity
from bot.classify.kernel import Vectors


def circle(count: int) -> Vectors:
    """Unit vectors all around."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_an_example_does_not_vouch_for_itself() -> None:
    taught, sure = circle(36), np.ones((36, 2))
    alone = Familiarity(taught).of(sure, taught)
    by_others = Familiarity(taught).of(sure, taught, own=np.arange(36))
    assert np.allclose(alone, 1.0, atol=1e-5)
    assert np.allclose(by_others, np.cos(2 * np.pi / 36), atol=1e-5)


def test_all_but_one_in_twenty_of_the_examples_are_familiar_enough() -> None:
    taught = np.concatenate([circle(36)[:1].repeat(38, axis=0), circle(4)[1:3]])
    found = learn_familiarity(taught, np.ones((40, 2)), taught, np.arange(40))
    assert (found.of(np.ones((40, 2)), taught, own=np.arange(40)) >= found.least).mean() >= 0.95
    assert found.least > FAMILIARITY_BELIEF


def test_a_handful_of_examples_leaves_the_belief() -> None:
    few = circle(4)
    assert learn_familiarity(few, np.ones((4, 2)), few, np.arange(4)).least == FAMILIARITY_BELIEF


def test_where_nothing_was_taught_nothing_is_familiar() -> None:
    nothing = np.zeros((0, 2), dtype=np.float32)
    assert not Familiarity(nothing).of(np.ones((3, 2)), circle(3)).any()


def test_thousands_are_compared_in_parts_and_say_the_same() -> None:
    taught, many = circle(36), np.tile(circle(36), (60, 1))
    found = Familiarity(taught).of(np.ones((2160, 1)), many, own=np.tile(np.arange(36), 60))
    assert np.allclose(found, np.cos(2 * np.pi / 36), atol=1e-5)
