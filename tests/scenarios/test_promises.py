"""Promises, as people live them: said in the thread, seen as a clock, kept, taken back, or kindly reminded of."""

from dataclasses import replace

import pytest

from bot.core.issue import AssignmentStatus
from bot.ports import AuditQuery
from bot.workspace import events
from bot.workspace.links import Parcel
from bot.workspace.model import Message
from bot.workspace.promises import Posted
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

PROMISE = "I'll get back by 3 pm"
"""Said at nine in the morning; six hours later they should."""


@pytest.fixture
def card(bot: Play) -> Posted:
    bot.receive("My refund is late")
    return bot.the_card("#billing")


@pytest.fixture
def promise(priya: Colleague, card: Posted) -> Posted:
    return priya.says("#billing", PROMISE, thread=card)


def has_clock(said: Posted) -> bool:
    return "alarm_clock" in said.reactions


def reminders(person: Colleague) -> list[str]:
    """What stands of "you wanted to get back" in somebody's direct messages."""
    return [each.plain for each in person.knocks if "wanted to get back" in each.plain]


@on_both
def test_a_promise_is_heard_and_confirmed_by_a_clock(bot: Play, card: Posted, promise: Posted) -> None:
    assert promise.reactions == {"alarm_clock": ["doorknock"]}
    assert "@priya gets back by" in card.plain
    assert bot.issue().owner.status is AssignmentStatus.ANSWERED
    assert bot.story()[-2:] == ["Responded", "AnswerPromised"]


