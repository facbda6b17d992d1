"""Words are found as people write them, and what is found is counted in the time that was asked about."""

from datetime import timedelta

import pytest

from bot.core.classification import Sentiment
from bot.core.findings import Found, sum_up
from bot.core.question import Question, finder
from tests.core.example import MONDAY


@pytest.mark.parametrize(
    "text",
    [
        "A late check-out would be lovely",
        "LATE CHECKOUT please",
        "two late check outs",
        "no #LateCheckout today",
        "late\ncheck-out",
        "late check–outs are gone",
    ],
)
@pytest.mark.parametrize("asked", ["late check-out", "late checkout", "Late Check Out"])
def test_a_phrase_is_found_however_it_is_hyphened(asked: str, text: str) -> None:
    assert finder(Question(phrases=(asked,)))(text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("app", "an apple a day"),
        ("spa", "a spark of joy"),
        ("late check-out", "we were late, and they did not check us out"),
        ("tea", "a great east wing"),
        ("bar", "the Barcelona house"),
    ],
)
def test_a_short_word_is_not_found_inside_another_one(asked: str, text: str) -> None:
    assert not finder(Question(phrases=(asked,)))(text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("frühstück", "Das Frühstücksbüfett war kalt"),
        ("Fruhstuck", "das FRÜHSTÜCK!"),
        ("refund", "still not refunded"),
        ("app", "your apps crash"),
        ("朝食", "ホテルの朝食は冷たかった"),
    ],
)
def test_endings_accents_and_writings_without_blanks_are_no_hindrance(asked: str, text: str) -> None:
    assert finder(Question(phrases=(asked,)))(text)


def test_words_without_quotation_marks_may_stand_anywhere() -> None:
    says = finder(Question(words="queue at the breakfast"))
    assert says("Breakfast? An endless queue.")
    assert not says("An endless queue.")


def test_marks_alone_find_nothing() -> None:
    assert not finder(Question(phrases=("?!",), words="…"))("What?!")


def found(number: int, *, days_ago: float, **known: object) -> Found:
    return Found(mention=number, at=MONDAY - timedelta(days=days_ago), **known)  # type: ignore[arg-type]


def test_what_was_found_is_counted_by_time_feeling_and_department() -> None:
    everything = [
        found(1, days_ago=1, issue=1001, sentiment=Sentiment.NEGATIVE),
        found(2, days_ago=8, issue=1002, sentiment=Sentiment.POSITIVE, is_literal=False, likeness=0.5),
        found(3, days_ago=20),
        found(4, days_ago=31, sentiment=Sentiment.NEGATIVE),
        found(5, days_ago=59),
    ]
    doors = {1001: ["billing", "food"], 1002: ["billing"]}
    told = sum_up(everything, Question(words="x"), until=MONDAY, doors=doors)
    assert (told.count, told.before, told.literal) == (3, 2, 2)
    assert told.sentiments == ((Sentiment.NEGATIVE, 1), (Sentiment.POSITIVE, 1))
    assert told.departments == (("billing", 2), ("food", 1))
    assert told.weeks == (0, 1, 1, 1)


def test_the_end_of_the_time_is_not_in_it_and_its_beginning_is() -> None:
    edges = [found(1, days_ago=0), found(2, days_ago=30), found(3, days_ago=60), found(4, days_ago=60.1)]
    told = sum_up(edges, Question(words="x"), until=MONDAY, doors={})
    assert (told.count, told.before) == (1, 1)


def test_of_many_in_one_storm_one_is_an_example_the_most_literal_and_most_alike_first() -> None:
    alike = [found(number, days_ago=1, issue=1001, likeness=0.9) for number in range(1, 6)]
    others = [
        found(7, days_ago=1, issue=1002, is_literal=False, likeness=0.99),
        found(8, days_ago=1, likeness=0.5),
        found(9, days_ago=1, issue=1003, is_literal=False, likeness=0.5),
    ]
    told = sum_up([*alike, *others], Question(words="x"), until=MONDAY, doors={})
    assert [each.mention for each in told.examples] == [5, 8, 7]


def test_what_nobody_has_said_for_two_weeks_is_not_worth_a_weekly_post() -> None:
    def worth(days_ago: float) -> bool:
        return sum_up([found(1, days_ago=days_ago)], Question(words="x"), until=MONDAY, doors={}).is_worth_a_post

    assert worth(13)
    assert not worth(15)
