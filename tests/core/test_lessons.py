"""What people's clicks teach, and what they do not."""

from dataclasses import replace

import pytest

from bot.core import commands as cmd
from bot.core.classification import Relevance, Urgency
from bot.core.department import TRIAGE
from bot.core.journey import Stage
from bot.core.lessons import Aspect, Entry, How, Lesson, LessonState, TakenBack, Taught, entered, taught_by
from bot.core.refusal import Refusal
from bot.core.routing import Routing
from tests.core.example import MONDAY, RULEBOOK, Life, bring_in, claim, hand_off, resolve

BOOKING, LEAVING = Stage(key="booking", description="A room"), Stage(key="leaving", description="The bill")


def not_ours(to: str, *, by: str = "U1", assignment: int = 1) -> cmd.HandOff:
    return replace(hand_off(to, by=by, assignment=assignment), is_not_ours=True)


def teaches(life: Life, command: cmd.Command) -> tuple[Taught | TakenBack, ...]:
    before = life.issue
    events = life.do(command)
    assert not isinstance(events, Refusal)
    return taught_by(command, before, events)


def labels(found: tuple[Taught | TakenBack, ...]) -> list[tuple[Aspect, str, How]]:
    return [(each.aspect, each.label, each.how) for each in found if isinstance(each, Taught)]


def test_not_ours_teaches_whose_it_is() -> None:
    (taught,) = teaches(Life(), not_ours("food", by="U7"))
    assert taught == Taught(aspect=Aspect.DEPARTMENT, label="food", how=How.NOT_OURS, by="U7", at=MONDAY, was="billing")


def test_what_triage_files_teaches_and_what_is_passed_on_after_a_departments_part_does_not() -> None:
    filed = teaches(Life(routing=Routing(department=TRIAGE)), hand_off("food"))
    assert labels(filed) == [(Aspect.DEPARTMENT, "food", How.FILED)]
    assert teaches(Life(), hand_off("food")) == ()


def test_not_ours_without_knowing_whose_takes_the_lesson_back() -> None:
    (back,) = teaches(Life(), not_ours(TRIAGE))
    assert isinstance(back, TakenBack)
    assert back.aspect is Aspect.DEPARTMENT


def test_a_share_that_was_only_asked_for_teaches_nothing() -> None:
    passed_on, seen_through = Life(), Life()
    for life in (passed_on, seen_through):
        life.do(bring_in("food"))
    assert teaches(passed_on, not_ours("digital", assignment=2)) == ()
    assert teaches(seen_through, resolve(assignment=2)) == ()


def test_whoever_sees_it_through_confirms_the_door() -> None:
    life = Life()
    life.do(claim())
    assert labels(teaches(life, resolve())) == [(Aspect.DEPARTMENT, "billing", How.CONFIRMED)]
    assert teaches(Life(routing=Routing(department=TRIAGE)), resolve()) == ()


def test_a_corrected_urgency_teaches_and_a_cry_for_help_does_not() -> None:
    corrected = teaches(Life(), cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH))
    assert labels(corrected) == [(Aspect.URGENCY, "high", How.CORRECTED)]
    assert teaches(Life(), cmd.Escalate(by="U1", assignment=1)) == ()


def test_a_stage_of_the_journey_that_is_put_right_teaches_and_the_same_word_again_does_not() -> None:
    life = Life(rulebook=replace(RULEBOOK, journey=(BOOKING, LEAVING)))
    (taught,) = teaches(life, cmd.SetStage(by="U7", stage="leaving"))
    assert taught == Taught(aspect=Aspect.STAGE, label="leaving", how=How.CORRECTED, by="U7", at=MONDAY)
    assert teaches(life, cmd.SetStage(by="U7", stage="leaving")) == ()
    (otherwise,) = teaches(life, cmd.SetStage(by="U8", stage="booking"))
    assert isinstance(otherwise, Taught)
    assert (otherwise.label, otherwise.was) == ("booking", "leaving")


