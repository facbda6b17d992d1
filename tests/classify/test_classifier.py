"""The classifier as triage uses it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Encoder
from bot.errors import SettingsError
from bot.ports import Classifier
from tests.classify.bakery import CLEAR_ORDER, mention, rulebook


def test_it_is_the_classifier_that_triage_asks_for(classifier: EncoderClassifier) -> None:
    port: Classifier = classifier
    judged = port.classify([mention(CLEAR_ORDER), mention("Are you hiring bakers?")], rulebook())
    assert [each.department for each in judged] == ["orders", "jobs"]


def test_a_classification_says_which_model_made_it_and_in_which_language(classifier: EncoderClassifier) -> None:
    (judged,) = classifier.classify([mention(CLEAR_ORDER)], rulebook(version="v7"))
    assert judged.model == "all-MiniLM-L6-v2@53aa5117+fp32/heads-v7"
    assert classifier.name == judged.model
    assert judged.language == "en"


def test_the_vector_travels_as_little_endian_float32(classifier: EncoderClassifier, encoder: Encoder) -> None:
    (judged,) = classifier.classify([mention(CLEAR_ORDER)], rulebook())
    vector = np.frombuffer(judged.vector, dtype="<f4")
    assert np.allclose(vector, encoder.encode([CLEAR_ORDER])[0], atol=1e-6)


def test_no_mentions_need_no_encoder() -> None:
    def refuse() -> Encoder:
        raise AssertionError("it loaded an encoder for nothing")

    assert EncoderClassifier(refuse).classify([], rulebook()) == []


def test_a_new_version_of_the_rulebook_is_learnt_when_it_is_first_used(classifier: EncoderClassifier) -> None:
    strict = rulebook(version="strict", minimum_confidence=0.9999)
    lenient = rulebook(version="lenient", minimum_confidence=0.0)
    question = [mention("the bread at your shop")]
    assert classifier.classify(question, strict)[0].department is None
    assert classifier.classify(question, lenient)[0].department is not None
    assert classifier.classify(question, strict)[0].department is None


POISON = [
    "",
    " ",
    "\x00",
    "\ud800\udfff\ud800",
    "😀" * 1000,
    "x" * 2_000_000,
    "a " * 500_000,
    "\u202e\u200b",
    "#" * 999,
]


@pytest.mark.parametrize("text", POISON, ids=lambda text: f"{len(text)} of {text[:1]!r}")
def test_a_poisonous_mention_is_judged_and_does_not_spoil_its_batch(classifier: EncoderClassifier, text: str) -> None:
    judged = classifier.classify([mention(CLEAR_ORDER), mention(text), mention(CLEAR_ORDER)], rulebook())
    assert [each.department for each in judged][::2] == ["orders", "orders"]
    assert len(judged[1].vector) == len(judged[0].vector)


def test_threads_may_share_a_classifier_and_its_first_fit(encoder: Encoder, vectors_folder: Path) -> None:
    fresh = EncoderClassifier(lambda: encoder, cache=vectors_folder)
    assert not fresh.ready
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: fresh.classify([mention(CLEAR_ORDER)], rulebook())[0], range(8)))
    assert fresh.ready
    assert {answer.department for answer in answers} == {"orders"}


def test_it_loads_in_the_background_and_says_when_it_is_ready(encoder: Encoder, vectors_folder: Path) -> None:
    fresh = EncoderClassifier(lambda: encoder, cache=vectors_folder)
    fresh.load_in_background(rulebook()).join(timeout=60)
    assert fresh.ready
    assert fresh.failure is None


def test_a_failure_in_the_background_is_kept_and_not_lost() -> None:
    def fail() -> Encoder:
        raise SettingsError("ENCODER is wrong")

    broken = EncoderClassifier(fail)
    broken.load_in_background(rulebook()).join(timeout=60)
    assert not broken.ready
    assert "ENCODER is wrong" in str(broken.failure)
    with pytest.raises(SettingsError):
        broken.classify([mention("hello")], rulebook())


def test_it_shows_the_examples_a_mention_is_most_like(classifier: EncoderClassifier) -> None:
    judged, empty = classifier.classify([mention("nuts in carrot cake?"), mention("")], rulebook())
    nearest = classifier.nearest(judged, rulebook())
    assert nearest[0].example.department == "recipes"
    assert classifier.nearest(empty, rulebook()) == []


def test_a_judgement_keeps_the_two_examples_it_is_most_like(classifier: EncoderClassifier) -> None:
    book = rulebook()
    known = book.examples[3]
    judged, blank = classifier.classify([mention(known.text), mention("")], book)
    first, second = judged.nearest
    assert (first.text, first.department, first.likeness) == (known.text, known.department, 1.0)
    assert first.likeness >= second.likeness
    assert [first.text, second.text] == [each.example.text for each in classifier.nearest(judged, book)]
    assert blank.nearest == ()