@on_both
def test_a_promise_that_was_kept_reminds_nobody(
    bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    clock.forward(hours=4)
    priya.says("#billing", "Refunded, it will be there tomorrow", thread=card)
    assert has_clock(promise), "until the time comes; perhaps there is more to say"
    clock.forward(hours=3)
    assert reminders(priya) == []
    assert not has_clock(promise)
    assert bot.knocks(card) == []


@on_both
def test_at_the_promised_time_whoever_promised_is_told_once_and_then_the_policy_goes_on(
    bot: Play, clock: Play, priya: Colleague, omar: Colleague, card: Posted, promise: Posted
) -> None:
    clock.forward(hours=5, minutes=59)
    assert priya.knocks == []
    clock.forward(minutes=1)
    [reminder] = reminders(priya)
    assert "You wanted to get back about #1001 by now" in reminder
    assert bot.knocks(card) == [], "the channel hears nothing of it"
    assert omar.knocks == []
    assert not has_clock(promise)
    assert "Waiting for an answer" in card.plain
    clock.forward(hours=20)
    assert "PromiseDue" in bot.story()
    assert bot.story().count("PromiseDue") == 1
    assert "DoorKnocked" in bot.story()


def test_the_reminder_is_answered_where_it_stands_and_goes(
    bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    clock.forward(hours=6)
    priya.answers_alone("The bank has it now", thread=priya.the_knock)
    assert priya.knocks == []
    assert bot.issue().owner.status is AssignmentStatus.ANSWERED


def test_more_time_is_asked_for_in_the_same_words(
    bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    clock.forward(hours=6)
    priya.answers_alone("Sorry, I'll reply by 5 pm", thread=priya.the_knock)
    assert "@priya gets back by" in card.plain
    clock.forward(hours=2)
    assert len(reminders(priya)) == 1


def test_the_reminder_can_be_clicked_away(
    bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    clock.forward(hours=6)
    assert priya.the_knock.buttons == ["Resolve", "Snooze"]
    priya.fills_in(priya.the_knock, "Resolve", {"outcome": "Refunded"})
    assert not bot.issue().is_open
    assert priya.knocks == []


@on_both
def test_a_cross_by_whoever_promised_takes_it_back(
    bot: Play, clock: Play, priya: Colleague, omar: Colleague, card: Posted, promise: Posted
) -> None:
    omar.reacts(promise, "x")
    assert has_clock(promise), "it was not his to take back"
    priya.reacts(promise, "x")
    assert not has_clock(promise)
    assert "gets back" not in card.plain
    assert bot.issue().owner.status is AssignmentStatus.ANSWERED
    with bot.doorknock.open_unit() as unit:
        assert [(each.by, each.what) for each in unit.audit.find(AuditQuery())][-1:] == [(priya.id, "CancelPromise")]
    clock.forward(hours=7)
    assert reminders(priya) == []


def test_a_cross_elsewhere_is_just_an_emoji(bot: Play, priya: Colleague, card: Posted, promise: Posted) -> None:
    other = priya.says("#billing", "The bank is slow", thread=card)
    beside = priya.says("#billing", "Lunch?")
    for said in (other, beside, card):
        priya.reacts(said, "x")
    assert has_clock(promise)


@on_both
def test_editing_moves_a_promise_and_editing_it_away_drops_it(
    bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    due = bot.issue().owner.due_at
    edits(bot, priya, promise, "I'll get back by 4 pm")
    assert due is not None
    assert bot.issue().owner.due_at == due.replace(hour=16)
    assert has_clock(promise)
    edits(bot, priya, promise, "I got it wrong")
    assert not has_clock(promise)
    clock.forward(hours=7, minutes=30)
    assert reminders(priya) == []


def edits(bot: Play, person: Colleague, said: Posted, words: str) -> None:
    assert person.actor.edits(said, words).is_ok
    bot.settle()


def test_an_edit_makes_a_promise_as_well(bot: Play, priya: Colleague, card: Posted) -> None:
    said = priya.says("#billing", "On it", thread=card)
    edits(bot, priya, said, "On it, answering by Friday")
    assert has_clock(said)


def test_a_length_of_time_counts_from_when_it_was_said(bot: Play, clock: Play, priya: Colleague, card: Posted) -> None:
    said = priya.says("#billing", "I'll reply in 2 hours", thread=card)
    due = bot.issue().owner.due_at
    clock.forward(minutes=45)
    edits(bot, priya, said, "I'll reply in 2 hours!")
    assert bot.issue().owner.due_at == due


def test_mending_the_words_of_what_was_taken_back_brings_no_clock_back(
    bot: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    priya.reacts(promise, "x")
    edits(bot, priya, promise, f"{PROMISE}!")
    assert not has_clock(promise)


@on_both
def test_a_deleted_promise_was_never_made(
    bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    assert priya.actor.deletes(promise).is_ok
    bot.settle()
    assert bot.issue().owner.status is AssignmentStatus.WAITING
    assert bot.ledger().outbox.keys() <= {"sent", "dropped"}, "no clock is to be had, and none is missed"
    clock.forward(hours=7)
    assert reminders(priya) == []
    assert "PromiseDue" not in bot.story()


@on_both
def test_events_that_come_again_promise_once(bot: Play, slack: Workspace, priya: Colleague, card: Posted) -> None:
    state, link = slack.state, slack.outgoing.link
    assert link is not None
    said = state.post(Message(card.channel_id, "", priya.id, PROMISE, thread_ts=card.ts))
    parcel = Parcel("events_api", events.envelope(state, events.post_event(state, said)))
    for retry in range(3):
        assert link.send(replace(parcel, retry=retry, reason="http_timeout" if retry else "")).is_ok
        bot.settle()
    assert bot.story().count("AnswerPromised") == 1
    assert [each.method for each in slack.record].count("reactions.add") == 1


def test_a_reply_that_names_the_bot_promises_as_well_and_once(bot: Play, priya: Colleague, card: Posted) -> None:
    said = priya.says("#billing", f"@doorknock {PROMISE}", thread=card)
    assert has_clock(said)
    assert bot.story().count("AnswerPromised") == 1
    edits(bot, priya, said, f"@doorknock {PROMISE}, promised")
    assert has_clock(said)


@pytest.mark.parametrize("facts", [{"is_guest": True}, {"is_stranger": True}], ids=["guest", "another company"])
def test_what_guests_promise_is_not_the_departments_word(
    bot: Play, slack: Workspace, priya: Colleague, card: Posted, facts: dict[str, bool]
) -> None:
    slack.change_person("priya", **facts)
    said = priya.says("#billing", PROMISE, thread=card)
    assert not has_clock(said)
    assert bot.issue().owner.status is AssignmentStatus.WAITING


@pytest.mark.parametrize(
    "words",
    ["I waited 3 hours", "The guest says they were here at 3 pm", "> I'll get back by 3 pm", "Can you reply by 3 pm?"],
)
def test_words_with_a_time_in_them_are_no_promise(bot: Play, priya: Colleague, card: Posted, words: str) -> None:
    said = priya.says("#billing", words, thread=card)
    assert said.reactions == {}
    assert bot.story()[-1] == "Responded"


def test_a_promise_is_meant_by_the_speakers_own_clock(
    bot: Play, slack: Workspace, priya: Colleague, card: Posted
) -> None:
    slack.change_person("priya", tz="America/New_York")
    priya.says("#billing", PROMISE, thread=card)
    due = bot.issue().owner.due_at
    assert due is not None
    assert due.hour == 20, "three in the afternoon in New York"


@pytest.mark.parametrize(
    "words", ["gebe bis 15 Uhr Bescheid", "je reviens vers vous à 15h", "te confirmo antes de las 15:00"]
)
def test_a_promise_is_heard_in_other_languages(bot: Play, priya: Colleague, card: Posted, words: str) -> None:
    said = priya.says("#billing", words, thread=card)
    assert has_clock(said)


def test_a_claim_goes_on_and_the_card_says_both(
    bot: Play, clock: Play, priya: Colleague, omar: Colleague, card: Posted
) -> None:
    priya.clicks(card, "Claim")
    omar.says("#billing", PROMISE, thread=card)
    assert "Claimed by @priya · @omar gets back by" in card.plain
    clock.forward(hours=6)
    assert len(reminders(omar)) == 1
    assert bot.issue().owner.claimed_by == priya.id


def test_resolving_keeps_every_promise(bot: Play, clock: Play, priya: Colleague, card: Posted, promise: Posted) -> None:
    priya.fills_in(card, "Resolve", {"outcome": "Refunded"})
    assert not has_clock(promise)
    clock.forward(hours=7)
    assert priya.knocks == []


def test_whoever_cannot_be_told_alone_is_asked_in_the_thread(
    bot: Play, slack: Workspace, clock: Play, priya: Colleague, card: Posted, promise: Posted
) -> None:
    slack.faults.fail("conversations.open", "cannot_dm_bot")
    clock.forward(hours=6)
    assert any("@priya wanted to get back about #1001 by now" in line for line in bot.lines(card))


@on_both
def test_a_clock_whose_answer_was_lost_is_put_on_once(
    bot: Play, slack: Workspace, clock: Play, priya: Colleague, card: Posted
) -> None:
    slack.faults.drop_after("reactions.add")
    said = priya.says("#billing", PROMISE, thread=card)
    clock.forward(minutes=5)
    assert has_clock(said)
    assert set(bot.ledger().outbox) <= {"sent", "dropped"}


def test_a_clock_that_slack_refuses_bothers_nobody(
    bot: Play, slack: Workspace, clock: Play, priya: Colleague, ines: Colleague, card: Posted
) -> None:
    slack.faults.fail("reactions.add", "missing_scope")
    priya.says("#billing", PROMISE, thread=card)
    assert "@priya gets back by" in card.plain, "nothing waits for an emoji"
    clock.forward(hours=6)
    assert len(reminders(priya)) == 1, "the promise stands all the same"
    assert not any("could not be posted" in each.plain for each in bot.channel("#social").messages)
