"""What Slack is told: one card a door, reminders only while they mean something, and a line where people look."""

from datetime import timedelta

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.escalation import Tell
from bot.core.notices import (
    Notice,
    PostCard,
    PostNote,
    PostReminder,
    RemoveReminder,
    TellStrategist,
    UpdateCard,
)
from bot.core.routing import Routing
from bot.core.summary_notice import PostSummary
from bot.core.telling import is_pointless
from tests.core.example import (
    MONDAY,
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


def told(life: Life, command: cmd.Command) -> list[Notice]:
    """The notices that `command` causes."""
    before = len(life.notices)
    life.do(command)
    return life.notices[before:]


def lines(notices: list[Notice]) -> list[tuple[str, int]]:
    """(event, assignment whose thread it is told in) of each note."""
    return [(type(note.event).__name__, note.assignment) for note in notices if isinstance(note, PostNote)]


def knocked() -> tuple[Life, PostReminder]:
    """Somebody's third knock, the first that tells the channel."""
    life = Life()
    life.wait(until=MONDAY + timedelta(days=1))
    [reminder] = [notice for notice in life.notices if isinstance(notice, PostReminder)]
    return life, reminder


def test_new_issue_posts_one_card_a_department_and_nothing_else() -> None:
    life = Life(Routing(department="safety", also=("food", "billing")))
    assert life.notices == [
        PostCard(issue=1001, assignment=1, channel="#safety"),
        PostCard(issue=1001, assignment=2, channel="#food"),
        PostCard(issue=1001, assignment=3, channel="#billing"),
    ]


def test_every_department_that_holds_a_card_sees_each_change() -> None:
    life = Life(Routing(department="safety", also=("food",)))
    updates = [notice for notice in told(life, claim()) if isinstance(notice, UpdateCard)]
    assert [(update.assignment, update.channel) for update in updates] == [(1, "#safety"), (2, "#food")]


def test_hand_off_posts_a_new_card_and_tells_the_old_thread() -> None:
    notices = told(Life(), hand_off("food"))
    assert PostCard(issue=1001, assignment=2, channel="#food") in notices
    assert lines(notices) == [("AssignmentHandedOff", 1)]


def test_hand_off_to_a_department_brought_in_tells_both_threads_and_posts_no_second_card() -> None:
    life = Life(Routing(department="safety", also=("food",)))
    notices = told(life, hand_off("food"))
    assert lines(notices) == [("AssignmentHandedOff", 1), ("AssignmentHandedOff", 2)]
    assert not [notice for notice in notices if isinstance(notice, PostCard)]


def test_owner_hears_when_a_department_it_brought_in_is_done() -> None:
    life = Life()
    life.do(bring_in("food"))
    assert lines(told(life, resolve(assignment=2))) == [("AssignmentResolved", 2), ("AssignmentResolved", 1)]


def test_resolution_is_told_to_every_department_that_had_a_hand_in_it() -> None:
    life = Life()
    life.do(bring_in("food"))
    life.do(bring_in("digital"))
    life.do(resolve(assignment=2))
    assert lines(told(life, resolve())) == [("IssueResolved", 1), ("IssueResolved", 3), ("IssueResolved", 2)]


def test_how_it_ended_is_told_once_to_a_department_that_had_several_shares() -> None:
    life = Life()
    for to, assignment in (("food", 1), ("billing", 2), ("digital", 3)):
        life.do(hand_off(to, assignment=assignment))
    # Billing had it twice: its newest thread says so. Food is told in its own one.
    assert lines(told(life, resolve(assignment=4))) == [
        ("IssueResolved", 4),
        ("IssueResolved", 3),
        ("IssueResolved", 2),
    ]


def test_whoever_has_it_again_hears_of_the_end_in_the_open_thread_alone() -> None:
    life = Life()
    life.do(hand_off("food"))
    life.do(hand_off("billing", assignment=2))
    assert lines(told(life, cmd.Dismiss(by="U1"))) == [("IssueDismissed", 3), ("IssueDismissed", 2)]


def test_triage_which_passed_it_on_hears_nothing_of_the_end() -> None:
    life = Life(Routing(department="triage"))
    life.do(hand_off("food"))
    assert lines(told(life, resolve(assignment=2))) == [("IssueResolved", 2)]


def test_note_on_a_closed_issue_stands_in_its_owners_thread() -> None:
    life = Life()
    life.do(resolve())
    assert lines(told(life, cmd.AddNote(by="U1", text="The guest wrote back"))) == [("NoteAdded", 1)]


def test_reopening_at_triage_posts_a_card_there() -> None:
    life = Life()
    life.do(resolve())
    life.rulebook = without("billing")
    notices = told(life, cmd.Reopen(by="U1"))
    assert PostCard(issue=1001, assignment=2, channel="#triage") in notices
    assert lines(notices) == [("AssignmentHandedOff", 1)]


def test_new_reminder_takes_the_place_of_the_one_before() -> None:
    life, first = knocked()
    life.wait(until=MONDAY + timedelta(days=2))
    second, removal = [notice for notice in life.notices if isinstance(notice, PostReminder | RemoveReminder)][-2:]
    assert isinstance(second, PostReminder)
    assert isinstance(removal, RemoveReminder)
    assert first.number <= removal.number < second.number


def test_reminder_for_persons_alone_says_nothing_in_the_thread() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(2))
    [knock] = [event for event in life.events if isinstance(event, ev.DoorKnocked)]
    assert knock.tell == (Tell.SEAT,)
    assert [type(notice) for notice in life.notices] == [PostCard, UpdateCard]


