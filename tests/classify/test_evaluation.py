"""An evaluation asks the very head that routes mentions, and says the same each time."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Encoder
from bot.classify.evaluate.contestants import Course, DepartmentHead, LogisticOnNgrams, LogisticOnVectors, rulebook_of
from bot.classify.evaluate.evaluation import evaluate
from bot.classify.evaluate.measures import Measures
from bot.classify.evaluate.reading import Labelled
from bot.classify.evaluate.trials import Material, Plan, Protocol
from bot.classify.heads import Encode
from bot.cli.evaluate_picture import chart_of
from tests.classify.bakery import DESCRIPTIONS, DISMISSED, EXAMPLES, mention

ROWS = tuple(Labelled(text, label) for label, texts in EXAMPLES.items() for text in texts)
BAKERY = Material(
    labels=DESCRIPTIONS, train=ROWS, strangers=tuple(text for texts in DISMISSED.values() for text in texts)
)


class Told:
    """The tests' vectors, as an encoder."""

    version = "tests"
    backend = "tests"
    languages: frozenset[str] = frozenset({"en"})

    def __init__(self, encode: Encode) -> None:
        self.encode = encode


def test_a_picture_says_in_a_line_what_was_done_and_in_another_what_came_of_it(encode: Encode) -> None:
    apart = replace(BAKERY, train=[replace(row, text=f"So, {row.text}") for row in ROWS], test=ROWS)
    chart = chart_of([evaluate(apart, Plan(protocol=Protocol.SHOTS, shots=2), Told(encode))])
    assert re.fullmatch(r"\d+ texts of \d labels, judged by 2 examples a label, once drawn\.", chart.title)
    assert re.fullmatch(r".*% right, macro-F1 .*; \d+ other texts were read without their labels", chart.figures)


def course(examples: Sequence[Labelled] = ROWS) -> Course:
    return Course(labels=DESCRIPTIONS, examples=examples, minimum_confidence=0.35)


def test_what_is_measured_is_what_the_classifier_says(classifier: EncoderClassifier, encoder: Encoder) -> None:
    texts = ["you charged me twice for one cake", "rude staff in the shop", "is there a job for me?"]
    judged = classifier.classify([mention(text) for text in texts], rulebook_of(course()))
    verdicts = DepartmentHead(course(), encoder.encode, languages=encoder.languages).judge(texts)
    for row, classification in enumerate(judged):
        told = {score.department: score.score for score in classification.departments}
        own = {f"label-{column}": share for column, share in enumerate(verdicts.probabilities[row].tolist())}
        assert told == pytest.approx(own, abs=1e-4)
        assert classification.is_confident == bool(verdicts.is_filed[row])


def test_a_label_may_be_called_anything(encode: Encode) -> None:
    labels = {"triage": "online orders and refunds", "": "jobs", "17": "our shops: queues and staff"}
    head = DepartmentHead(Course(labels=labels, examples=(), minimum_confidence=0.3), encode)
    found = head.judge(["my order never arrived, I want a refund", "long queues in your shop, rude staff"])
    assert found.probabilities.argmax(axis=1).tolist() == [0, 2]


@pytest.mark.parametrize("examples", [ROWS, ()])
def test_the_plain_recipes_learn_too_and_from_descriptions_where_there_is_nothing_else(
    encode: Encode, examples: Sequence[Labelled]
) -> None:
    for contestant in (LogisticOnVectors(course(examples), encode), LogisticOnNgrams(course(examples))):
        found = contestant.judge(["refund my online orders, the app charged me", "interview for a job"])
        assert np.allclose(found.probabilities.sum(axis=1), 1.0)
        assert found.probabilities.argmax(axis=1).tolist() == [2, 3]


def test_an_evaluation_says_the_same_twice(encode: Encode) -> None:
    plan = Plan(protocol=Protocol.SHOTS, shots=2, draws=2)
    first, again = (evaluate(BAKERY, plan, Told(encode)) for _ in range(2))
    assert first.head.draws == again.head.draws
    assert [result.name for result in first.baselines] == ["logistic on vectors", "n-grams alone"]
    assert (first.examples, first.texts, first.strangers) == (8, 8, 4)


def test_folds_are_measured_together(encode: Encode) -> None:
    found = evaluate(BAKERY, Plan(protocol=Protocol.FOLDS), Told(encode))
    (figures,) = found.head.draws
    assert isinstance(figures, Measures)
    assert int(found.head.counts.sum()) == len(ROWS)
    assert figures.accuracy > 0.5
    assert figures.out_of_scope_auroc is not None
    assert figures.out_of_scope_auroc > 0.5


def test_every_text_is_encoded_only_once(encode: Encode) -> None:
    asked: list[str] = []

    class Counting(Told):
        def __init__(self) -> None:
            super().__init__(self.counted)

        def counted(self, texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
            asked.extend(texts)
            return encode(texts)

    evaluate(BAKERY, Plan(protocol=Protocol.FOLDS, draws=2), Counting())
    # One text goes through before the clock is started, to warm the model up.
    assert len(asked) == len(set(asked)) + 1


@pytest.mark.parametrize("texts", [("😀", "😡"), ("https://a.example", "https://b.example"), ("one", "two")])
def test_texts_that_teach_nothing_are_no_error(encode: Encode, texts: tuple[str, str]) -> None:
    rows = [Labelled(text, label) for text, label in zip(texts, ("---", "!!!"), strict=True)]
    material = Material(labels={"---": "", "!!!": ""}, train=rows, strangers=("😀",))
    found = evaluate(material, Plan(protocol=Protocol.FOLDS), Told(encode))
    assert all(np.isfinite(result.guesses.probabilities).all() for result in (found.head, *found.baselines))
