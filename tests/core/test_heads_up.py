"""The heads-up before a target is missed: once, in working time, where nobody was heard or knocked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.department import Department
from bot.core.escalation import EscalationPolicy, Step, Tell
from bot.core.issue import AssignmentStatus
from bot.core.knocking import is_moot, personal_knocks
from bot.core.notices import PostReminder
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.schedule import QUIET_AROUND, hours_of
from bot.core.telling import is_pointless, still_waits
from tests.core.example import (
    ANSWER_WITHIN,
    BRISK,
    KEYS,
    MONDAY,
    NIGHT_SHIFT,
    OFFICE_DAY,
    PATIENT,
    RULEBOOK,
    Life,
    claim,
    hours,
    minutes,
    respond,
    snooze,
)

QUIET = replace(PATIENT, steps=(Step(after=hours(20), tell=(Tell.SEAT,)),))
"""A policy under which nothing but the heads-up comes before any target of the example."""


def living(policy: EscalationPolicy = QUIET, *, now: datetime = MONDAY, urgency: Urgency = Urgency.NORMAL) -> Life:
    book = replace(RULEBOOK, policies={**RULEBOOK.policies, "patient": policy})
    return Life(Routing(department="billing", urgency=urgency), now=now, rulebook=book)


def heads_ups(life: Life, until: datetime) -> list[datetime]:
    life.wait(until=until)
    return [event.at for event in life.events if isinstance(event, ev.TargetNeared)]


class TestWhen:
    def test_it_comes_an_hour_before_a_target_of_a_day(self) -> None:
        assert heads_ups(living(), MONDAY + timedelta(days=3)) == [MONDAY + hours(7)]

    def test_it_comes_when_a_quarter_of_a_short_target_is_left(self) -> None:
        life = living(urgency=Urgency.NORMAL)
        short = replace(life.rulebook.door("billing"), answer_within={**ANSWER_WITHIN, Urgency.NORMAL: minutes(40)})
        life = Life(Routing(department="billing"), rulebook=with_door(life.rulebook, short))
        assert heads_ups(life, MONDAY + hours(5)) == [MONDAY + minutes(30)]

    def test_policy_may_say_how_long_before(self) -> None:
        assert heads_ups(living(replace(QUIET, heads_up=hours(3))), MONDAY + hours(8)) == [MONDAY + hours(5)]

    @pytest.mark.parametrize("never", [hours(0), hours(8), hours(9)])
    def test_it_never_comes_where_it_is_turned_off_or_longer_than_the_target(self, never: timedelta) -> None:
        assert heads_ups(living(replace(QUIET, heads_up=never)), MONDAY + hours(30)) == []

    def test_it_counts_working_time_over_a_weekend(self) -> None:
        friday_three = MONDAY + timedelta(days=4, hours=6)
        assert heads_ups(living(now=friday_three), MONDAY + timedelta(days=9)) == [MONDAY + timedelta(days=7, hours=5)]

    @pytest.mark.parametrize(
        ("evening", "morning"),
        [
            # London's clocks go forward on 29 March 2026 and back on 25 October 2026, both on a Sunday night.
            (datetime(2026, 3, 27, 16, tzinfo=UTC), datetime(2026, 3, 30, 14, tzinfo=UTC)),
            (datetime(2026, 10, 23, 15, tzinfo=UTC), datetime(2026, 10, 26, 15, tzinfo=UTC)),
        ],
    )
    def test_it_comes_by_the_wall_clock_after_the_clocks_change(self, evening: datetime, morning: datetime) -> None:
        # At four in the evening seven of eight hours are left, so it is three in the afternoon.
        assert heads_ups(living(now=evening), evening + timedelta(days=5)) == [morning]

    @pytest.mark.parametrize(
        ("night", "evening"),
        [
            # The shift ends at six and begins at 22:00. In spring there are five hours from midnight to six.
            (datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC)),
            # In autumn there are seven of them, and half an hour of those is over.
            (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 22, 30, tzinfo=UTC)),
        ],
    )
    def test_night_shift_hears_of_it_in_the_hours_it_works_when_the_clocks_change(
        self, night: datetime, evening: datetime
    ) -> None:
        book = living().rulebook
        door = replace(book.door("billing"), hours=NIGHT_SHIFT)
        life = Life(Routing(department="billing"), now=night, rulebook=with_door(book, door))
        assert heads_ups(life, night + timedelta(days=3)) == [evening]

    def test_bot_that_was_down_when_it_was_due_says_it_in_the_morning(self) -> None:
        life = living(now=MONDAY + minutes(30))
        assert life.sleep(until=MONDAY + hours(10)) == []
        [event] = life.sleep(until=MONDAY + hours(24))
        assert isinstance(event, ev.TargetNeared)


class TestWhoNeedsNone:
    @pytest.mark.parametrize(
        "answer", [respond(), claim(), snooze(MONDAY + hours(3))], ids=["reply", "claim", "snooze"]
    )
    def test_answered_door_gets_none(self, answer: cmd.Command) -> None:
        life = living()
        life.do(answer)
        assert heads_ups(life, MONDAY + hours(8)) == []

    def test_knock_just_before_says_it_all(self) -> None:
        knocks_at = replace(QUIET, steps=(Step(after=hours(6.5), tell=(Tell.SEAT,)),))
        assert heads_ups(living(knocks_at), MONDAY + hours(8)) == []

    def test_knock_just_after_says_it_all(self) -> None:
        knocks_at = replace(QUIET, steps=(Step(after=hours(7.5), tell=(Tell.SEAT,)),))
        assert heads_ups(living(knocks_at), MONDAY + timedelta(days=1)) == []

    def test_knock_of_an_hour_before_does_not(self) -> None:
        knocks_at = replace(QUIET, steps=(Step(after=hours(6), tell=(Tell.SEAT,)),))
        assert heads_ups(living(knocks_at), MONDAY + hours(8)) == [MONDAY + hours(7)]

    def test_knock_that_comes_when_the_target_is_missed_is_no_heads_up(self) -> None:
        knocks_at = replace(QUIET, steps=(Step(after=hours(8), tell=(Tell.SEAT,)),))
        assert heads_ups(living(knocks_at), MONDAY + hours(8)) == [MONDAY + hours(7)]

    def test_emergency_that_is_knocked_for_every_few_minutes_gets_none(self) -> None:
        life = Life(Routing(department="billing", urgency=Urgency.EMERGENCY))
        assert heads_ups(life, MONDAY + hours(2)) == []


class TestWhatItChanges:
    def neared(self) -> tuple[Life, ev.TargetNeared]:
        life = living()
        life.wait(until=MONDAY + hours(7))
        [event] = [each for each in life.events if isinstance(each, ev.TargetNeared)]
        return life, event

    def test_it_is_no_knock_and_moves_no_step(self) -> None:
        life, _ = self.neared()
        share = life.share()
        assert (share.status, share.knocks, share.next_step) == (AssignmentStatus.WAITING, 0, 0)
        assert share.due_at == MONDAY + timedelta(days=2, hours=4)

    def test_it_is_for_the_seat_alone(self) -> None:
        life, event = self.neared()
        [knock] = personal_knocks(life.issue, [event])
        assert (knock.whom, knock.is_urgent) == (Tell.SEAT, False)
        assert not any(isinstance(each, PostReminder) for each in life.notices)

    def test_answer_overtakes_it(self) -> None:
        life, event = self.neared()
        assert still_waits(event, life.issue)
        life.do(respond())
        assert not still_waits(event, life.issue)
        assert is_pointless(
            PostReminder(issue=1001, assignment=1, channel="#billing", number=3, event=event), life.issue
        )

    def test_it_is_dropped_where_it_could_only_be_said_after_the_target(self) -> None:
        life, event = self.neared()
        [knock] = personal_knocks(life.issue, [event])
        assert not is_moot(knock, life.issue, now=MONDAY + hours(7.9))
        assert is_moot(knock, life.issue, now=MONDAY + hours(8))

    def test_later_target_has_a_heads_up_of_its_own(self) -> None:
        life, event = self.neared()
        life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.LOW))
        assert not still_waits(event, life.issue)
        assert heads_ups(life, MONDAY + timedelta(days=2)) == [MONDAY + hours(7), MONDAY + timedelta(days=1, hours=7)]

    def test_reopened_issue_has_a_heads_up_of_its_own(self) -> None:
        life, _ = self.neared()
        life.do(cmd.Resolve(by="U1", assignment=1))
        life.do(cmd.Reopen(by="U1"))
        assert len(heads_ups(life, MONDAY + timedelta(days=2))) == 2


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 340 * 24 * 60).map(lambda each: datetime(2026, 1, 1, tzinfo=UTC) + minutes(each)),
    urgency=st.sampled_from(Urgency),
    key=st.sampled_from(KEYS),
    policy=st.sampled_from([PATIENT, BRISK, QUIET]),
    before=st.sampled_from([None, minutes(5), hours(2)]),
)
def test_heads_up_is_given_once_before_the_target_in_working_time_and_far_from_any_knock(
    start: datetime, urgency: Urgency, key: str, policy: EscalationPolicy, before: timedelta | None
) -> None:
    chosen = replace(policy, key="patient", heads_up=before)
    book = replace(RULEBOOK, policies={**RULEBOOK.policies, "patient": chosen})
    life = Life(Routing(department=key, urgency=urgency), now=start, rulebook=book)
    given = heads_ups(life, life.share().door.answer_by + hours(1))
    knocked = [event.at for event in life.events if isinstance(event, ev.DoorKnocked)]
    share = life.share()
    assert len(given) <= 1
    for at in given:
        assert at < share.door.answer_by
        assert hours_of(share, book).is_open(at)
        assert not any(at - QUIET_AROUND < each < min(at + QUIET_AROUND, share.door.answer_by) for each in knocked)


def with_door(book: Rulebook, door: Department) -> Rulebook:
    return replace(book, departments=tuple(door if each.key == door.key else each for each in book.departments))


def test_example_day_is_as_long_as_the_targets_above_assume() -> None:
    [window] = OFFICE_DAY
    assert (window.closes - window.opens, ANSWER_WITHIN[Urgency.NORMAL]) == (8 * 60, hours(8))
