"""What counts as an answer: said, taken back, and passed on to whoever had asked."""

from dataclasses import replace
from datetime import timedelta

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.asks import tell
from bot.core.evolve import fold
from bot.core.issue import AssignmentStatus, Role
from bot.core.notices import Notice, RelayReply, RemoveRelay, UpdateRelay
from bot.core.routing import Routing
from tests.core.example import MONDAY, Life, bring_in, claim, hand_off, hours, minutes, resolve, respond


def say(reply: str, *, by: str = "U1", assignment: int = 1) -> cmd.Respond:
    return cmd.Respond(by=by, assignment=assignment, reply=reply, words="On it")


def edit(reply: str, *, assignment: int = 1, relayed_to: int = 0) -> cmd.EditReply:
    return cmd.EditReply(
        by="U1", assignment=assignment, reply=reply, words="Done", edited_at=MONDAY, relayed_to=relayed_to
    )


def withdraw(reply: str, *, assignment: int = 1, relayed_to: int = 0) -> cmd.WithdrawReply:
    return cmd.WithdrawReply(by="U1", assignment=assignment, reply=reply, relayed_to=relayed_to)


def told(life: Life, command: cmd.Command) -> list[Notice]:
    before = len(life.notices)
    life.do(command)
    return [each for each in life.notices[before:] if isinstance(each, RelayReply | UpdateRelay | RemoveRelay)]


def asked(question: str = "Was breakfast served?") -> Life:
    """Billing owns it and has asked Food."""
    life = Life()
    life.do(bring_in("food", question=question))
    return life


def test_a_door_whose_only_answer_is_taken_back_waits_by_its_old_clock() -> None:
    life, silent = Life(), Life()
    life.now += minutes(30)
    life.do(say("C1/1"))
    life.now += minutes(30)
    life.do(withdraw("C1/1"))
    assert life.share() == silent_but(silent, withdrawn_at=life.now)
    assert life.share().due_at == MONDAY + hours(2), "the knock comes when it would have come"


def silent_but(life: Life, **changes: object) -> object:
    return replace(life.share(), **changes)  # type: ignore[arg-type]  # a helper for one comparison


def test_a_knock_that_would_be_overdue_leaves_time_to_write_a_better_answer() -> None:
    life = Life()
    life.now += hours(1)
    life.do(say("C1/1"))
    life.now += hours(3)
    life.do(withdraw("C1/1"))
    assert life.share().due_at == life.now + minutes(5)


def test_taking_one_of_two_answers_back_leaves_the_door_answered() -> None:
    life = Life()
    life.do(say("C1/1"))
    life.now += minutes(5)
    life.do(say("C1/2"))
    life.do(withdraw("C1/1"))
    assert life.share().status is AssignmentStatus.ANSWERED
    assert life.share().first_response_at == MONDAY + minutes(5)


def test_what_a_person_did_besides_still_counts_when_their_words_are_gone() -> None:
    life = Life()
    life.do(say("C1/1"))
    life.do(bring_in("food"))
    life.do(withdraw("C1/1"))
    assert life.share().status is AssignmentStatus.ANSWERED


def test_a_claim_stands_whatever_is_deleted() -> None:
    life = Life()
    life.do(say("C1/1"))
    life.now += minutes(10)
    life.do(claim())
    life.do(withdraw("C1/1"))
    assert life.share().status is AssignmentStatus.CLAIMED
    assert life.share().first_response_at == MONDAY + minutes(10)


def test_an_answer_of_an_earlier_round_does_not_answer_the_present_one() -> None:
    life = Life()
    life.do(claim())
    life.do(cmd.Release(by="U1", assignment=1))
    life.do(say("C1/1"))
    life.do(withdraw("C1/1"))
    assert life.share().status is AssignmentStatus.WAITING
    assert life.share().first_response_at == MONDAY, "the claim was a response all the same"


def test_what_counts_for_nothing_is_taken_back_without_a_trace() -> None:
    life = Life()
    assert life.do(withdraw("C1/9")) == ()
    life.do(say("C1/1"))
    life.do(resolve())
    assert life.do(withdraw("C1/1")) == ()
    assert life.do(edit("C1/1")) == ()


def test_a_long_thread_keeps_its_state_small_and_its_first_answer() -> None:
    life = Life()
    for number in range(100):
        life.do(say(f"C1/{number}"))
    assert len(life.share().signs) == 20
    assert life.share().signs[0].reply == "C1/0"
    assert life.share().signs[-1].reply == "C1/99"


