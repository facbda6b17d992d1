"""The stage of the journey is measured like the other heads, and silence about it is counted as silence."""

from dataclasses import replace

from bot.classify.evaluate.other_heads import UNSAID, other_heads
from bot.classify.heads import Encode
from bot.core.department import Example
from bot.core.lessons import Aspect
from tests.classify.test_journey import BOOK, CANDLES


def test_a_stage_is_measured_on_the_examples_that_name_one(encode: Encode) -> None:
    odd = "I was there on Tuesday"
    examples = (
        *(Example(text=text, department="shops", stage="eating") for text in CANDLES),
        Example(text=odd, department="shops", stage="choosing"),
    )
    book = replace(BOOK, examples=(*BOOK.examples, *examples), precision_of={Aspect.STAGE: 0.99})
    (found,) = [each for each in other_heads(book, encode, languages=frozenset()) if each.head == "stage"]
    assert found.texts == len(examples)
    assert found.counts.sum() == len(examples)
    # So few examples cannot promise 0.99: nothing is said of any of them.
    assert (found.accuracy, found.macro_f1) == (0, 0)
    assert ("eating", UNSAID, len(CANDLES)) in found.confusions


def test_without_examples_that_name_a_stage_nothing_is_measured_of_it(encode: Encode) -> None:
    assert "stage" not in {each.head for each in other_heads(BOOK, encode, languages=frozenset())}
