"""Emoji on a card: what the rulebook says of them, for whoever may, and no harm where somebody only likes it."""

import shutil
from pathlib import Path

import pytest

from bot.core.issue import AssignmentStatus
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import RULES, Colleague, Play


@pytest.fixture
def card(bot: Play) -> Posted:
    bot.receive("My refund is late")
    return bot.the_card("#billing")


def status(bot: Play) -> AssignmentStatus:
    return bot.issue().assignments[0].status


@on_both
def test_an_arrow_offers_the_likely_departments_and_one_click_hands_off(
    bot: Play, priya: Colleague, card: Posted
) -> None:
    bot.receive("A refund for the broken app")
    card = bot.cards("#billing")[-1]
    priya.reacts(card, "arrow_right")
    priya.is_told("Which department should have #1002?")
    offered = priya.actor.ephemerals[-1]
    assert offered.buttons == ["Website", "Something else…"]
    priya.clicks(offered, "Website")
    assert bot.issue(1002).owner.department == "website"
    assert bot.story(1002).count("AssignmentHandedOff") == 1


def test_another_department_is_picked_in_the_form(bot: Play, priya: Colleague, card: Posted) -> None:
    priya.reacts(card, "arrow_right")
    priya.is_told("Which department should have #1001?")
    offered = priya.actor.ephemerals[-1]
    priya.clicks(offered, offered.buttons[-1])
    assert "Who can help with this?" in priya.actor.awaits_view().plain


def test_an_emoji_on_a_line_of_the_thread_is_as_good_as_on_the_card(bot: Play, priya: Colleague, card: Posted) -> None:
    priya.commands("/issue 1001 note Rang the bank")
    [line] = [each for each in card.thread if "A note from" in each.plain]
    priya.reacts(line, "eyes")
    assert bot.issue().owner.claimed_by == priya.id


def test_an_emoji_on_what_a_person_wrote_asks_for_nothing(
    bot: Play, priya: Colleague, omar: Colleague, card: Posted
) -> None:
    reply = priya.says("#billing", "The bank has it", thread=card)
    omar.reacts(reply, "white_check_mark")
    omar.reacts(reply, "eyes")
    assert status(bot) is AssignmentStatus.ANSWERED


@pytest.mark.parametrize("emoji", ["tada", "heart", "+1", "alarm_clock", "x"])
def test_an_emoji_without_a_meaning_is_just_an_emoji(bot: Play, priya: Colleague, card: Posted, emoji: str) -> None:
    priya.reacts(card, emoji)
    assert status(bot) is AssignmentStatus.WAITING
    assert priya.whispers == []


@on_both
def test_taking_the_eyes_off_gives_the_claim_back(bot: Play, priya: Colleague, card: Posted) -> None:
    priya.reacts(card, "eyes")
    assert priya.actor.unreacts(card, "eyes").is_ok
    bot.settle()
    assert status(bot) is AssignmentStatus.WAITING
    assert any("gave this back" in line for line in bot.lines(card))


def test_taking_the_eyes_off_is_tidying_up_once_something_else_has_happened(
    bot: Play, priya: Colleague, card: Posted
) -> None:
    priya.reacts(card, "eyes")
    priya.says("#billing", "The bank has it", thread=card)
    assert priya.actor.unreacts(card, "eyes").is_ok
    assert bot.issue().owner.claimed_by == priya.id


def test_taking_the_eyes_off_leaves_a_claim_that_was_made_by_a_click(bot: Play, priya: Colleague, card: Posted) -> None:
    priya.clicks(card, "Claim")
    priya.reacts(card, "eyes")
    assert priya.actor.unreacts(card, "eyes").is_ok
    assert bot.issue().owner.claimed_by == priya.id


def test_taking_ones_own_eyes_off_leaves_somebody_elses_claim(
    bot: Play, priya: Colleague, omar: Colleague, card: Posted
) -> None:
    omar.reacts(card, "eyes")
    priya.reacts(card, "eyes")
    priya.is_told("@omar has #1001 already")
    assert priya.actor.unreacts(card, "eyes").is_ok
    assert bot.issue().owner.claimed_by == omar.id
    assert len(priya.whispers) == 1


def test_the_strategist_gives_emoji_other_meanings_while_the_bot_runs(tmp_path: Path) -> None:
    rules = shutil.copytree(RULES, tmp_path / "rules")
    with Play(rules=rules) as bot:
        priya = bot.person("priya")
        bot.receive("My refund is late")
        card = bot.the_card("#billing")
        company = rules / "company.yaml"
        meanings = "reactions: {raised_hand: claim, sos: escalate, zzz: snooze}"
        company.write_text(f"{company.read_text()}\n{meanings}\n")
        bot.doorknock.rule_watch.tick()
        priya.reacts(card, "eyes")
        assert status(bot) is AssignmentStatus.WAITING
        priya.reacts(card, "zzz")
        priya.is_told("For how long should I keep quiet about #1001?")
        priya.reacts(card, "raised_hand::skin-tone-3")
        assert bot.issue().owner.claimed_by == priya.id
        priya.reacts(card, "sos")
        assert "IssueEscalated" in bot.story()
        priya.says("#billing", "@doorknock help", thread=card)
        told = priya.is_told("An emoji on a card is enough")
        assert "claims it" in told
        assert "asks for help" in told
        assert "resolves it" not in told
