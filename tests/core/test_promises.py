"""Promises in an issue's life: quiet until the promised time, then one reminder to whoever promised, then as ever."""

from datetime import datetime

import pytest

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.asks import tell
from bot.core.classification import Urgency
from bot.core.clocks import SetClock
from bot.core.issue import AssignmentStatus
from bot.core.notices import Notice, PostReminder
from bot.core.routing import Routing
from bot.core.telling import is_pointless
from tests.core.example import MONDAY, Life, bring_in, claim, hand_off, hours, minutes, resolve, snooze

AT_THREE = MONDAY + hours(6)


def promise(
    reply: str = "C1/1", *, until: datetime = AT_THREE, by: str = "U0PRIYA", assignment: int = 1
) -> cmd.Respond:
    words = "I'll get back by 3 pm"
    return cmd.Respond(by=by, assignment=1, reply=reply, words=words, until=until)


def say(reply: str, *, by: str = "U0PRIYA") -> cmd.Respond:
    return cmd.Respond(by=by, assignment=1, reply=reply, words="Here is the receipt")


def edit(reply: str = "C1/1", *, until: datetime | None = None) -> cmd.EditReply:
    return cmd.EditReply(by="U0PRIYA", assignment=1, reply=reply, words="Hm", edited_at=MONDAY, until=until)


def cancel(reply: str = "C1/1", *, by: str = "U0PRIYA") -> cmd.CancelPromise:
    return cmd.CancelPromise(by=by, assignment=1, reply=reply)


def withdraw(reply: str = "C1/1") -> cmd.WithdrawReply:
    return cmd.WithdrawReply(by="U0PRIYA", assignment=1, reply=reply)


def clocks(life: Life) -> list[tuple[str, bool]]:
    """The clocks as they were put on and taken off."""
    return [(each.reply, each.is_on) for each in life.notices if isinstance(each, SetClock)]


def reminders(life: Life) -> list[PostReminder]:
    return [each for each in life.notices if isinstance(each, PostReminder) and isinstance(each.event, ev.PromiseDue)]


def names(life: Life) -> list[str]:
    return [type(event).__name__ for event in life.events]


@pytest.fixture
def promised() -> Life:
    life = Life()
    life.do(promise())
    return life


def test_a_promise_is_an_answer_and_keeps_the_door_quiet_until_then(promised: Life) -> None:
    share = promised.share()
    assert share.status is AssignmentStatus.ANSWERED
    assert share.first_response_at == MONDAY
    assert share.due_at == AT_THREE
    assert clocks(promised) == [("C1/1", True)]
    promised.wait(until=AT_THREE - minutes(1))
    assert "DoorKnocked" not in names(promised)


def test_when_its_time_comes_whoever_promised_is_reminded_once(promised: Life) -> None:
    promised.wait(until=AT_THREE)
    [reminder] = reminders(promised)
    assert reminder.channel == "U0PRIYA"
    assert clocks(promised) == [("C1/1", True), ("C1/1", False)]
    assert not is_pointless(reminder, promised.issue)


def test_after_the_reminder_the_policy_goes_on_from_its_beginning(promised: Life) -> None:
    promised.wait(until=AT_THREE)
    share = promised.share()
    assert share.status is AssignmentStatus.WAITING
    assert (share.clock_from, share.knocks) == (AT_THREE, 0)
    next_morning = MONDAY + hours(24)
    assert share.due_at == next_morning, "the first step comes after two working hours, and the day is over by then"
    promised.wait(until=next_morning)
    assert names(promised).count("PromiseDue") == 1
    assert names(promised)[-1] == "DoorKnocked"


def test_in_an_emergency_a_promise_counts_for_as_long_as_a_claim_may_rest() -> None:
    life = Life(routing=Routing(department="billing", urgency=Urgency.EMERGENCY))
    policy = life.share().door.policy
    longest = policy.check_after + policy.release_after
    life.do(promise("C1/1", until=MONDAY + longest + minutes(1)))
    assert names(life)[-1] == "Responded"
    assert clocks(life) == []
    life.do(promise("C1/2", until=MONDAY + longest))
    assert names(life)[-1] == "AnswerPromised"
    # Put off by an edit, it is none any more.
    life.do(edit("C1/2", until=AT_THREE))
    assert life.share().promise is None
    assert clocks(life) == [("C1/2", True), ("C1/2", False)]


def test_target_and_first_response_are_nobodys_to_move(promised: Life) -> None:
    promised.wait(until=AT_THREE + hours(2))
    assert promised.share().door.answer_by == Life().share().door.answer_by
    assert promised.share().first_response_at == MONDAY