def test_response_times_do_not_count_an_answer_that_was_taken_back() -> None:
    life = Life()
    life.now += hours(1)
    life.do(say("C1/1"))
    life.now += minutes(10)
    life.do(withdraw("C1/1"))
    life.wait(until=MONDAY + hours(3))
    [ask] = story(life)
    assert ask == (None, MONDAY, 1)
    life.do(say("C1/2"))
    [ask] = story(life)
    assert ask == (MONDAY + hours(3), MONDAY + hours(3), 0)


def story(life: Life) -> list[tuple[object, object, int]]:
    found = tell(life.events, until=life.now + timedelta(seconds=1))
    assert found is not None
    return [(ask.answered_at, ask.quiet_since, ask.knocks) for ask in found.asks]


def test_an_answer_goes_back_to_the_department_that_asked() -> None:
    life = asked()
    [relay] = told(life, say("C2/1", assignment=2))
    assert isinstance(relay, RelayReply)
    assert (relay.assignment, relay.channel, relay.origin, relay.reply) == (1, "#billing", 2, "C2/1")
    [update] = told(life, edit("C2/1", assignment=2, relayed_to=1))
    assert isinstance(update, UpdateRelay)
    [removal] = told(life, withdraw("C2/1", assignment=2, relayed_to=1))
    assert isinstance(removal, RemoveRelay)
    assert update.lane == removal.lane == relay.lane, "in the order in which it happened"
    assert update.relay == removal.relay == relay.key


def test_what_the_asking_department_says_itself_stays_in_its_thread() -> None:
    assert told(asked(), say("C1/1", assignment=1)) == []


def test_a_department_that_a_rule_brought_in_was_asked_nothing() -> None:
    life = Life(Routing(department="billing", also=("food",)))
    assert told(life, say("C2/1", assignment=2)) == []


def test_whoever_asks_without_a_question_hears_the_answer_too() -> None:
    assert len(told(asked(question=""), say("C2/1", assignment=2))) == 1


def test_a_department_that_was_brought_in_hears_what_it_has_asked_for_itself() -> None:
    life = asked()
    life.do(bring_in("digital", assignment=2, question="Is the order there?"))
    [relay] = told(life, say("C3/1", assignment=3))
    assert relay.assignment == 2


def test_an_answer_follows_the_hand_off_of_whoever_had_asked() -> None:
    life = asked()
    life.do(hand_off("digital"))
    [relay] = told(life, say("C2/1", assignment=2))
    assert (relay.assignment, relay.channel) == (3, "#digital")


def test_a_question_that_is_handed_on_is_answered_by_whoever_has_it() -> None:
    life = asked()
    life.do(hand_off("safety", assignment=2))
    [relay] = told(life, say("C3/1", assignment=3))
    assert (relay.assignment, relay.origin) == (1, 3)


def test_whoever_was_asked_and_now_owns_it_answers_nobody() -> None:
    life = asked()
    life.do(hand_off("food"))
    assert life.share(2).role is Role.OWNER
    assert told(life, say("C2/1", assignment=2)) == []


def test_an_afterthought_is_passed_on_and_opens_nothing() -> None:
    life = asked()
    life.do(resolve(assignment=2))
    before = life.share(2)
    assert len(told(life, say("C2/1", assignment=2))) == 1
    assert life.share(2) == before
    life.do(resolve())
    assert life.do(say("C2/2", assignment=2)) == (), "the issue is over"


def test_a_line_is_changed_where_it_stands_whoever_has_the_issue_by_now() -> None:
    life = asked()
    life.do(say("C2/1", assignment=2))
    life.do(hand_off("digital"))
    [removal] = told(life, withdraw("C2/1", assignment=2, relayed_to=1))
    assert (removal.assignment, removal.channel) == (1, "#billing")


def test_a_question_of_before_this_was_noted_belongs_to_the_owner() -> None:
    life = Life(Routing(department="billing", also=("food",)))
    events = [
        ev.DepartmentAssigned(
            at=each.at, by="U1", assignment=2, role=Role.BROUGHT_IN, door=each.door, question="And you?"
        )
        if isinstance(each, ev.DepartmentAssigned) and each.assignment == 2
        else each
        for each in life.events
    ]
    life.issue = fold(events)
    [relay] = told(life, say("C2/1", assignment=2))
    assert relay.assignment == 1


def test_a_sign_of_life_that_is_no_message_cannot_be_taken_back() -> None:
    life = Life()
    life.do(respond())
    assert life.do(withdraw("")) == ()
