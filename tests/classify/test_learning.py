"""Lessons that stream in make a classifier better, and one careless or hostile colleague does not undo that."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.classify.classifier import EncoderClassifier
from bot.classify.learning import with_lessons
from bot.classify.lessons import relevance_subject
from bot.core.lessons import Aspect, How, Lesson
from bot.ports import Attempt, Material
from tests.classify.bakery import NOON
from tests.classify.stream import DOORS, Stream, book_of, invented
from tests.word_vectors import WordEncoder

TAUGHT, STREAMED, UNSEEN = invented(40, seed=1), invented(1_000, seed=2), invented(400, seed=3)
A_POINT = 0.01 * len(UNSEEN)
LABELS = {key: f"all about the {key}" for key in DOORS}

Begin = Callable[..., Stream]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """A classifier that knows 40 texts; by name how much of the clicking is done by whom, and how."""

    def begun(**careless: float) -> Stream:
        return Stream(EncoderClassifier(WordEncoder, cache=tmp_path), book_of(TAUGHT, LABELS), **careless)

    return begun


def test_lessons_that_stream_in_file_ever_more_of_what_was_never_seen(begin: Begin) -> None:
    stream = begin()
    right = [stream.right(UNSEEN)]
    stream.run(STREAMED, stops=(40, 80, 160), at=lambda count, attempt: right.append(stream.right(UNSEEN)))
    assert len(right) == 4
    assert all(later >= earlier - A_POINT for earlier, later in pairwise(right)), right
    assert right[-1] > right[0] + 10 * A_POINT, right


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_a_colleague_who_clicks_wrongly_costs_no_more_than_a_point(begin: Begin, share: float) -> None:
    stream = begin(share=share, carelessness=1.0)
    attempts: list[Attempt] = []
    stream.run(STREAMED, stops=(40, 80, 160), at=lambda count, attempt: attempts.append(attempt))
    with_them = stream.right(UNSEEN)
    stream.lessons = {number: each for number, each in stream.lessons.items() if number not in stream.wrong}
    stream.learn()
    assert stream.wrong
    assert with_them >= stream.right(UNSEEN) - A_POINT
    for attempt in attempts:
        assert not set(attempt.learnt) & {*attempt.unborne, *(each.lesson for each in attempt.contradictions)}


@pytest.mark.parametrize("share", [0.2, 0.3])
def test_with_a_colleague_who_is_careless_more_is_filed_rightly_all_the_same(begin: Begin, share: float) -> None:
    stream = begin(share=share, carelessness=0.3)
    right = [stream.right(UNSEEN)]
    stream.run(STREAMED, stops=(40, 80, 160), at=lambda count, attempt: right.append(stream.right(UNSEEN)))
    assert len(stream.wrong) > 5
    assert right[-1] > right[0] + 10 * A_POINT, right


@pytest.mark.parametrize("count", [40, 80, 160])
def test_what_is_disputed_costs_no_more_than_a_point_of_what_was_never_said(begin: Begin, count: int) -> None:
    stream = begin(disputed=0.2)
    before, attempts = stream.right(UNSEEN), list[Attempt]()
    stream.run(STREAMED, stops=(count,), at=lambda _, attempt: attempts.append(attempt))
    with_them = stream.right(UNSEEN)
    disputed = {stream.lessons[number][1] for number in stream.wrong}
    stream.lessons = {number: each for number, each in stream.lessons.items() if each[1] not in disputed}
    stream.learn()
    assert len(stream.wrong) > count / 10
    assert stream.wrong <= {each.lesson for each in attempts[0].contradictions}
    assert with_them >= max(before, stream.right(UNSEEN)) - A_POINT


def test_only_what_somebody_said_about_relevance_teaches_relevance() -> None:
    text = "win a free phone by sharing this link"
    said = {
        Aspect.DEPARTMENT: next(iter(DOORS)),
        Aspect.SENTIMENT: "negative",
        Aspect.URGENCY: "low",
        Aspect.RELEVANCE: "spam",
    }
    lessons = [
        Lesson(id=number, issue=1, mention=1, aspect=aspect, label=label, how=How.CORRECTED, by="U1", at=NOON)
        for number, (aspect, label) in enumerate(said.items())
    ]
    book = book_of(TAUGHT, LABELS)
    taught = with_lessons(book, [Material(lesson=lesson, text=text, weight=0.5) for lesson in lessons])
    own, added = relevance_subject(book).examples, relevance_subject(taught).examples
    assert added == (*own, (text, "spam"))