def test_a_promise_of_the_weekend_is_reminded_of_at_the_time_that_was_named() -> None:
    life, saturday = Life(), MONDAY + hours(5 * 24 + 12)
    life.do(promise(until=saturday))
    life.wait(until=saturday)
    assert len(reminders(life)) == 1
    assert life.share().due_at == MONDAY + hours(7 * 24 + 2), "the policy waits for the door to open"


def test_a_promise_that_was_kept_reminds_nobody(promised: Life) -> None:
    promised.now += hours(5)
    promised.do(say("C1/2"))
    said_at = promised.now
    promised.wait(until=AT_THREE)
    assert reminders(promised) == []
    assert clocks(promised)[-1] == ("C1/1", False)
    assert promised.share().status is AssignmentStatus.ANSWERED
    assert promised.share().due_at == said_at + hours(20), "four working hours after the last word, as ever"


def test_what_a_colleague_says_keeps_nobody_elses_promise(promised: Life) -> None:
    promised.now += minutes(1)
    promised.do(say("C1/2", by="U0OMAR"))
    promised.wait(until=AT_THREE)
    [reminder] = reminders(promised)
    assert reminder.channel == "U0PRIYA"
    assert promised.share().status is AssignmentStatus.ANSWERED, "the department was heard"
    assert promised.share().due_at == AT_THREE + hours(20), "four working hours after the reminder"
    assert not is_pointless(reminder, promised.issue)


def test_whoever_has_claimed_it_keeps_it_when_the_time_comes() -> None:
    life = Life()
    life.do(claim("U0PRIYA"))
    life.do(promise())
    assert life.share().status is AssignmentStatus.CLAIMED
    life.wait(until=AT_THREE)
    assert len(reminders(life)) == 1
    assert life.share().status is AssignmentStatus.CLAIMED
    assert life.share().due_at == AT_THREE + hours(20), "then the claim is asked about, as claims are"


def test_claiming_keeps_ones_own_promise_and_ends_somebody_elses(promised: Life) -> None:
    promised.do(claim("U0PRIYA"))
    assert promised.share().promise is not None
    promised.do(cmd.Release(by="U0PRIYA", assignment=1))
    promised.do(promise("C1/2", by="U0OMAR"))
    promised.do(claim("U0PRIYA"))
    assert promised.share().promise is None


def test_it_is_cancelled_by_whoever_promised_and_nobody_else(promised: Life) -> None:
    assert promised.do(cancel(by="U0OMAR")) == ()
    assert promised.do(cancel("C1/9")) == ()
    promised.now += hours(1)
    promised.do(cancel())
    assert promised.share().promise is None
    assert clocks(promised)[-1] == ("C1/1", False)
    assert promised.share().status is AssignmentStatus.ANSWERED, "the words stand"
    assert promised.share().due_at == promised.now + hours(4)
    assert promised.do(cancel()) == ()


def test_an_edit_moves_it_drops_it_or_makes_it(promised: Life) -> None:
    promised.do(edit(until=AT_THREE + hours(1)))
    assert promised.share().due_at == AT_THREE + hours(1)
    assert clocks(promised) == [("C1/1", True)], "the clock stands where it stood"
    promised.do(edit())
    assert promised.share().promise is None
    promised.do(edit(until=AT_THREE))
    assert promised.share().due_at == AT_THREE
    assert [is_on for _, is_on in clocks(promised)] == [True, False, True]


def test_mending_the_words_of_a_cancelled_promise_does_not_bring_it_back(promised: Life) -> None:
    promised.do(cancel())
    assert promised.do(edit(until=AT_THREE)) == ()
    promised.do(edit(until=AT_THREE + hours(1)))
    assert promised.share().due_at == AT_THREE + hours(1), "another time is another promise"


def test_of_two_promises_the_newer_one_stands_whatever_becomes_of_the_older_words(promised: Life) -> None:
    promised.now += minutes(5)
    promised.do(promise("C1/2", until=AT_THREE + hours(1)))
    assert clocks(promised)[1:] == [("C1/1", False), ("C1/2", True)]
    assert promised.do(edit(until=AT_THREE)) == ()
    promised.do(withdraw())
    assert promised.share().due_at == AT_THREE + hours(1)


def test_of_three_promises_mending_the_words_of_the_first_changes_nothing(promised: Life) -> None:
    for number in (2, 3):
        promised.now += minutes(5)
        promised.do(promise(f"C1/{number}", until=AT_THREE + hours(number)))
    assert promised.do(edit(until=AT_THREE)) == ()
    assert promised.do(edit("C1/2", until=AT_THREE + hours(2))) == ()
    assert promised.share().due_at == AT_THREE + hours(3)


