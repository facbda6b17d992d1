"""When the bot knocks: in working hours, at a bounded pace, and never for the time it was away."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.escalation import MINIMUM_PACE, EscalationPolicy, Step, Tell
from bot.core.issue import AssignmentStatus
from bot.core.routing import Routing
from bot.core.schedule import hours_of, shut_until
from tests.core.example import (
    AT_ONCE,
    MONDAY,
    OFFICE,
    PATIENT,
    RULEBOOK,
    Life,
    claim,
    department,
    hours,
    minutes,
    respond,
    snooze,
)

FRIDAY_FOUR = MONDAY - timedelta(days=3) + hours(7)
SATURDAY_TEN = MONDAY - timedelta(days=2) + hours(1)


def knocks(events: list[ev.Event]) -> list[ev.DoorKnocked]:
    return [event for event in events if isinstance(event, ev.DoorKnocked)]


def emergency(at: str = "safety") -> Routing:
    return Routing(department=at, urgency=Urgency.EMERGENCY)


def test_reminder_waits_for_monday_when_due_on_saturday() -> None:
    life = Life(now=FRIDAY_FOUR)
    assert life.share().due_at == MONDAY + hours(1)


def test_reminder_for_a_saturday_mention_counts_from_mondays_opening() -> None:
    life = Life(now=SATURDAY_TEN)
    assert life.share().due_at == MONDAY + hours(2)


def test_target_counts_working_time_too() -> None:
    assert Life(now=FRIDAY_FOUR).share().door.answer_by == MONDAY + hours(7)


def test_emergency_ignores_working_hours() -> None:
    life = Life(emergency("billing"), now=SATURDAY_TEN)
    assert life.share().due_at == SATURDAY_TEN + minutes(10)
    assert life.share().door.answer_by == SATURDAY_TEN + minutes(30)


def test_emergencys_target_runs_on_the_wall_clock_even_under_a_policy_that_keeps_hours() -> None:
    rulebook = replace(RULEBOOK, policies={**RULEBOOK.policies, "at-once": PATIENT})
    life = Life(emergency("billing"), now=SATURDAY_TEN, rulebook=rulebook)
    assert life.share().door.answer_by == SATURDAY_TEN + minutes(30)
    assert life.share().due_at == MONDAY + hours(2)


def test_each_step_of_the_policy_comes_in_its_turn() -> None:
    life = Life()
    told = [(event.at - MONDAY, event.tell) for event in knocks(life.wait(until=MONDAY + hours(7)))]
    assert told == [(hours(2), (Tell.SEAT,)), (hours(4), (Tell.BACKUP,))]


def test_step_that_ends_with_the_working_day_knocks_in_the_morning() -> None:
    life = Life()
    third = knocks(life.wait(until=MONDAY + hours(24)))[2]
    assert third.at == MONDAY + hours(24)
    assert third.tell == (Tell.CHANNEL, Tell.STRATEGIST)


def test_due_time_that_falls_on_closing_time_is_the_next_opening() -> None:
    life = Life(now=MONDAY + hours(6))
    assert life.share().due_at == MONDAY + timedelta(days=1)


def test_steps_that_stand_too_close_are_drawn_apart() -> None:
    close = (Step(after=minutes(1), tell=(Tell.SEAT,)), Step(after=minutes(2), tell=(Tell.BACKUP,)))
    life = Life(rulebook=replace(RULEBOOK, policies={**RULEBOOK.policies, "patient": replace(PATIENT, steps=close)}))
    rung = knocks(life.wait(until=MONDAY + hours(1)))
    assert [event.at - MONDAY for event in rung] == [minutes(1), minutes(1) + MINIMUM_PACE]


def test_last_step_repeats_for_ever_at_its_pace() -> None:
    life = Life(emergency(), now=MONDAY)
    rung = knocks(life.wait(until=MONDAY + hours(24)))
    late = rung[2:]
    assert {event.tell for event in late} == {(Tell.BACKUP, Tell.STRATEGIST)}
    assert all(later.at - earlier.at == AT_ONCE.repeat_every for earlier, later in zip(rung[1:], late, strict=False))
    assert [event.knock for event in rung] == list(range(1, len(rung) + 1))


def test_weekend_of_downtime_costs_one_knock() -> None:
    life = Life(now=MONDAY - timedelta(days=4))
    assert len(knocks(life.sleep(until=MONDAY))) == 1
    assert not life.sleep(until=MONDAY + minutes(30))


def test_knock_after_downtime_tells_everybody_whose_step_has_come() -> None:
    life = Life(now=MONDAY - timedelta(days=4))
    [knock] = knocks(life.sleep(until=MONDAY))
    assert knock.tell == (Tell.SEAT, Tell.BACKUP, Tell.CHANNEL, Tell.STRATEGIST)


def test_bot_that_wakes_on_saturday_does_not_knock_before_monday() -> None:
    life = Life(now=MONDAY - timedelta(days=3))
    assert life.share().due_at == MONDAY - timedelta(days=3) + hours(2)
    assert not life.sleep(until=SATURDAY_TEN)
    assert shut_until(life.share(), RULEBOOK, now=SATURDAY_TEN) == MONDAY
    assert len(knocks(life.sleep(until=MONDAY))) == 1


def test_hours_that_an_edit_shortened_count_for_reminders_already_due() -> None:
    afternoon = replace(RULEBOOK, departments=(RULEBOOK.triage, department("billing", OFFICE)))
    life = Life(Routing(department="front-desk"), now=MONDAY + hours(13))
    life.rulebook = afternoon
    assert life.share().due_at == MONDAY + hours(15)
    assert not life.sleep(until=MONDAY + hours(15))


def test_snooze_ends_at_the_instant_that_was_named_even_at_night() -> None:
    life = Life()
    life.do(snooze(MONDAY + hours(15)))
    assert life.share().due_at == MONDAY + hours(15)
    assert isinstance(life.sleep(until=MONDAY + hours(15))[0], ev.SnoozeEnded)


def test_claim_is_checked_then_released_then_knocked_on() -> None:
    life = Life(now=MONDAY)
    life.do(claim())
    story = [(type(event).__name__, event.at - MONDAY) for event in life.wait(until=MONDAY + hours(27))]
    assert story == [
        ("ClaimChecked", hours(4)),
        ("AssignmentReleased", hours(24)),  # eight hours of work: Tuesday's opening
        ("DoorKnocked", hours(26)),
    ]
    assert life.share().claimed_by == ""


def test_sign_of_life_keeps_a_claim() -> None:
    life = Life()
    life.do(claim())
    life.wait(until=MONDAY + hours(5))
    life.do(respond())
    assert life.share().due_at == MONDAY + hours(25)
    assert isinstance(life.wait(until=MONDAY + hours(25))[0], ev.ClaimChecked)


def test_answer_without_a_claim_keeps_the_bot_quiet_for_a_while_only() -> None:
    life = Life()
    life.do(respond())
    story = life.wait(until=MONDAY + hours(6))
    assert [type(event) for event in story] == [ev.AnswerWentQuiet, ev.DoorKnocked]
    assert [event.at - MONDAY for event in story] == [hours(4), hours(6)]


def test_lowered_urgency_sets_off_no_knock() -> None:
    life = Life(Routing(department="billing", urgency=Urgency.HIGH))
    life.wait(until=MONDAY + hours(5))
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.LOW))
    assert life.share().due_at == MONDAY + hours(7)
    assert life.share().knocks == 0


def test_raised_urgency_knocks_at_once_where_its_first_step_is_past() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(1))
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.EMERGENCY))
    due = life.share().due_at
    assert due is not None
    assert due <= life.now
    [knock] = knocks(life.sleep(until=life.now))
    assert knock.tell == (Tell.SEAT, Tell.BACKUP, Tell.STRATEGIST)


def test_correction_under_the_same_policy_repeats_no_step() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(3))
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.LOW))
    assert life.share().due_at == MONDAY + hours(4)
    assert life.share().knocks == 1


def test_policy_with_nothing_to_do_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        replace(PATIENT, steps=())


def test_policy_that_nags_is_refused() -> None:
    with pytest.raises(ValueError, match="repeat faster"):
        replace(PATIENT, repeat_every=minutes(4))


@pytest.mark.parametrize("times", [(2, 1), (1, 1), (-1, 1)], ids=["backwards", "twice", "before the card"])
def test_policy_with_steps_out_of_order_is_refused(times: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="step"):
        replace(PATIENT, steps=tuple(Step(after=hours(time), tell=(Tell.SEAT,)) for time in times))


@st.composite
def policies(draw: st.DrawFn) -> EscalationPolicy:
    times = sorted(draw(st.sets(st.integers(0, 600), min_size=1, max_size=4)))
    pace = st.integers(5, 900).map(minutes)
    return EscalationPolicy(
        key="patient",
        steps=tuple(Step(after=minutes(time), tell=(Tell.SEAT,)) for time in times),
        repeat_every=draw(pace),
        check_after=draw(pace),
        release_after=draw(pace),
        ignores_working_hours=draw(st.booleans()),
    )


starts = st.integers(0, 14 * 24 * 60).map(lambda later: MONDAY + minutes(later))


@settings(max_examples=settings().max_examples // 4)
@given(
    policies(), starts, st.sampled_from(["billing", "safety", "front-desk"]), st.lists(st.integers(0, 2000), max_size=5)
)
def test_every_knock_keeps_hours_and_pace_however_often_the_bot_was_down(
    policy: EscalationPolicy, start: datetime, at: str, naps: list[int]
) -> None:
    life = Life(Routing(department=at), now=start, rulebook=replace(RULEBOOK, policies={"patient": policy}))
    for nap in naps:
        life.wait(until=life.now + hours(2))
        life.sleep(until=life.now + minutes(nap))
    rung = knocks(life.events)
    open_hours = hours_of(life.share(), life.rulebook)
    assert all(open_hours.is_open(event.at) for event in rung)
    assert all(later.at - earlier.at >= MINIMUM_PACE for earlier, later in pairwise(rung))
    assert [event.step for event in rung] == sorted(event.step for event in rung)
    assert life.share().status is AssignmentStatus.WAITING
    assert life.share().due_at is not None
    assert open_hours.is_open(life.share().due_at)
