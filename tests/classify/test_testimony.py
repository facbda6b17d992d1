"""One person's lessons are judged by everybody else's: nobody bears themselves out, and who is right is believed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.classify.classifier import EncoderClassifier
from bot.classify.learning import unborne, with_lessons
from bot.classify.testimony import Hearing, hearings
from bot.core.journey import Stage
from bot.core.lessons import Aspect, How, Lesson, LessonState
from bot.ports import Attempt, Material
from tests.classify.bakery import NOON
from tests.classify.stream import CARELESS, DOORS, Stream, Text, book_of, invented
from tests.word_vectors import WordEncoder

TAUGHT, STREAMED, UNSEEN = invented(60, seed=1), invented(1_000, seed=2), invented(400, seed=3)
A_POINT = 0.01 * len(UNSEEN)
BOOK = book_of(TAUGHT, {key: f"all about the {key}" for key in DOORS})
DOOR = DOORS[-1]

Begin = Callable[..., Stream]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """A classifier that knows 60 texts; by name how much of the clicking is done by whom, and how."""

    def begun(**habits: object) -> Stream:
        return Stream(EncoderClassifier(WordEncoder, cache=tmp_path), BOOK, **habits)  # type: ignore[arg-type]

    return begun


@pytest.mark.parametrize("count", [50, 160])
@pytest.mark.parametrize("share", [0.2, 0.3, 0.7])
def test_somebody_who_sends_everything_to_one_door_costs_no_more_than_a_point(
    begin: Begin, share: float, count: int
) -> None:
    stream = begin(share=share, carelessness=1.0, door=DOOR)
    stream.run(STREAMED, stops=(count,), at=lambda _, attempt: None)
    with_them = stream.right(UNSEEN)
    stream.lessons = {number: each for number, each in stream.lessons.items() if number not in stream.wrong}
    stream.learn()
    assert len(stream.wrong) > count / 10
    assert with_them >= stream.right(UNSEEN) - A_POINT


def test_whoever_takes_two_doors_for_each_other_is_learnt_from_about_all_others(begin: Begin) -> None:
    stream, attempts = begin(share=0.3, carelessness=1.0, is_swapping=True), list[Attempt]()
    stream.run(STREAMED, stops=(160,), at=lambda _, attempt: attempts.append(attempt))
    theirs = {number for number, (lesson, _) in stream.lessons.items() if lesson.by == CARELESS}
    left_out, learnt = set(attempts[0].unborne), set(attempts[0].learnt)
    assert len(stream.wrong) > 10
    assert len(stream.wrong & left_out) > len(stream.wrong) * 3 / 4
    assert len((theirs - stream.wrong) & learnt) > len(theirs - stream.wrong) * 3 / 4


def test_whoever_teaches_alone_and_sends_everything_to_one_door_is_not_learnt_from(begin: Begin) -> None:
    stream, attempts = begin(share=1.0, carelessness=1.0, door=DOOR), list[Attempt]()
    before = stream.right(UNSEEN)
    stream.run(STREAMED, stops=(160,), at=lambda _, attempt: attempts.append(attempt))
    assert len(stream.wrong) > 120
    assert stream.wrong <= set(attempts[0].unborne)
    assert stream.right(UNSEEN) >= before - A_POINT


@pytest.mark.parametrize("share", [0.0, 0.8, 1.0])
def test_whoever_is_right_is_believed_however_much_of_the_teaching_they_do(begin: Begin, share: float) -> None:
    stream, attempts = begin(share=share), list[Attempt]()
    before = stream.right(UNSEEN)
    stream.run(STREAMED, stops=(60, 120), at=lambda count, attempt: attempts.append(attempt))
    assert [attempt.unborne for attempt in attempts] == [(), ()]
    assert stream.right(UNSEEN) > before + 5 * A_POINT


def material(
    texts: Sequence[Text], *, by: str, door: str = "", after: int = 0, state: LessonState = LessonState.TAUGHT
) -> list[Material]:
    """Corrections by one person, who names `door` or else what is right."""
    return [
        Material(
            lesson=Lesson(
                id=number,
                issue=number,
                mention=number,
                aspect=Aspect.DEPARTMENT,
                label=door or each.label,
                how=How.NOT_OURS,
                by=by,
                at=NOON,
                state=state,
            ),
            text=each.text,
            weight=0.5,
        )
        for number, each in enumerate(texts, start=after + 1)
    ]


def heard(found: Sequence[Material]) -> dict[str, Hearing]:
    return hearings(with_lessons(BOOK, found), found, WordEncoder().encode, languages=frozenset())


ELSEWHERE = [each for each in STREAMED if each.label != DOOR]
RIGHT, WRONG = material(STREAMED[:60], by="U1"), material(ELSEWHERE[60:100], by="U2", door=DOOR, after=100)


def test_one_persons_lessons_do_not_bear_each_other_out() -> None:
    found = heard([*RIGHT, *WRONG])
    likely = {person: sum(hearing.likely.values()) for person, hearing in found.items()}
    assert likely["U1"] > len(RIGHT) / 2
    assert likely["U2"] < len(WRONG) / 4


@pytest.mark.parametrize("resolved", [0, 20])
@pytest.mark.parametrize("count", [10, 30, 50])
@pytest.mark.parametrize("is_new", [False, True])
def test_whoever_alone_knows_a_department_is_believed(is_new: bool, count: int, resolved: int) -> None:
    of_theirs = [each for each in STREAMED if each.label == DOOR]
    book = BOOK
    if is_new:
        book = replace(BOOK, examples=tuple(each for each in BOOK.examples if each.department != DOOR))
    others = material(ELSEWHERE[:150], by="U1")
    theirs = material(of_theirs[:count], by="U2", door=DOOR, after=200)
    # Before anybody knew it, others had resolved what belonged there.
    before = [
        replace(each, weight=0.2, lesson=replace(each.lesson, how=How.CONFIRMED))
        for each in material(of_theirs[50 : 50 + resolved], by="U3", door=DOORS[0], after=300)
    ]
    found = [*others, *theirs, *before]
    assert not unborne(book, found, WordEncoder().encode, languages=frozenset())


def test_only_the_lessons_of_whoever_is_at_odds_are_left_out() -> None:
    left_out = unborne(BOOK, [*RIGHT, *WRONG], WordEncoder().encode, languages=frozenset())
    assert left_out <= {each.lesson.id for each in WRONG}
    assert len(left_out) > len(WRONG) * 3 / 4


def test_who_names_the_same_stage_of_the_journey_for_everything_is_at_odds_with_the_others() -> None:
    stages = tuple(Stage(key=key, description=f"all about the {key}") for key in DOORS)
    examples = tuple(replace(each, stage=each.department) for each in BOOK.examples)
    book = replace(BOOK, journey=stages, examples=examples)
    right, wrong = (
        [replace(each, lesson=replace(each.lesson, aspect=Aspect.STAGE, how=How.CORRECTED)) for each in said]
        for said in (RIGHT, WRONG)
    )
    left_out = unborne(book, [*right, *wrong], WordEncoder().encode, languages=frozenset())
    assert left_out <= {each.lesson.id for each in wrong}
    assert len(left_out) > len(wrong) * 3 / 4


def test_whatever_somebody_else_says_of_the_same_words_is_borne_out() -> None:
    told = [WRONG[0], *material([Text(WRONG[0].text, DOOR)], by="U3", after=200)]
    assert all(is_it for each in heard([*RIGHT, *told]).values() for key, is_it in each.likely.items() if key > 100)


def test_nobody_is_asked_about_what_the_strategist_has_kept() -> None:
    kept = material(ELSEWHERE[60:100], by="U2", door=DOOR, after=100, state=LessonState.KEPT)
    assert "U2" not in heard([*RIGHT, *kept])


def test_what_the_strategist_has_kept_bears_out_what_its_giver_says_next() -> None:
    moved = [each for each in STREAMED if each.label == DOORS[0]]
    next_ones = material(moved[15:30], by="U2", door=DOOR, after=200)
    told, kept = (
        material(moved[:15], by="U2", door=DOOR, after=100, state=state)
        for state in (LessonState.TAUGHT, LessonState.KEPT)
    )
    theirs = {each.lesson.id for each in next_ones}
    encode = WordEncoder().encode
    assert len(unborne(BOOK, [*RIGHT, *told, *next_ones], encode, languages=frozenset()) & theirs) > 10
    assert not unborne(BOOK, [*RIGHT, *kept, *next_ones], encode, languages=frozenset()) & theirs