def test_a_stage_that_the_rulebook_does_not_name_teaches_nothing() -> None:
    assert teaches(Life(), cmd.SetStage(by="U7", stage="leaving")) == ()


def test_what_the_bot_does_by_itself_teaches_nothing() -> None:
    assert teaches(Life(), cmd.ChangeUrgency(by=cmd.DOORKNOCK, urgency=Urgency.HIGH)) == ()


def test_a_dismissal_teaches_what_it_was_taken_for_and_reopening_teaches_otherwise() -> None:
    life = Life()
    dismissed = teaches(life, cmd.Dismiss(by="U1", why="It is spam", relevance=Relevance.SPAM))
    assert labels(dismissed) == [(Aspect.RELEVANCE, "spam", How.DISMISSED)]
    assert [each.aspect for each in dismissed if isinstance(each, TakenBack)] == [Aspect.DEPARTMENT]
    back, taught = teaches(life, cmd.Reopen(by="U2"))
    assert isinstance(back, TakenBack)
    assert back.aspect is Aspect.RELEVANCE
    assert labels((taught,)) == [(Aspect.RELEVANCE, "relevant", How.REOPENED)]
    life.do(resolve())
    assert labels(teaches(life, cmd.Reopen(by="U2"))) == []
    assert teaches(Life(), cmd.Dismiss(by="U1", why="There is nothing to do")) == ()


def test_what_comes_back_to_who_passed_it_on_is_contested() -> None:
    life = Life()
    life.do(not_ours("food"))
    (further,) = teaches(life, not_ours("digital", assignment=2))
    assert isinstance(further, Taught)
    assert not further.is_contested
    (back,) = teaches(life, not_ours("billing", assignment=3))
    assert isinstance(back, Taught)
    assert back.is_contested


NEW = Taught(aspect=Aspect.URGENCY, label="high", how=How.CORRECTED, by="U1", at=MONDAY)
DOOR = replace(NEW, aspect=Aspect.DEPARTMENT, label="food", how=How.NOT_OURS)


def lesson(label: str, *, by: str = "U2", state: LessonState = LessonState.TAUGHT, how: How = How.NOT_OURS) -> Lesson:
    return Lesson(
        id=5, issue=1001, mention=7, aspect=Aspect.URGENCY, label=label, how=how, by=by, at=MONDAY, state=state
    )


BOTH = Entry(state=LessonState.CONTESTED, contested=(5,))
INSTEAD = Entry(state=LessonState.TAUGHT, ended=(5,))


@pytest.mark.parametrize(
    ("new", "old", "entry"),
    [
        pytest.param(NEW, lesson("low"), BOTH, id="two people disagree"),
        pytest.param(NEW, lesson("low", by="U1"), INSTEAD, id="somebody changes their mind"),
        pytest.param(NEW, lesson("high"), Entry(state=None), id="two people agree"),
        pytest.param(DOOR, lesson("digital"), INSTEAD, id="the second door knows more than the first"),
        pytest.param(replace(DOOR, is_contested=True), lesson("digital"), BOTH, id="it comes back"),
        pytest.param(replace(DOOR, is_contested=True), lesson("digital", by="U1"), INSTEAD, id="it is fetched back"),
        pytest.param(DOOR, lesson("billing", how=How.CONFIRMED), INSTEAD, id="a confirmation is no view"),
        pytest.param(replace(DOOR, how=How.CONFIRMED), lesson("food"), Entry(state=None), id="and adds to none"),
        pytest.param(
            DOOR,
            lesson("digital", state=LessonState.KEPT),
            Entry(state=LessonState.CONTESTED),
            id="the strategist has decided",
        ),
        pytest.param(NEW, lesson("high", state=LessonState.CONTESTED), INSTEAD, id="the only one left of a dispute"),
    ],
)
def test_a_new_lesson_replaces_contests_or_repeats_the_old_one(new: Taught, old: Lesson, entry: Entry) -> None:
    assert entered(new, [old]) == entry
