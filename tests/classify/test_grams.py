"""Wording is counted a word at a time, and comes to the same as scikit-learn's own count."""

import numpy as np
import pytest

from bot.classify.grams import Grams
from bot.classify.kernel import countable, wording
from tests.classify.bakery import rulebook
from tests.classify.fresh import TEXTS

ANCHORS = wording([example.text for example in rulebook().examples])
ODD = ["", " ", "a", "😀", "été\u00a0foo\u2003bar\nbaz", "the the the", "x" * 3_000, "zzz qqq"]


@pytest.mark.parametrize("kind", [0, 1])
def test_wordings_are_as_alike_as_scikit_learn_says(kind: int) -> None:
    counter = countable(ANCHORS)[kind]
    grams, texts = Grams(counter, ANCHORS), wording([*TEXTS, *ODD])
    expected = (counter.transform(texts) @ counter.transform(ANCHORS).T).toarray()
    assert np.allclose(grams.likeness(texts), expected, atol=1e-6)
    assert expected.max() > 0.1


@pytest.mark.parametrize("kind", [0, 1])
def test_the_company_a_text_keeps_and_what_was_read_before_change_nothing(kind: int) -> None:
    grams, texts = Grams(countable(ANCHORS)[kind], ANCHORS), wording([*TEXTS, *ODD])
    together = grams.likeness(texts)
    assert np.array_equal(together, np.concatenate([grams.likeness([text]) for text in texts]))
    fresh = Grams(countable(ANCHORS)[kind], ANCHORS)
    assert np.array_equal(together[::-1], fresh.likeness(texts[::-1]))


def test_no_texts_are_like_nothing() -> None:
    assert Grams(countable(ANCHORS)[0], ANCHORS).likeness([]).shape == (0, len(ANCHORS))


def test_words_beyond_what_is_remembered_are_counted_all_the_same() -> None:
    grams = Grams(countable(ANCHORS)[0], ANCHORS)
    before = grams.likeness(ANCHORS)
    grams.likeness([" ".join(f"word{number}" for number in range(20_000))])
    assert np.array_equal(before, grams.likeness(ANCHORS))