def test_answer_takes_reminders_out_of_the_thread() -> None:
    life, reminder = knocked()
    removal = next(notice for notice in told(life, respond()) if isinstance(notice, RemoveReminder))
    assert removal.number > reminder.number


def test_reminder_means_something_until_the_door_is_answered() -> None:
    life, reminder = knocked()
    assert not is_pointless(reminder, life.issue)
    life.do(respond())
    assert is_pointless(reminder, life.issue)


def test_reminder_is_pointless_once_the_door_is_claimed_snoozed_handed_off_or_closed() -> None:
    for command in (claim(), snooze(MONDAY + hours(30)), hand_off("food"), resolve(), cmd.Dismiss(by="U1")):
        life, reminder = knocked()
        life.do(command)
        assert is_pointless(reminder, life.issue), command


def test_reminder_is_pointless_once_there_is_a_newer_one() -> None:
    life, reminder = knocked()
    life.wait(until=MONDAY + timedelta(days=2))
    assert is_pointless(reminder, life.issue)


def test_first_reminder_of_another_round_does_not_revive_the_first_of_an_earlier_one() -> None:
    life, reminder = knocked()
    life.do(claim())
    life.do(cmd.Release(by="U1", assignment=1))
    life.wait(until=life.now + timedelta(days=1))
    assert life.share().knocks == reminder.event.knock if isinstance(reminder.event, ev.DoorKnocked) else False
    assert is_pointless(reminder, life.issue)


def test_reminder_is_pointless_once_the_urgency_is_lowered_but_not_when_raised() -> None:
    life, reminder = knocked()
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH))
    assert not is_pointless(reminder, life.issue)
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.LOW))
    assert is_pointless(reminder, life.issue)


def test_question_to_a_claimant_is_pointless_after_a_sign_of_life() -> None:
    life = Life()
    life.do(claim())
    life.wait(until=MONDAY + hours(4))
    [question] = [notice for notice in life.notices if isinstance(notice, PostReminder)]
    assert not is_pointless(question, life.issue)
    life.do(respond())
    assert is_pointless(question, life.issue)
    life.wait(until=MONDAY + timedelta(days=1))
    assert is_pointless(question, life.issue)


def test_only_reminders_can_become_pointless() -> None:
    life, _ = knocked()
    life.do(resolve())
    assert all(is_pointless(notice, life.issue) == isinstance(notice, PostReminder) for notice in life.notices)


def test_everything_about_a_door_goes_through_one_lane() -> None:
    life, _ = knocked()
    life.do(bring_in("food"))
    life.do(resolve())
    assert {notice.lane for notice in life.notices} == {"issue:1001:assignment:1", "issue:1001:assignment:2"}


def test_summary_and_tellings_have_keys_that_name_their_subject() -> None:
    summary = PostSummary(channel="C1", week="2026-W48", start=MONDAY, end=MONDAY + timedelta(days=7))
    assert summary.key == "summary:2026-W48:C1"
    assert TellStrategist(channel="C1", text="…", about="rulebook:abc").key == "strategist:rulebook:abc"


def test_double_click_posts_nothing_new() -> None:
    life = Life()
    life.do(cmd.Escalate(by="U1", assignment=1))
    assert told(life, cmd.Escalate(by="U1", assignment=1)) == []
    life.now += minutes(1)
    life.do(claim())
    assert told(life, claim()) == []
