"""What an evaluation says of each language."""

import numpy as np
import pytest

from bot.classify.evaluate.by_language import FEW_TEXTS, by_language
from bot.classify.evaluate.measures import Guesses
from bot.classify.evaluate.reading import Labelled

ENGLISH = "The staff at the front desk were wonderful and very helpful"
GERMAN = "Das Zimmer war leider schmutzig und niemand hat uns geholfen"
FRENCH = "Le petit déjeuner était froid et personne ne nous a répondu"


def rows(texts: list[str], language: str = "") -> list[Labelled]:
    return [Labelled(text, "a", language=language) for text in texts]


def guesses(right: list[bool]) -> Guesses:
    shares = np.array([[0.9, 0.1] if each else [0.1, 0.9] for each in right]).reshape(-1, 2)
    count = len(right)
    return Guesses(
        truth=np.zeros(count, dtype=np.intp), probabilities=shares, familiarity=np.ones(count),
        is_filed=np.ones(count, dtype=bool), strangers=np.zeros(0),
    )  # fmt: skip


def test_each_language_has_a_figure_of_its_own_and_says_whether_the_encoder_knows_it() -> None:
    found = by_language(
        rows([ENGLISH] * 20 + [GERMAN] * 10), guesses([True] * 20 + [True, False] * 5), frozenset({"en"})
    )
    assert [(each.language, each.texts, each.accuracy, each.is_known) for each in found] == [
        ("en", 20, 1.0, True),
        ("de", 10, 0.5, False),
    ]


@pytest.mark.parametrize("known", [frozenset(), frozenset({"en", "de"})])
def test_an_encoder_that_names_no_languages_or_these_knows_them(known: frozenset[str]) -> None:
    found = by_language(rows([ENGLISH] * 10 + [GERMAN] * 10), guesses([True] * 20), known)
    assert all(each.is_known for each in found)


def test_a_few_texts_of_a_language_are_counted_with_the_others() -> None:
    texts = [ENGLISH] * 10 + [FRENCH] * (FEW_TEXTS - 1) + ["😀"]
    found = by_language(rows(texts), guesses([True] * len(texts)), frozenset({"en"}))
    assert [(each.language, each.texts, each.is_known) for each in found] == [
        ("en", 10, True),
        ("und", FEW_TEXTS, None),
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [("hindi", "hi"), ("Hindi ", "hi"), ("hi", "hi"), ("hi-IN", "hi"), ("HI_in", "hi"), ("Klingon", "klingon")],
)
def test_what_a_file_says_of_the_language_goes_before_a_guess(said: str, code: str) -> None:
    romanised = rows(["Sale sab accha krta he agar comment pad rha he"] * 10, said)
    found = by_language([*romanised, *rows([ENGLISH] * 20)], guesses([True] * 30), frozenset({"en"}))
    assert [(each.language, each.is_known) for each in found] == [("en", True), (code, False)]


def test_nothing_judged_has_no_language() -> None:
    assert by_language([], guesses([]), frozenset()) == ()
