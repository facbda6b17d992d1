"""Which version of the model may take effect, and how much each person's lessons weigh in it."""

from dataclasses import replace

import pytest

from bot.core.lesson_weights import ALWAYS, CONFIRMED, CORRECTED, DECIDED, ONE_SIDED, weights_of
from bot.core.lessons import Aspect, How, Lesson, LessonState
from bot.core.model import Score, Trial, verdict
from tests.core.example import MONDAY

FINE = Trial(aspect=Aspect.DEPARTMENT, rulebook=Score(count=90, right_before=70, gained=2, lost=3), held_back=Score())


@pytest.mark.parametrize(
    ("gained", "lost", "is_worse"),
    [(0, 0, False), (0, 1, False), (0, 2, False), (3, 4, False), (0, 3, True), (10, 20, True), (20, 10, False)],
)
def test_a_score_is_worse_where_chance_alone_would_hardly_make_it_so(gained: int, lost: int, is_worse: bool) -> None:
    score = Score(count=100, right_before=50, gained=gained, lost=lost)
    assert score.is_worse is is_worse
    assert score.right_after == 50 + gained - lost


def test_what_is_worse_does_not_take_effect_and_the_rest_does() -> None:
    bad = replace(FINE, aspect=Aspect.URGENCY, held_back=Score(count=20, right_before=15, lost=9))
    assert verdict([FINE, bad]) == (frozenset({Aspect.DEPARTMENT}), "")
    assert verdict([bad]) == (frozenset(), "urgency: worse on corrections that were held back")
    worse = replace(FINE, rulebook=Score(count=90, right_before=70, lost=9))
    assert verdict([worse]) == (frozenset(), "department: worse on the rulebook's own examples")


def lessons(count: int, by: str, *, start: int = 1, how: How = How.NOT_OURS, department: str = "food") -> list[Lesson]:
    return [
        Lesson(
            id=number,
            issue=number,
            mention=number,
            aspect=Aspect.DEPARTMENT,
            label=department,
            how=how,
            by=by,
            at=MONDAY,
        )
        for number in range(start, start + count)
    ]


def test_a_click_weighs_less_than_an_example_of_the_rulebook_and_seeing_it_through_still_less() -> None:
    (click,), (seen,) = lessons(1, "U1"), lessons(1, "U2", start=2, how=How.CONFIRMED)
    kept = replace(click, id=3, by="U3", state=LessonState.KEPT)
    weights = weights_of([click, seen, kept], examples=100)
    assert [weights[number] for number in (1, 2, 3)] == [CORRECTED, CONFIRMED, DECIDED]
    assert CONFIRMED < CORRECTED < DECIDED == 1.0


def test_one_eager_clicker_weighs_no_more_than_all_others_and_half_the_rulebook() -> None:
    eager, others = lessons(500, "U1"), lessons(20, "U2", start=1001)
    weights = weights_of([*eager, *others], examples=60)
    assert sum(weights[each.id] for each in eager) == pytest.approx(20 * CORRECTED + 30)
    assert all(weights[each.id] == CORRECTED for each in others)


def test_where_the_rulebook_has_no_examples_one_person_can_still_teach() -> None:
    assert sum(weights_of(lessons(300, "U1"), examples=0).values()) == pytest.approx(ALWAYS)
    assert weights_of([], examples=0) == {}


def test_where_one_department_sees_its_issues_through_and_all_others_are_silent_that_weighs_little() -> None:
    seen = [each for person in range(8) for each in lessons(10, f"U{person}", start=10 * person, how=How.CONFIRMED)]
    assert sum(weights_of(seen, examples=100).values()) == pytest.approx(ONE_SIDED)
    others = lessons(20, "U9", start=200, department="billing")
    weights = weights_of([*seen, *others], examples=100)
    assert sum(weights[each.id] for each in seen) == pytest.approx(20 * CORRECTED)
    assert all(weights[each.id] == CORRECTED for each in others)


def test_what_others_have_seen_through_at_one_door_lets_nobody_weigh_more_at_that_door() -> None:
    own = lessons(200, "U1")
    others = [
        each for person in range(8) for each in lessons(25, f"V{person}", start=1000 + 25 * person, how=How.CONFIRMED)
    ]
    weights = weights_of([*own, *others], examples=100)
    by_others = sum(weights[each.id] for each in others)
    assert sum(weights[each.id] for each in own) == pytest.approx(by_others + 50)


def test_what_the_strategist_has_kept_weighs_in_full_however_silent_the_others_are() -> None:
    kept = [replace(each, state=LessonState.KEPT) for each in lessons(40, "U1", how=How.CONFIRMED)]
    assert sum(weights_of(kept, examples=100).values()) == pytest.approx(40 * DECIDED)
