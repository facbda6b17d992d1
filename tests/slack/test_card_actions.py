"""What people do with a card, through real HTTP and real Bolt."""

from datetime import UTC, datetime

from bot.core.classification import Urgency
from bot.core.issue import AssignmentStatus, IssueStatus
from tests.slack.office import Office, ask_for


def test_a_mention_becomes_a_card_with_the_next_steps(office: Office) -> None:
    card = office.card()
    assert "#1001 · Billing" in card.plain
    assert "Waiting for an answer" in card.plain
    assert "my billing is wrong" in card.plain
    assert card.buttons == ["Claim", "Hand off", "Bring in", "Escalate", "Snooze", "Resolve"]


def test_one_click_claims_and_the_card_says_by_whom(office: Office) -> None:
    card = office.card()
    assert office.maria.clicks(card, "Claim").is_ok
    office.settle()
    office.room("#billing").expect("Claimed by @maria")
    assert "Claim" not in card.buttons
    assert office.house.issue().owner.claimed_by == office.maria.id


def test_the_second_to_claim_is_told_kindly_who_was_first(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Claim")
    office.tom.clicks(card, "Claim")
    office.tom.awaits_ephemeral("@maria has #1001 already")
    assert office.house.issue().owner.claimed_by == office.maria.id


def test_a_double_click_does_no_harm(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Claim")
    assert office.maria.clicks(card, "Claim").is_ok
    assert [type(event).__name__ for event in office.house.issues.story(1001)].count("AssignmentClaimed") == 1
    assert office.maria.ephemerals == []


def test_hand_off_offers_every_other_department_and_takes_the_reason_along(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Hand off")
    form = office.maria.awaits_view("Hand off")
    assert "Billing" not in [o["text"]["text"] for c in form.controls for o in c.options]
    office.maria.submits(form, {"department": "digital", "why": "The form is broken", "not_ours": ["not_ours"]})
    assert not office.maria.has_view
    office.settle()
    office.room("#digital").expect("#1001 · Digital", "handed off by Billing: “The form is broken”")
    office.room("#billing").expect("@maria handed this off to Digital", "The form is broken", thread=card)
    assert "Handed off to Digital" in card.plain


def test_bring_in_asks_another_department_a_question(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Bring in")
    form = office.maria.awaits_view("Bring in")
    office.maria.submits(form, {"department": "food", "question": "Was breakfast served?"})
    office.settle()
    office.room("#food").expect("Asked: Was breakfast served?", "brought in beside Billing")
    assert office.house.issue().owner.status is AssignmentStatus.ANSWERED


def test_escalate_calls_the_strategist_and_makes_it_urgent(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Escalate")
    office.maria.submits(office.maria.awaits_view("Escalate"), {"why": "A lawyer called"})
    office.settle()
    office.room("#billing").expect("@maria asks for help", "A lawyer called", thread=card)
    assert office.house.issue().urgency is Urgency.HIGH
    assert ["A lawyer called" in line.plain for line in card.thread] == [True, False]


def test_snooze_until_the_next_working_hour(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Snooze")
    form = office.maria.awaits_view("Snooze")
    assert "Tue 24 Nov, 09:00 GMT" in str(form.blocks)
    office.maria.submits(form, {"how_long": "next"})
    assert office.house.issue().owner.snoozed_until == datetime(2026, 11, 24, 9, tzinfo=UTC)
    office.settle()
    office.room("#billing").expect("Quiet until")


def test_snooze_asks_again_where_nothing_was_picked(office: Office) -> None:
    office.maria.clicks(office.card(), "Snooze")
    form = office.maria.awaits_view("Snooze")
    office.maria.submits(form, {})
    assert form.errors == {"how_long": "Please pick a length, or a moment below."}


def test_snooze_into_the_past_is_refused_beside_the_field(office: Office) -> None:
    office.maria.clicks(office.card(), "Snooze")
    form = office.maria.awaits_view("Snooze")
    office.maria.submits(form, {"until": 1_000_000_000})
    assert "has passed" in form.errors["until"]


def test_resolve_keeps_outcome_reply_and_cause(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Resolve")
    answers = {"outcome": "Refunded", "public_reply": "https://x.com/lakeside/2", "cause": "A double booking"}
    office.maria.submits(office.maria.awaits_view("Resolve"), answers)
    office.settle()
    issue = office.house.issue()
    assert (issue.status, issue.outcome, issue.cause) == (IssueStatus.RESOLVED, "Refunded", "A double booking")
    office.room("#billing").expect("@maria resolved #1001", "Refunded", "https://x.com/lakeside/2", thread=card)
    assert card.buttons == ["Reopen"]


def test_resolve_asks_who_else_was_needed_and_the_thread_says_so(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Resolve")
    form = office.maria.awaits_view("Resolve")
    assert "Billing" not in [o["text"]["text"] for c in form.controls for o in c.options]
    office.maria.submits(form, {"outcome": "Refunded", "needed": ["food", "digital"]})
    office.settle()
    office.room("#billing").expect("Who else was needed: Food, Digital", thread=card)


def test_a_modal_that_comes_too_late_says_so_instead_of_closing(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Hand off")
    late = office.maria.awaits_view("Hand off")
    office.tom.clicks(card, "Resolve")
    office.tom.submits(office.tom.awaits_view("Resolve"), {})
    office.maria.submits(late, {"department": "digital"})
    assert "closed already, by @tom" in office.maria.view.plain


def test_the_rest_stands_behind_the_three_dots_and_behind_more(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Change urgency")
    office.maria.submits(office.maria.awaits_view("Change urgency"), {"urgency": "emergency"})
    office.maria.submits(ask_for(office.maria, card, "Note"), {"text": "Her name is *Ann* <!channel>"})
    office.settle()
    assert office.house.issue().urgency is Urgency.EMERGENCY
    office.room("#billing").expect("A note from @maria", "Her name is *Ann* <!channel>", thread=card)


def test_dismiss_needs_a_reason_and_reopen_brings_it_back(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Dismiss")
    office.maria.submits(office.maria.awaits_view("Dismiss"), {"reason": "spam"})
    office.settle()
    assert office.house.issue().outcome == "It is spam"
    office.maria.clicks(card, "Reopen")
    office.maria.submits(office.maria.awaits_view("Reopen"), {"why": "It was real"})
    office.settle()
    assert office.house.issue().is_open
    assert "Claim" in card.buttons


def test_why_me_explains_the_routing(office: Office) -> None:
    office.maria.clicks(office.card(), "Why me?")
    shown = office.maria.awaits_view("Why me?")
    assert "the classifier says Billing (90% sure)" in shown.plain
    assert "Billing: 90%" in shown.plain


def test_release_opens_the_door_again(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Claim")
    office.settle()
    office.maria.clicks(card, "Release")
    office.settle()
    office.room("#billing").expect("@maria gave this back", thread=card)
    assert office.house.issue().owner.status is AssignmentStatus.WAITING


def test_a_knock_goes_to_the_seat_alone_and_says_by_when(office: Office) -> None:
    card = office.card()
    office.forward(hours=2, minutes=1)
    (knock,) = office.person("billing").direct_messages
    assert "#1001 is waiting for Billing. Could you have a look by Mon 23 Nov, 18:00 CET?" in knock.plain
    assert knock.buttons == ["Claim", "Hand off", "Snooze"]
    assert [line for line in card.thread if line.ts != card.ts] == []


def test_the_knock_that_tells_the_channel_is_seen_in_the_channel(office: Office) -> None:
    card = office.card()
    office.forward(hours=2, minutes=1)
    office.forward(hours=2, minutes=1)
    office.forward(hours=22)
    knock = office.room("#billing").expect("Knock 3", "everybody here", thread=card)
    assert knock.now.is_broadcast


def test_still_on_it_keeps_the_claim_with_one_click(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Claim")
    office.settle()
    office.forward(hours=4, minutes=1)
    question = office.room("#billing").expect("@maria, are you still on #1001?", thread=card)
    assert question.buttons == ["Yes, still on it", "Release"]
    office.maria.clicks(question, "Yes, still on it")
    office.maria.awaits_ephemeral("keep quiet about #1001")
    office.settle()
    assert question.is_deleted
    assert office.house.issue().owner.checks == 0


def test_a_forged_button_value_changes_nothing_and_is_answered_kindly(office: Office) -> None:
    card = office.card()
    state = office.workspace.state
    forged = [
        {**block, "elements": [{**each, "value": "1001:1; drop"} for each in block["elements"] if "value" in each]}
        if block["type"] == "actions"
        else block
        for block in card.blocks
    ]
    state.change(card.now, blocks=tuple(forged))
    assert office.maria.clicks(card, "claim").is_ok
    office.maria.awaits_ephemeral("nothing was changed")
    assert office.house.issue().owner.status is AssignmentStatus.WAITING
