"""Phrases are found as people write them, and as whole words only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.phrases import find_phrase

WORDS = st.text(alphabet="abcdeé", min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("refund", "REFUND me!"),
        ("refund", "where's my refund?"),
        ("food poisoning", "food\n  poisoning again"),
        ("food poisoning", "awful #FoodPoisoning"),
        ("#foodpoisoning", "awful #FoodPoisoning"),
        ("cafe", "das Café"),
        ("Rückerstattung", "RUCKERSTATTUNG bitte"),
        ("straße", "STRASSE"),
        ("can't check in", "I can’t check in"),
        ("refund*", "two refunds"),
        ("refund*", "refund"),
        ("@quietinn", "thanks @QuietInn!"),
        ("🚨", "help🚨help"),
        ("食物中毒", "我们在酒店食物中毒了"),
        ("e-mail", "e–mail"),
    ],
)
def test_a_phrase_is_found_whatever_its_dress(phrase: str, text: str) -> None:
    assert find_phrase([phrase], text) == phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("refund", "refunds"),
        ("refund", "nonrefundable"),
        ("refund*", "prerefund"),
        ("rat", "corroborate the rates"),
        ("food poisoning", "food and poisoning"),
        ("late check", "#LateCheckout"),
        ("one two", "one\n#OneTwoThree".replace("Two", "two")),
        ("*", "anything"),
    ],
)
def test_a_piece_of_a_word_is_not_a_phrase(phrase: str, text: str) -> None:
    assert find_phrase([phrase], text) is None


def test_the_first_phrase_of_the_list_that_occurs_is_told() -> None:
    assert find_phrase(["smoke", "fire", "alarm"], "alarm! fire!") == "fire"


@given(
    before=st.lists(WORDS, max_size=4),
    phrase=st.lists(WORDS, min_size=1, max_size=3),
    after=st.lists(WORDS, max_size=4),
)
def test_words_in_a_row_are_always_found(before: list[str], phrase: list[str], after: list[str]) -> None:
    assert find_phrase([" ".join(phrase)], " ".join([*before, *phrase, *after])) is not None


@given(word=WORDS, other=WORDS)
def test_one_word_is_found_in_another_only_if_they_are_the_same(word: str, other: str) -> None:
    is_same = word.replace("é", "e") == other.replace("é", "e")
    assert (find_phrase([word], other) is not None) == is_same


@given(st.text())
def test_no_text_is_too_odd_to_be_searched(text: str) -> None:
    assert find_phrase(["no such phrase in here"], text) is None
