"""What colleagues do, rule by rule; no workspace and no bot."""

from datetime import time, timedelta
from random import Random

import pytest

from bot.core.classification import Urgency
from bot.demo import deeds as do
from bot.demo.habits import HABITS, Habit, Plan, Situation, plan_for
from bot.demo.week import Sort, Via, WrittenMention

DEPARTMENTS = frozenset(HABITS)
HABIT = Habit(looks=(5, 10), finishes=(30, 60))


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a play, not a secret


def written(text: str = "The lift is broken again", **facts: object) -> WrittenMention:
    known: dict[str, object] = {
        "id": "w1",
        "day": 0,
        "time": time(9),
        "via": Via.MEDIAWATCH,
        "sort": Sort.COMPLAINT,
        "department": "property-operations",
        "language": "en",
        "text": text,
        "platform": "x",
    }
    return WrittenMention.model_validate(known | facts)


def situation(department: str = "property-operations", **facts: object) -> Situation:
    known: dict[str, object] = {
        "department": department,
        "urgency": Urgency.NORMAL,
        "written": written(department=department),
        "count": 1,
        "weekday": 0,
        "chance": chance(1),
        "departments": DEPARTMENTS,
    }
    return Situation(**(known | facts))  # type: ignore[arg-type]


def deeds(plan: Plan) -> list[type]:
    return [type(step.deed) for step in plan.steps]


def test_a_card_of_ones_own_is_claimed_and_resolved() -> None:
    plan = plan_for(situation(), HABIT)
    assert plan.after_knock == 0
    assert deeds(plan)[0] is do.Claim
    assert deeds(plan)[-1] is do.Resolve
    assert timedelta(minutes=5) <= plan.steps[0].after <= timedelta(minutes=10)


def test_the_same_card_is_treated_the_same_each_time() -> None:
    assert plan_for(situation(chance=chance(7)), HABIT) == plan_for(situation(chance=chance(7)), HABIT)


def test_what_belongs_elsewhere_is_handed_off_and_marked_not_ours() -> None:
    plan = plan_for(situation(written=written(department="billing")), HABIT)
    [step] = plan.steps
    assert isinstance(step.deed, do.HandOff)
    assert (step.deed.to, step.deed.is_not_ours) == ("billing", True)


def test_what_was_handed_on_once_is_kept() -> None:
    plan = plan_for(situation(written=written(department="billing"), is_handed=True), HABIT)
    assert do.HandOff not in deeds(plan)


def test_what_is_nobodys_business_is_dismissed() -> None:
    plan = plan_for(situation(written=written(department=None, sort=Sort.SPAM)), HABIT)
    assert [step.deed for step in plan.steps] == [do.Dismiss("spam")]


def test_food_and_beverage_wait_for_a_knock_unless_somebody_is_in_danger() -> None:
    habit = HABITS["food-and-beverage"]
    calm = plan_for(situation("food-and-beverage"), habit)
    assert calm.after_knock == 1
    ill = plan_for(situation("safety", urgency=Urgency.EMERGENCY), HABITS["safety"])
    assert ill.after_knock == 0


@pytest.mark.parametrize("weekday", [2, 3, 4])
def test_loyalty_is_silent_until_the_strategist_has_been_told(weekday: int) -> None:
    plan = plan_for(situation("loyalty", weekday=weekday), HABITS["loyalty"])
    assert (plan.after_knock, plan.is_by_backup) == (4, True)


def test_loyalty_answers_while_its_seat_is_there() -> None:
    assert plan_for(situation("loyalty", weekday=1), HABITS["loyalty"]).after_knock == 0


def test_billing_hands_a_cancelled_booking_to_reservations_with_a_reason() -> None:
    cancelled = written("I cancelled in time and paid all the same", department="billing")
    plan = plan_for(situation("billing", written=cancelled), HABITS["billing"])
    [step] = plan.steps
    assert isinstance(step.deed, do.HandOff)
    assert step.deed.to == "reservations"
    assert step.deed.why


def test_digital_sleeps_on_every_third_card_that_can_wait() -> None:
    habit = HABITS["digital"]
    assert deeds(plan_for(situation("digital", count=3), habit)) == [do.Snooze]
    assert do.Snooze not in deeds(plan_for(situation("digital", count=3, urgency=Urgency.HIGH), habit))
    assert do.Snooze not in deeds(plan_for(situation("digital", count=4), habit))


def test_property_operations_ask_safety_about_what_sparks() -> None:
    sparks = written("The hairdryer makes a spark")
    plan = plan_for(situation(written=sparks), HABITS["property-operations"])
    first = plan.steps[0].deed
    assert isinstance(first, do.BringIn)
    assert first.department == "safety"
    assert first.question


def test_safety_answers_a_question_it_was_brought_in_with() -> None:
    plan = plan_for(situation("safety", is_brought_in=True, question=True), HABITS["safety"])
    assert deeds(plan) == [do.Say, do.Resolve]


def test_communications_escalate_when_a_reporter_asks_about_the_breakfast() -> None:
    asks = written("Any comment on breakfast?", sort=Sort.PRESS, author={"name": "Ed", "verified": True})
    plan = plan_for(
        situation("communications", written=asks.model_copy(update={"department": "communications"})),
        HABITS["communications"],
    )
    assert deeds(plan)[0] is do.Escalate


def test_legal_forget_their_first_card_and_no_other() -> None:
    habit = HABITS["legal-and-privacy"]
    first = plan_for(situation("legal-and-privacy", count=1), habit)
    assert (deeds(first), first.is_forgotten) == ([do.Claim], True)
    assert deeds(plan_for(situation("legal-and-privacy", count=2), habit))[-1] is do.Resolve


def test_the_strategist_files_what_nobody_could() -> None:
    plan = plan_for(situation("triage", written=written(department="digital")), HABITS["triage"])
    [step] = plan.steps
    assert isinstance(step.deed, do.HandOff)
    assert step.deed.to == "digital"


def test_the_strategist_leaves_a_visitors_mention_to_the_visitor() -> None:
    assert plan_for(situation("triage", written=None), HABITS["triage"]) == Plan()
