"""What a department can do with an issue besides claiming it."""

from datetime import UTC, datetime

from bot.core.classification import Urgency
from bot.core.commands import DOORKNOCK
from bot.core.events import AssignmentHandedOff
from bot.core.issue import AssignmentStatus, IssueStatus
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play


def a_card(bot: Play) -> Posted:
    bot.receive("My refund is late")
    return bot.the_card("#billing")


@on_both
def test_what_is_handed_off_takes_its_reason_along(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    answers = {"department": "website", "why": "The form swallowed it", "not_ours": ["not_ours"]}
    priya.fills_in(card, "Hand off", answers)
    received = bot.the_card("#website")
    assert "handed off by Billing" in received.plain
    (line,) = bot.lines(card)
    assert "@priya handed this off to Website: it wasn't ours" in line
    assert "The form swallowed it" in line
    handed = next(event for event in bot.events() if isinstance(event, AssignmentHandedOff))
    assert (handed.by, handed.to, handed.is_not_ours) == (priya.id, "website", True)


@on_both
def test_another_department_is_brought_in_with_a_question(bot: Play, priya: Colleague, gita: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Bring in", {"department": "counter", "question": "Which till was it?"})
    asked = bot.the_card("#counter")
    assert "Asked: Which till was it?" in asked.plain
    assert "brought in beside Billing" in asked.plain
    gita.says("#counter", "The one by the door", thread=asked)
    assert bot.issue().assignment(2).status is AssignmentStatus.ANSWERED
    assert bot.issue().owner.status is AssignmentStatus.ANSWERED


def test_who_is_brought_in_twice_is_not_asked_twice(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Bring in", {"department": "counter", "question": "Which till?"})
    priya.fills_in(card, "Bring in", {"department": "counter", "question": "Which till?"})
    assert "Counter is working on #1001 already" in priya.sees
    bot.the_card("#counter")


def test_whoever_escalates_calls_backup_and_strategist(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Escalate", {"why": "She is a lawyer"})
    line = next(line for line in bot.lines(card) if "asks for help" in line)
    assert "@omar and @ines" in line
    assert "She is a lawyer" in line
    assert bot.issue().urgency is Urgency.HIGH


def test_escalating_by_number_says_why_as_well(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.commands("/escalate 1001 she is a lawyer")
    priya.is_told("Help for #1001 is on its way")
    assert any("she is a lawyer" in line for line in bot.lines(card))


@on_both
def test_an_hour_of_quiet_is_an_hour(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Snooze", {"how_long": "1h"})
    assert "Quiet until" in card.plain
    clock.forward(minutes=58)
    assert not any("The quiet is over" in line for line in bot.lines(card))
    clock.forward(minutes=3)
    assert any("The quiet is over. @priya, could you have a look?" in line for line in bot.lines(card))


def test_quiet_until_the_next_working_hour_ends_when_the_door_opens(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Snooze", {"how_long": "next"})
    assert bot.issue().owner.snoozed_until == datetime(2026, 11, 25, 9, tzinfo=UTC)
    clock.forward_to(datetime(2026, 11, 25, 9, 1, tzinfo=UTC))
    assert any("The quiet is over" in line for line in bot.lines(card))


def test_snoozing_without_a_length_is_asked_again_in_the_modal(bot: Play, priya: Colleague) -> None:
    priya.fills_in(a_card(bot), "Snooze", {})
    assert priya.actor.view.errors == {"how_long": "Please pick a length, or a moment below."}


@on_both
def test_resolving_keeps_how_it_ended_and_why_it_happened(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    answers = {"outcome": "Refunded", "public_reply": "https://x.example/reply/1", "cause": "The old till"}
    priya.fills_in(card, "Resolve", answers)
    issue = bot.issue()
    assert (issue.status, issue.outcome, issue.cause) == (IssueStatus.RESOLVED, "Refunded", "The old till")
    (line,) = bot.lines(card)
    for part in ("@priya resolved #1001", "Refunded", "https://x.example/reply/1", "Why it happened: The old till"):
        assert part in line


def test_a_tick_resolves(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.reacts(card, "white_check_mark")
    assert "Resolved by @priya" in card.plain


def test_urgency_can_be_corrected_and_brings_the_knock_forward(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Change urgency", {"urgency": "emergency"})
    assert card.plain.startswith("🚨 #1001")
    assert any("changed the urgency from normal to emergency" in line for line in bot.lines(card))
    clock.forward(minutes=6)
    assert len(priya.knocks) == 1


@on_both
def test_what_is_dismissed_says_why_and_can_come_back(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Dismiss", {"reason": "spam"})
    assert "Dismissed by @priya · It is spam" in card.plain
    clock.forward(days=2)
    assert bot.knocks(card) == priya.knocks == []
    priya.fills_in(card, "Reopen", {"why": "It was real"})
    assert any("@priya took #1001 up again" in line for line in bot.lines(card))
    assert "Waiting for an answer" in card.plain
    clock.forward(hours=3)
    assert len(priya.knocks) == 1


def test_a_note_is_for_the_next_reader(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.fills_in(card, "Note", {"text": "Her name is *Ann*"})
    (line,) = bot.lines(card)
    assert "A note from @priya" in line
    assert "Her name is *Ann*" in line


def test_nothing_is_done_in_anybody_elses_name(bot: Play, clock: Play, priya: Colleague) -> None:
    priya.clicks(a_card(bot), "Claim")
    clock.forward(hours=5)
    by = {type(event).__name__: event.by for event in bot.events()}
    assert by["AssignmentClaimed"] == priya.id
    assert by["ClaimChecked"] == DOORKNOCK


def test_a_modal_that_comes_too_late_says_so(bot: Play, priya: Colleague, omar: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "Hand off")
    late = priya.actor.awaits_view("Hand off")
    omar.fills_in(card, "Resolve", {})
    priya.submits(late, {"department": "website"})
    assert "#1001 is closed already, by @omar" in priya.sees
    assert bot.cards("#website") == []


def test_what_triage_passes_on_is_filed_and_nobodys_mistake(bot: Play, ines: Colleague) -> None:
    bot.receive("Hm")
    card = bot.the_card("#triage")
    ines.fills_in(card, "Hand off", {"department": "billing", "not_ours": ["not_ours"]})
    (line,) = bot.lines(card)
    assert "@ines filed this with Billing" in line
    assert "wasn't ours" not in line
