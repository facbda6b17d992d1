"""Who may do what: each kind of person against each wish, and nothing allowed that nobody has thought of."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from bot.core import commands as cmd
from bot.core.classification import Urgency
from bot.core.refusal import RefusalReason
from bot.core.rights import NEEDS, Kind, Need, Standing, why_not
from bot.core.routing import Routing
from tests.core.example import MONDAY, Life, bring_in, hand_off

MEMBER = Standing(user="U1", member_of=frozenset({"billing"}))
LEAD = Standing(user="U1", member_of=frozenset({"billing"}), leads=frozenset({"billing"}))
ELSEWHERE = Standing(user="U1", member_of=frozenset({"food"}), leads=frozenset({"food"}))
STRATEGIST = Standing(user="U1", is_strategist=True)

NOBODYS_WISH = {cmd.Join, cmd.Remind, cmd.TakeIn, cmd.EraseWords, cmd.WithdrawReply, cmd.CancelPromise, cmd.RemindOfWhy}

WISHES: dict[type, cmd.Command] = {
    cmd.Claim: cmd.Claim(by="U1", assignment=1),
    cmd.Release: cmd.Release(by="U1", assignment=1),
    cmd.HandOff: cmd.HandOff(by="U1", assignment=1, to="food"),
    cmd.BringIn: cmd.BringIn(by="U1", assignment=1, department="food"),
    cmd.Escalate: cmd.Escalate(by="U1", assignment=1),
    cmd.ChangeUrgency: cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH),
    cmd.SetStage: cmd.SetStage(by="U1", stage="staying"),
    cmd.Snooze: cmd.Snooze(by="U1", assignment=1, until=MONDAY + timedelta(hours=1)),
    cmd.Resolve: cmd.Resolve(by="U1", assignment=1),
    cmd.Dismiss: cmd.Dismiss(by="U1"),
    cmd.Reopen: cmd.Reopen(by="U1"),
    cmd.AddNote: cmd.AddNote(by="U1", text="Hm"),
    cmd.AnswerWhy: cmd.AnswerWhy(by="U1", text="Hm"),
    cmd.AskWhy: cmd.AskWhy(by="U1", department="food"),
    cmd.AnswerAskedWhy: cmd.AnswerAskedWhy(by="U1", ask=1, text="Hm"),
    cmd.DeclineWhy: cmd.DeclineWhy(by="U1", ask=1),
    cmd.TakeWhyBack: cmd.TakeWhyBack(by="U1", ask=1),
    cmd.Respond: cmd.Respond(by="U1", assignment=1),
    cmd.EditReply: cmd.EditReply(by="U1", assignment=1, reply="C1/1.1", words="Hm", edited_at=MONDAY),
    cmd.Merge: cmd.Merge(by="U1", into=1002),
    cmd.Split: cmd.Split(by="U1", mention=7),
}


def reason(standing: Standing, wish: cmd.Command, life: Life | None = None) -> RefusalReason | None:
    refusal = why_not(standing, wish, (life or Life()).issue)
    return refusal.reason if refusal else None


def test_every_wish_of_people_is_in_this_table() -> None:
    assert set(NEEDS) == set(get_args(cmd.Command)) - NOBODYS_WISH
    assert set(WISHES) == set(NEEDS) - {cmd.Follow, cmd.Unfollow}


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
def test_people_of_the_channel_act_and_its_group_moves(kind: type) -> None:
    wish = WISHES[kind]
    needs_lead = NEEDS[kind] is Need.LEAD
    assert reason(MEMBER, wish) is (RefusalReason.NEEDS_LEAD if needs_lead else None)
    assert reason(LEAD, wish) is None
    assert reason(STRATEGIST, wish) is None
    assert reason(ELSEWHERE, wish) is (RefusalReason.NEEDS_LEAD if needs_lead else RefusalReason.NOT_A_MEMBER)


def test_whoever_is_of_the_company_may_follow() -> None:
    for wish in (cmd.Follow(by="U1"), cmd.Unfollow(by="U1")):
        assert reason(ELSEWHERE, wish) is None
        assert reason(replace(ELSEWHERE, kind=Kind.GUEST), wish) is RefusalReason.GUEST


def test_hand_off_dismissal_and_urgency_are_up_to_the_group() -> None:
    assert {kind for kind in WISHES if NEEDS[kind] is Need.LEAD} == {
        cmd.HandOff,
        cmd.Dismiss,
        cmd.ChangeUrgency,
        cmd.Merge,
    }


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (Kind.GUEST, RefusalReason.GUEST),
        (Kind.OUTSIDER, RefusalReason.GUEST),
        (Kind.GONE, RefusalReason.NOT_ALLOWED),
        (Kind.BOT, RefusalReason.NOT_ALLOWED),
        (Kind.UNKNOWN, RefusalReason.STANDING_UNKNOWN),
    ],
)
def test_whoever_is_no_colleague_may_nothing_whatever_channel_they_sit_in(kind: Kind, why: RefusalReason) -> None:
    for wish in WISHES.values():
        assert reason(replace(LEAD, kind=kind, is_strategist=True), wish) is why


def test_the_bots_own_commands_are_nobodys_wishes() -> None:
    assert reason(LEAD, cmd.Remind(by="U1", assignment=1)) is RefusalReason.NOT_A_MEMBER
    assert reason(LEAD, cmd.Join(by="U1", mention=8)) is RefusalReason.NOT_A_MEMBER


def test_ones_own_claim_is_given_back_by_oneself_and_somebody_elses_by_the_group() -> None:
    life = Life()
    life.do(cmd.Claim(by="U2", assignment=1))
    assert reason(MEMBER, WISHES[cmd.Release], life) is RefusalReason.NEEDS_LEAD
    assert reason(replace(MEMBER, user="U2"), cmd.Release(by="U2", assignment=1), life) is None
    assert reason(LEAD, WISHES[cmd.Release], life) is None


def test_a_share_is_its_own_departments_and_the_whole_issue_is_everybodys_who_has_one() -> None:
    life = Life(Routing(department="billing"))
    life.do(bring_in("food", question="Was breakfast served?"))
    assert reason(ELSEWHERE, cmd.Claim(by="U1", assignment=1), life) is RefusalReason.NOT_A_MEMBER
    assert reason(ELSEWHERE, cmd.Claim(by="U1", assignment=2), life) is None
    assert reason(ELSEWHERE, cmd.AddNote(by="U1", text="Yes"), life) is None


def test_whoever_has_handed_it_off_has_no_say_in_the_whole_any_more() -> None:
    life = Life(Routing(department="billing"))
    life.do(hand_off("food"))
    assert reason(LEAD, cmd.Dismiss(by="U1"), life) is RefusalReason.NEEDS_LEAD
    assert reason(ELSEWHERE, cmd.Dismiss(by="U1"), life) is None


def test_what_slack_did_not_say_in_time_is_not_taken_for_a_no() -> None:
    unsure = Standing(user="U1", unsure_of=frozenset({"billing"}))
    assert reason(unsure, WISHES[cmd.Claim]) is RefusalReason.STANDING_UNKNOWN
    assert reason(replace(unsure, unsure_of=frozenset({"food"})), WISHES[cmd.Claim]) is RefusalReason.NOT_A_MEMBER


def test_a_refusal_names_the_department_that_could_say_yes() -> None:
    refusal = why_not(ELSEWHERE, WISHES[cmd.Claim], Life().issue)
    assert refusal is not None
    assert (refusal.issue, refusal.what) == (1001, "billing")


def test_a_wish_is_refused_by_its_kind_before_a_modal_opens() -> None:
    refusal = why_not(MEMBER, cmd.HandOff, Life().issue, share=1)
    assert refusal is not None
    assert refusal.reason is RefusalReason.NEEDS_LEAD
    assert why_not(LEAD, cmd.HandOff, Life().issue, share=1) is None


def test_a_why_is_answered_by_those_who_were_asked_and_taken_back_by_those_who_have_the_issue() -> None:
    life = Life()
    life.do(cmd.Resolve(by="U1", assignment=1, cause="Late rota"))
    life.do(cmd.AskWhy(by="U1", department="food"))
    for wish in (WISHES[cmd.AnswerAskedWhy], WISHES[cmd.DeclineWhy]):
        assert reason(ELSEWHERE, wish, life) is None
        assert reason(MEMBER, wish, life) is RefusalReason.NOT_A_MEMBER
    assert reason(MEMBER, WISHES[cmd.TakeWhyBack], life) is None
    assert reason(ELSEWHERE, WISHES[cmd.TakeWhyBack], life) is RefusalReason.NOT_A_MEMBER
