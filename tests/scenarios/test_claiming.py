"""Claiming: by button, command, emoji or word; the first one has it, and everybody else is told kindly."""

from bot.core.issue import AssignmentStatus
from bot.workspace.promises import Posted
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play


def a_card(bot: Play) -> Posted:
    bot.receive("My refund is late")
    return bot.the_card("#billing")


@on_both
def test_a_click_claims(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain


def test_a_number_claims(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.commands("/claim 1001")
    priya.is_told("#1001 is yours now")
    assert "Claimed by @priya" in card.plain


def test_eyes_claim(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.reacts(card, "eyes")
    assert "Claimed by @priya" in card.plain


def test_a_word_in_the_thread_claims(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.says("#billing", "@doorknock claim", thread=card)
    priya.is_told("#1001 is yours now")
    assert "Claimed by @priya" in card.plain


@on_both
def test_the_second_is_told_who_was_first_whichever_way_they_come(bot: Play, priya: Colleague, omar: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "Claim")
    omar.commands("/claim 1001")
    omar.is_told("@priya has #1001 already")
    omar.reacts(card, "eyes")
    omar.says("#billing", "@doorknock claim", thread=card)
    told = bot.workspace.state.wait_until(lambda: len(omar.whispers) == 3, within=5)
    assert told, omar.whispers
    assert {each.partition(".")[0] for each in omar.whispers} == {"@priya has #1001 already"}
    assert "Claimed by @priya" in card.plain


def test_a_click_on_a_card_that_is_out_of_date_is_answered_by_how_things_are(
    bot: Play, slack: Workspace, priya: Colleague, omar: Colleague
) -> None:
    card = a_card(bot)
    stale = card.now
    priya.fills_in(card, "Resolve", {"outcome": "Paid"})
    slack.state.change(card.now, blocks=stale.blocks, text=stale.text)
    omar.clicks(card, "Claim")
    omar.is_told("#1001 is closed already, by @priya")


@on_both
def test_a_double_click_is_one_claim(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    assert priya.actor.clicks(card, "Claim").is_ok
    assert priya.actor.clicks(card, "Claim").is_ok
    bot.settle()
    assert bot.story().count("AssignmentClaimed") == 1
    assert priya.whispers == []


def test_a_number_nobody_knows_is_answered_with_what_to_do(bot: Play, priya: Colleague) -> None:
    a_card(bot)
    priya.commands("/claim 4711")
    priya.is_told("I know no issue #4711")
    assert "/issues lists the open ones" in priya.whispers[-1]


def test_a_closed_issue_cannot_be_claimed_by_its_number(bot: Play, priya: Colleague, omar: Colleague) -> None:
    priya.fills_in(a_card(bot), "Resolve", {})
    omar.commands("/claim 1001")
    omar.is_told("#1001 is closed already, by @priya")


def test_who_gives_a_claim_back_opens_it_for_the_others(bot: Play, priya: Colleague, omar: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "Claim")
    priya.clicks(card, "Release")
    assert any("@priya gave this back" in line for line in bot.lines(card))
    omar.clicks(card, "Claim")
    assert "Claimed by @omar" in card.plain


@on_both
def test_a_claim_that_falls_silent_is_asked_about_and_then_opened_to_the_others(
    bot: Play, clock: Play, priya: Colleague
) -> None:
    card = a_card(bot)
    priya.clicks(card, "Claim")
    clock.forward(hours=4, minutes=1)
    assert any("@priya, are you still on #1001?" in line for line in bot.lines(card))
    clock.forward(hours=2, minutes=1)
    assert any("I heard nothing more from @priya" in line for line in bot.lines(card))
    assert "Waiting for an answer" in card.plain
    assert bot.issue().owner.status is AssignmentStatus.WAITING


def test_one_click_keeps_the_claim(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "Claim")
    clock.forward(hours=4, minutes=1)
    question = next(line for line in card.thread if "are you still on #1001?" in line.plain)
    priya.clicks(question, "Yes, still on it")
    assert question.is_deleted
    clock.forward(hours=2, minutes=1)
    assert "Claimed by @priya" in card.plain