def test_a_deleted_promise_was_never_made(promised: Life) -> None:
    promised.do(withdraw())
    assert promised.share().status is AssignmentStatus.WAITING
    assert promised.share().promise is None
    assert promised.share().first_response_at is None
    assert promised.share().due_at == Life().share().due_at
    assert clocks(promised)[-1] == ("C1/1", False)


def test_one_that_was_made_by_an_edit_is_deleted_as_well() -> None:
    life = Life()
    life.do(say("C1/1"))
    life.now += minutes(1)
    life.do(edit(until=AT_THREE))
    life.do(withdraw())
    assert life.share().status is AssignmentStatus.WAITING
    assert life.share().signs == ()


OVERTAKING = (
    resolve(),
    hand_off("food"),
    snooze(MONDAY + hours(3)),
    claim(by="U0OMAR"),
    cmd.Dismiss(by="U0PRIYA"),
    cmd.Escalate(by="U0OMAR", assignment=1),
    cmd.Merge(by="U0PRIYA", into=999),
)


@pytest.mark.parametrize("overtaking", OVERTAKING, ids=lambda each: type(each).__name__)
def test_what_overtakes_a_promise_takes_its_clock_off(promised: Life, overtaking: cmd.Command) -> None:
    promised.do(overtaking)
    assert promised.share().promise is None
    assert clocks(promised)[-1] == ("C1/1", False)
    promised.wait(until=AT_THREE)
    assert reminders(promised) == []


def test_more_urgent_means_that_the_promise_came_too_late(promised: Life) -> None:
    promised.do(cmd.ChangeUrgency(by="U0OMAR", urgency=Urgency.EMERGENCY))
    assert promised.share().promise is None
    assert promised.do(edit(until=AT_THREE)) == (), "the same words, mended, promise it no more"


def test_bringing_others_in_leaves_it_as_it_is(promised: Life) -> None:
    promised.do(bring_in("food"))
    assert promised.share().due_at == AT_THREE


def test_it_ends_the_quiet_that_was_asked_for_before() -> None:
    life = Life()
    life.do(snooze(MONDAY + hours(48)))
    life.do(promise())
    assert life.share().status is AssignmentStatus.ANSWERED
    assert life.share().due_at == AT_THREE


def test_a_time_that_is_over_promises_nothing() -> None:
    life = Life()
    life.do(promise(until=MONDAY))
    assert names(life)[-1] == "Responded"
    assert clocks(life) == []


def test_what_is_promised_after_the_end_is_no_promise(promised: Life) -> None:
    promised.do(resolve())
    assert promised.do(promise("C1/5")) == ()


def test_reminder_and_clocks_that_were_overtaken_on_their_way_are_not_said(promised: Life) -> None:
    def pointless() -> set[bool]:
        return {is_pointless(each, promised.issue) for each in told}

    told: list[Notice] = [each for each in promised.notices if isinstance(each, SetClock)]
    assert pointless() == {False}
    promised.do(cancel())
    assert pointless() == {True}
    promised.do(promise("C1/2"))
    promised.wait(until=AT_THREE)
    told = [*reminders(promised)]
    assert pointless() == {False}
    promised.now += minutes(1)
    promised.do(say("C1/3"))
    assert pointless() == {True}


def test_figures_count_the_words_and_not_what_the_bot_made_of_them(promised: Life) -> None:
    promised.wait(until=MONDAY + hours(24))
    told = tell(promised.events, until=promised.now + minutes(1))
    assert told is not None
    [ask] = told.asks
    assert (ask.answered_at, ask.quiet_since, ask.knocks) == (MONDAY, MONDAY, 1)
    assert ask.is_in_time


def test_figures_forget_a_promise_that_was_deleted(promised: Life) -> None:
    promised.do(withdraw())
    told = tell(promised.events, until=promised.now + minutes(1))
    assert told is not None
    [ask] = told.asks
    assert (ask.answered_at, ask.quiet_since) == (None, MONDAY)


def test_a_promise_can_be_given_again_after_it_fell_due(promised: Life) -> None:
    promised.wait(until=AT_THREE)
    promised.do(promise("C1/2", until=AT_THREE + hours(1)))
    promised.wait(until=AT_THREE + hours(1))
    assert len(reminders(promised)) == 2
    assert len({each.key for each in reminders(promised)}) == 2
