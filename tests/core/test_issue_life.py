"""The life of an issue, told as promises to the people who act on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.department import TRIAGE
from bot.core.evolve import fold
from bot.core.issue import AssignmentStatus, IssueStatus, Role
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Routing
from tests.core.example import (
    AT_ONCE,
    BRISK,
    MONDAY,
    PATIENT,
    RULEBOOK,
    Life,
    bring_in,
    claim,
    hand_off,
    hours,
    minutes,
    resolve,
    respond,
    snooze,
    without,
)


def refused(decision: object, reason: RefusalReason, *, who: str = "", what: str = "") -> bool:
    return decision == Refusal(reason=reason, issue=1001, who=who, what=what)


def test_first_department_owns_and_the_others_are_brought_in() -> None:
    life = Life(Routing(department="safety", also=("food", "billing", "safety")))
    assert [(share.department, share.role) for share in life.issue.assignments] == [
        ("safety", Role.OWNER),
        ("food", Role.BROUGHT_IN),
        ("billing", Role.BROUGHT_IN),
    ]


def test_departments_that_an_edit_removed_mean_triage_once() -> None:
    life = Life(Routing(department="gone", also=("gone-too", TRIAGE, "food")))
    assert [share.department for share in life.issue.assignments] == [TRIAGE, "food"]


def test_first_claim_wins_and_the_second_person_is_told_who_has_it() -> None:
    life = Life()
    life.do(claim("U1"))
    assert refused(life.do(claim("U2")), RefusalReason.CLAIMED_BY_ANOTHER, who="U1")
    assert life.share().claimed_by == "U1"


def test_claiming_twice_does_nothing_the_second_time() -> None:
    life = Life()
    life.do(claim())
    assert life.do(claim()) == ()


def test_released_claim_lets_the_door_wait_anew() -> None:
    life = Life()
    life.do(claim())
    life.wait(until=MONDAY + hours(1))
    life.do(cmd.Release(by="U1", assignment=1))
    assert life.share().due_at == MONDAY + hours(3)
    assert refused(life.do(cmd.Release(by="U2", assignment=1)), RefusalReason.NOT_CLAIMED)


def test_two_clicks_on_the_same_length_are_one_snooze() -> None:
    life = Life()
    assert life.do(snooze(MONDAY + hours(3)))
    assert life.do(snooze(MONDAY + hours(3) + timedelta(seconds=1))) == ()
    assert life.do(snooze(MONDAY + hours(4)))


def test_snooze_of_a_claimed_door_is_the_claimants_alone() -> None:
    life = Life()
    life.do(claim("U1"))
    assert refused(life.do(snooze(MONDAY + hours(3), by="U2")), RefusalReason.CLAIMED_BY_ANOTHER, who="U1")


def test_door_snoozed_by_its_claimant_cannot_be_claimed_by_another() -> None:
    life = Life()
    life.do(claim("U1"))
    life.do(snooze(MONDAY + hours(3), by="U1"))
    assert refused(life.do(claim("U2")), RefusalReason.CLAIMED_BY_ANOTHER, who="U1")
    life.do(claim("U1"))
    assert life.share().status is AssignmentStatus.CLAIMED
    assert life.share().snoozed_until is None


def test_claimed_door_is_claimed_again_when_its_snooze_ends() -> None:
    life = Life()
    life.do(claim())
    life.do(snooze(MONDAY + hours(3)))
    life.wait(until=MONDAY + hours(3))
    assert life.share().status is AssignmentStatus.CLAIMED
    assert life.share().claimed_by == "U1"
    assert life.share().due_at == MONDAY + hours(7)


def test_unclaimed_door_waits_anew_when_its_snooze_ends() -> None:
    life = Life()
    life.do(snooze(MONDAY + hours(3)))
    life.wait(until=MONDAY + hours(3))
    assert life.share().status is AssignmentStatus.WAITING
    assert life.share().due_at == MONDAY + hours(5)


def test_snooze_into_the_past_is_refused() -> None:
    assert refused(Life().do(snooze(MONDAY)), RefusalReason.TIME_IS_PAST)


def test_reply_during_a_snooze_does_not_end_it() -> None:
    life = Life()
    life.do(snooze(MONDAY + hours(3)))
    life.do(respond())
    assert life.share().status is AssignmentStatus.SNOOZED


def test_hand_off_keeps_the_issues_clock_and_starts_the_departments_own() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(1))
    life.do(hand_off("digital"))
    assert life.issue.opened_at == MONDAY
    assert life.issue.owner.department == "digital"
    assert life.issue.owner.assigned_at == MONDAY + hours(1)
    assert life.share(1).handed_to == 2


def test_hand_off_of_a_question_takes_the_question_along() -> None:
    life = Life()
    life.do(bring_in("food", question="Was it the fish?"))
    life.do(hand_off("safety", assignment=2))
    assert life.share(3).question == "Was it the fish?"
    assert life.share(3).role is Role.BROUGHT_IN
    assert life.issue.owner.number == 1


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("billing", RefusalReason.ALREADY_THERE),
        ("nobody", RefusalReason.NO_SUCH_DEPARTMENT),
    ],
)
def test_hand_off_that_leads_nowhere_is_refused(to: str, reason: RefusalReason) -> None:
    assert refused(Life().do(hand_off(to)), reason, what=to)


def test_department_that_was_brought_in_can_be_handed_the_whole_issue() -> None:
    life = Life()
    life.do(bring_in("food", question="Was it the fish?"))
    life.do(claim("U2", assignment=2))
    life.do(hand_off("food"))
    assert len(life.issue.assignments) == 2
    assert life.issue.owner.department == "food"
    assert life.issue.owner.claimed_by == "U2"
    assert life.share(1).status is AssignmentStatus.HANDED_OFF
    life.do(resolve("U2", assignment=2))
    assert life.issue.status is IssueStatus.RESOLVED


def test_department_that_is_handed_the_whole_issue_does_not_sleep_on() -> None:
    life = Life()
    life.do(bring_in("food"))
    life.do(snooze(MONDAY + hours(90), assignment=2))
    life.do(hand_off("food"))
    assert life.share(2).status is AssignmentStatus.WAITING


def test_owner_stays_one_through_a_bounce_to_an_older_share() -> None:
    life = Life(Routing(department="billing", also=("food",)))
    life.do(hand_off("digital", assignment=1))
    life.do(hand_off("food", assignment=3))
    assert life.issue.owner.number == 2
    life.do(hand_off("billing", assignment=2))
    assert life.issue.owner.number == 4
    assert life.issue.owner.department == "billing"


def test_department_that_was_brought_in_cannot_push_its_share_onto_the_owner() -> None:
    life = Life()
    life.do(bring_in("food"))
    assert refused(life.do(hand_off("billing", assignment=2)), RefusalReason.ALREADY_THERE, what="billing")


def test_bringing_in_is_an_answer_and_happens_once() -> None:
    life = Life()
    life.do(bring_in("food"))
    assert life.share(1).status is AssignmentStatus.ANSWERED
    assert refused(life.do(bring_in("food")), RefusalReason.ALREADY_THERE, what="food")


def test_department_brought_in_before_can_be_asked_again_after_it_is_done() -> None:
    life = Life()
    life.do(bring_in("food"))
    life.do(resolve(assignment=2))
    life.do(bring_in("food", question="And the next day?"))
    assert life.share(3).status is AssignmentStatus.WAITING


def test_resolution_of_a_department_brought_in_leaves_the_issue_to_its_owner() -> None:
    life = Life()
    life.do(bring_in("food"))
    life.do(hand_off("digital", assignment=1))
    life.do(resolve("U2", assignment=2))
    assert life.issue.is_open
    assert life.issue.owner.department == "digital"
    assert life.share(2).status is AssignmentStatus.RESOLVED


def test_owners_resolution_ends_every_share() -> None:
    life = Life(Routing(department="safety", also=("food", "billing")))
    life.do(resolve("U9"))
    assert {share.status for share in life.issue.assignments} == {AssignmentStatus.RESOLVED}
    assert {share.due_at for share in life.issue.assignments} == {None}
    assert (life.issue.status, life.issue.closed_by, life.issue.closed_at) == (IssueStatus.RESOLVED, "U9", MONDAY)


def test_former_owner_cannot_resolve_what_it_handed_off() -> None:
    life = Life()
    life.do(hand_off("digital"))
    assert refused(life.do(resolve()), RefusalReason.ASSIGNMENT_CLOSED, what="billing")


@pytest.mark.parametrize(
    "command",
    [
        claim(),
        hand_off("food"),
        bring_in("food"),
        resolve("U2"),
        snooze(MONDAY + hours(5)),
        cmd.Release(by="U1", assignment=1),
        cmd.Escalate(by="U1", assignment=1),
        cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH),
        cmd.Dismiss(by="U1"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_closed_issue_refuses_and_says_who_closed_it(command: cmd.Command) -> None:
    life = Life()
    life.do(resolve("U9"))
    assert refused(life.do(command), RefusalReason.ISSUE_CLOSED, who="U9")


def test_late_tick_and_late_reply_on_a_closed_issue_are_nobodys_mistake() -> None:
    life = Life()
    life.do(resolve())
    assert life.do(cmd.Remind(by=cmd.DOORKNOCK, assignment=1)) == ()
    assert life.do(respond()) == ()


def test_reopened_issue_asks_its_owner_anew() -> None:
    life = Life()
    life.do(claim())
    life.do(resolve())
    life.wait(until=MONDAY + hours(3))
    life.do(cmd.Reopen(by="U2", why="It is wrong again"))
    owner = life.issue.owner
    assert owner.status is AssignmentStatus.WAITING
    assert owner.first_response_at is None
    assert owner.claimed_by == ""
    assert owner.door.answer_by == MONDAY + timedelta(days=1) + hours(3)
    assert owner.due_at == MONDAY + hours(5)
    assert life.issue.opened_at == MONDAY
    assert refused(life.do(cmd.Reopen(by="U3")), RefusalReason.ISSUE_OPEN)


def test_dismissed_issue_can_be_reopened() -> None:
    life = Life(Routing(department="billing", also=("food",)))
    life.do(cmd.Dismiss(by="U1", why="spam"))
    life.do(cmd.Reopen(by="U1"))
    assert [share.status for share in life.issue.assignments] == [
        AssignmentStatus.WAITING,
        AssignmentStatus.DISMISSED,
    ]
    assert life.issue.outcome == ""


def test_issue_of_a_department_that_is_no_more_is_reopened_at_triage() -> None:
    life = Life()
    life.do(resolve())
    life.rulebook = without("billing")
    life.do(cmd.Reopen(by="U2"))
    assert life.issue.owner.department == TRIAGE
    assert life.issue.owner.door.channel == "#triage"
    assert life.share(1).status is AssignmentStatus.HANDED_OFF
    assert life.share(1).first_response_at is None, "what the bot passes on by itself is no answer"
    assert life.issue.is_open


def test_card_stays_in_the_channel_it_was_posted_in_when_the_rulebook_moves() -> None:
    life = Life()
    moved = tuple(replace(each, channel="#elsewhere") for each in RULEBOOK.departments)
    life.rulebook = replace(RULEBOOK, departments=moved)
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH))
    assert life.share().door.channel == "#billing"
    life.do(resolve())
    life.do(cmd.Reopen(by="U1"))
    assert life.share().door.channel == "#billing"
    life.do(hand_off("food"))
    assert life.share(2).door.channel == "#elsewhere"


def test_corrected_urgency_brings_new_terms_that_count_from_the_beginning() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(1))
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH))
    assert life.share().door.policy == BRISK
    assert life.share().door.answer_by == MONDAY + hours(2)
    assert life.do(cmd.ChangeUrgency(by="U2", urgency=Urgency.HIGH)) == ()


def test_raised_urgency_ends_a_snooze_and_a_lowered_one_does_not() -> None:
    life = Life()
    life.do(snooze(MONDAY + hours(50)))
    life.do(cmd.ChangeUrgency(by="U2", urgency=Urgency.LOW))
    assert life.share().status is AssignmentStatus.SNOOZED
    life.do(cmd.ChangeUrgency(by="U2", urgency=Urgency.EMERGENCY))
    assert life.share().status is AssignmentStatus.WAITING


def test_policy_that_a_rule_named_goes_along_with_a_hand_off() -> None:
    life = Life(Routing(department="billing", policy="at-once"))
    life.do(hand_off("food"))
    life.do(bring_in("digital", assignment=2))
    assert {share.door.policy for share in life.issue.assignments} == {AT_ONCE}


def test_escalation_never_slows_down_a_policy_that_a_rule_named() -> None:
    life = Life(Routing(department="billing", policy="at-once"))
    life.do(cmd.Escalate(by="U1", assignment=1))
    assert life.issue.urgency is Urgency.HIGH
    assert life.share().door.policy == AT_ONCE


def test_lowered_urgency_outranks_the_policy_that_a_rule_named() -> None:
    life = Life(Routing(department="billing", urgency=Urgency.HIGH, policy="at-once"))
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.NORMAL))
    assert life.share().door.policy == PATIENT
    life.do(hand_off("food"))
    assert life.share(2).door.policy == PATIENT


def test_escalation_wakes_a_snoozed_door_and_raises_the_urgency() -> None:
    life = Life()
    life.do(snooze(MONDAY + hours(50)))
    life.do(cmd.Escalate(by="U1", assignment=1, why="The press is calling"))
    assert life.issue.urgency is Urgency.HIGH
    assert life.share().status is AssignmentStatus.WAITING


def test_emergency_that_is_escalated_stays_one_and_wakes_the_door_alone_that_asked() -> None:
    life = Life(Routing(department="safety", also=("food",), urgency=Urgency.EMERGENCY))
    life.do(snooze(MONDAY + hours(50)))
    life.do(snooze(MONDAY + hours(50), assignment=2))
    life.do(cmd.Escalate(by="U1", assignment=1))
    assert life.issue.urgency is Urgency.EMERGENCY
    assert [share.status for share in life.issue.assignments] == [AssignmentStatus.WAITING, AssignmentStatus.SNOOZED]


def test_double_click_on_escalate_tells_people_once() -> None:
    life = Life()
    life.do(cmd.Escalate(by="U1", assignment=1))
    assert life.do(cmd.Escalate(by="U2", assignment=1)) == ()
    life.wait(until=MONDAY + minutes(6))
    assert life.do(cmd.Escalate(by="U2", assignment=1)) != ()


def test_first_response_is_kept_through_all_later_ones() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(1))
    life.do(respond())
    life.wait(until=MONDAY + hours(2))
    life.do(claim())
    assert life.share().first_response_at == MONDAY + hours(1)
    assert life.share().last_activity_at == MONDAY + hours(2)


def test_joined_mentions_add_up_and_the_first_one_counts_once() -> None:
    life = Life()
    life.do(cmd.Join(by=cmd.DOORKNOCK, mention=8, reach=500))
    assert (life.issue.mentions, life.issue.reach) == (2, 500)
    assert life.do(cmd.Join(by=cmd.DOORKNOCK, mention=7, reach=500)) == ()


def test_empty_note_is_refused() -> None:
    assert refused(Life().do(cmd.AddNote(by="U1", text="  ")), RefusalReason.NOTHING_TO_SAY)


def test_share_that_never_was_is_refused() -> None:
    assert refused(Life().do(claim(assignment=5)), RefusalReason.NO_SUCH_ASSIGNMENT, what="5")


def test_story_that_does_not_begin_at_the_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with IssueOpened"):
        fold([ev.NoteAdded(at=MONDAY, by="U1", text="hello")])
