"""120 mentions that were written without a look at `routing_rules/examples.yaml`, judged by what it teaches."""

from pathlib import Path

import numpy as np
import pytest

from bot.classify.encoder import Encoder
from bot.classify.heads import Encode, Filing, Heads
from bot.rulebook import load_rulebook
from tests.classify.fresh import FRESH, LABELS, QUESTIONS, TEXTS

RULES = Path(__file__).parents[2] / "routing_rules"
TRUTH = np.array(LABELS)


@pytest.fixture(scope="module")
def filing(encoder: Encoder, encode: Encode) -> Filing:
    heads = Heads(load_rulebook(RULES), encode, languages=encoder.languages)
    return heads.file(QUESTIONS, encode(TEXTS))


def is_right(filing: Filing) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.array(filing.keys)[filing.probabilities.argmax(axis=1)] == TRUTH


def test_four_in_five_fresh_mentions_have_the_right_department_first(filing: Filing) -> None:
    assert len(FRESH) == 120
    assert is_right(filing).mean() >= 0.8


def test_what_is_filed_is_right_more_often_than_what_is_not(filing: Filing) -> None:
    is_filed = filing.is_familiar & (filing.probabilities.max(axis=1) >= load_rulebook(RULES).minimum_confidence)
    assert is_filed.mean() >= 0.7
    assert is_right(filing)[is_filed].mean() >= 0.85 > is_right(filing)[~is_filed].mean()


def test_every_department_is_found_at_least_every_second_time(filing: Filing) -> None:
    assert all(is_right(filing)[key == TRUTH].mean() >= 0.5 for key in filing.keys)
