"""120 mentions that were written without a look at `routing_rules/examples.yaml`, judged by what it teaches."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.classify.encoder import Encoder
from bot.classify.heads import Encode, Filing, Heads, Question
from bot.rulebook import load_rulebook

RULES = Path(__file__).parents[2] / "routing_rules"
ROWS = [json.loads(line) for line in Path(__file__).with_name("fresh_mentions.jsonl").read_text("utf-8").splitlines()]
LABELS = np.array([row["label"] for row in ROWS])


@pytest.fixture(scope="module")
def filing(encoder: Encoder, encode: Encode) -> Filing:
    heads = Heads(load_rulebook(RULES), encode, languages=encoder.languages)
    questions = [Question(text=row["text"], language=row["language"]) for row in ROWS]
    return heads.file(questions, encode([row["text"] for row in ROWS]))


def is_right(filing: Filing) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.array(filing.keys)[filing.probabilities.argmax(axis=1)] == LABELS


def test_four_in_five_fresh_mentions_have_the_right_department_first(filing: Filing) -> None:
    assert len(ROWS) == 120
    assert is_right(filing).mean() >= 0.8


def test_what_is_filed_is_right_more_often_than_what_is_not(filing: Filing) -> None:
    is_filed = filing.is_familiar & (filing.probabilities.max(axis=1) >= load_rulebook(RULES).minimum_confidence)
    assert is_filed.mean() >= 0.7
    assert is_right(filing)[is_filed].mean() >= 0.85 > is_right(filing)[~is_filed].mean()


def test_every_department_is_found_at_least_every_second_time(filing: Filing) -> None:
    assert all(is_right(filing)[key == LABELS].mean() >= 0.5 for key in filing.keys)
