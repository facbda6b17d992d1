"""The stage of the journey is guessed where one stands out, and nothing is guessed elsewhere."""

from collections.abc import Sequence

import numpy as np

from bot.classify.journey import JourneyGuess
from bot.classify.kernel import Vectors
from bot.core.journey import Stage

WORDS = ("room", "price", "bill", "invoice", "other")
STAGES = (Stage(key="booking", description="room; price"), Stage(key="leaving", description="bill; invoice"))


def encode(texts: Sequence[str]) -> Vectors:
    """A direction for each word."""
    rows = np.array([[float(word in text) for word in WORDS] for text in texts], dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)


def guess(text: str, *, language: str = "en", languages: frozenset[str] = frozenset({"en"})) -> str:
    (found,) = JourneyGuess(STAGES, encode, languages=languages).of(encode([text]), [language])
    return found


def test_a_text_is_at_the_stage_that_it_speaks_of() -> None:
    assert guess("the bill and the invoice") == "leaving"
    assert guess("a room at this price") == "booking"


def test_between_two_stages_and_about_neither_nothing_is_guessed() -> None:
    assert guess("the price of the room on the bill and the invoice") == ""
    assert guess("other") == ""
    assert guess("…") == ""


def test_in_a_language_that_the_encoder_was_not_made_for_nothing_is_guessed() -> None:
    assert guess("the bill and the invoice", language="de") == ""
    assert guess("the bill and the invoice", language="de", languages=frozenset()) == "leaving"


def test_without_stages_nothing_is_guessed() -> None:
    assert JourneyGuess((), encode, languages=frozenset()).of(encode(["bill", "room"]), ["en", "en"]) == ["", ""]
