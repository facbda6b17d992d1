"""What people type behind `/mentions about`."""

from dataclasses import replace

import pytest

from bot.core.department import Brand
from bot.core.question import Question
from bot.slack.grammar.questions import NotKnown, question_in
from tests.core.example import RULEBOOK
from tests.slack.office import LISTENING

BOOK = replace(
    RULEBOOK,
    sources=(LISTENING,),
    brands=(Brand(key="lakeside", name="Lakeside Inns", names=("Lakeside", "The Lakeside")),),
)
LATE = Question(phrases=("late check-out",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"late check-out" last 30 days', LATE),
        ("“late check-out” in the last two weeks", replace(LATE, days=14)),
        ('"late check-out" 90 days', replace(LATE, days=90)),
        ('last week "late check-out"', replace(LATE, days=7)),
        ("„late check-out“ letzte 3 Monate", replace(LATE, days=90)),
        ('"late check-out" les 10 derniers jours', replace(LATE, days=10)),
        ('"late check-out" últimos 5 días', replace(LATE, days=5)),
        ('"late check-out" today', replace(LATE, days=1)),
        ('"late check-out" last 99 years', replace(LATE, days=366)),
        ('"late check-out" last 0 days', replace(LATE, days=1)),
        ("breakfast queue", Question(words="breakfast queue")),
        ("breakfast at billing last month", Question(words="breakfast", department="billing")),
        ("breakfast for the Lakeside from X", Question(words="breakfast", brand="lakeside", source="x")),
        ("breakfast brand:lakeside dept:billing", Question(words="breakfast", brand="lakeside", department="billing")),
        ('breakfast brand:"Lakeside Inns" source:tool', Question(words="breakfast", brand="lakeside", source="tool")),
        ("dirt in the lobby", Question(words="dirt in the lobby")),
        ('"breakfast" "queue" monday', Question(phrases=("breakfast", "queue"), words="monday")),
        ("billing", Question(words="billing")),
        ("&lt;!channel&gt; queue", Question(words="<!channel> queue")),
    ],
)
def test_words_time_brand_department_and_source_are_told_apart(typed: str, meant: Question) -> None:
    assert question_in(typed, BOOK) == meant


@pytest.mark.parametrize("typed", ["", "last 30 days", "…", "at billing", '"" last week'])
def test_a_question_about_nothing_is_none(typed: str) -> None:
    assert question_in(typed, BOOK) is None


def test_a_name_that_nobody_knows_is_given_back_with_those_there_are() -> None:
    assert question_in("queue brand:seaside", BOOK) == NotKnown(kind="brand", what="seaside", known=("lakeside",))


@pytest.mark.parametrize("typed", ['"' * 4_000, "in " * 4_000, "last " * 4_000, "brand: " * 4_000, "a" * 100_000])
def test_whatever_is_typed_is_read_at_once(typed: str) -> None:
    question_in(typed, BOOK)
