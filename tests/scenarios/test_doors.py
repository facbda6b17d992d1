"""The map of doors, by every way it is asked for, and to whom it is shown."""

import re

import pytest

from bot.workspace.actors import Whispered
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

ALL = "The doors, over the last four weeks"
BILLING = "Billing: the door"


def lines(shown: Whispered) -> list[str]:
    return shown.plain.splitlines()


def line_of(shown: Whispered, name: str) -> str:
    return next(line for line in lines(shown) if re.match(rf"\W*{name}: ", line))


@on_both
def test_the_strategist_sees_which_doors_opened_and_which_stayed_silent(
    bot: Play, clock: Play, ines: Colleague, priya: Colleague, gita: Colleague
) -> None:
    bot.receive("My refund is late")
    bot.receive("The queue at the counter is endless")
    gita.clicks(bot.the_card("#counter"), "Claim")
    clock.forward(hours=5)
    ines.commands("/doors")
    shown = ines.actor.awaits_ephemeral(ALL)
    assert line_of(shown, "Billing").endswith("asked once, no answer so far, 2 knocks; unanswered for 5 hours")
    assert "asked once, 1 answer (within less than a minute), no knock needed" in line_of(shown, "Counter")
    assert next(line for line in lines(shown) if re.match(r"\W*[A-Z]\w+: ", line)) == line_of(shown, "Billing")


@on_both
def test_a_door_says_what_is_quiet_there_and_why_with_a_link_to_its_card(
    bot: Play, clock: Play, ines: Colleague, priya: Colleague
) -> None:
    bot.receive("My refund is late")
    bot.receive("Charged for cold soup")
    priya.says("#billing", "Let me look", thread=bot.cards("#billing")[1])
    clock.forward(hours=3)
    ines.commands("/doors billing")
    shown = ines.actor.awaits_ephemeral(BILLING)
    assert "#1001 no word yet, for 3 hours" in shown.plain
    assert "#1002 talked about, not taken yet, for 3 hours" in shown.plain
    assert "1 answer before any knock" in shown.plain
    assert "|#1001>" in str(shown.shown.blocks)


def test_a_card_that_never_arrived_is_why_the_door_is_silent(bot: Play, clock: Play, ines: Colleague) -> None:
    bot.workspace.archive("#billing")
    bot.receive("My refund is late")
    clock.forward(hours=3)
    ines.commands("/doors billing")
    assert "#1001 my message has not arrived, so they cannot know" in ines.actor.awaits_ephemeral(BILLING).plain


def test_a_door_is_picked_from_the_menu_and_one_gets_back(bot: Play, ines: Colleague) -> None:
    ines.commands("/doors")
    shown = ines.actor.awaits_ephemeral(ALL)
    ines.clicks(shown, "Billing")
    shown = ines.actor.awaits_ephemeral(BILLING)
    assert "Nothing to answer. A good moment to ask how they are." in shown.plain
    ines.clicks(shown, "All doors")
    ines.actor.awaits_ephemeral(ALL)
    assert len(ines.actor.ephemerals) == 1


@pytest.mark.parametrize("words", ["doors", "Doors billing", "doors #billing"])
def test_the_bot_is_asked_by_its_name_anywhere(bot: Play, ines: Colleague, words: str) -> None:
    bot.receive("My refund is late")
    ines.says("#social", f"@doorknock {words}")
    ines.is_told(ALL if words == "doors" else BILLING)
    ines.answers_alone(words)
    assert any("door" in each.plain for each in ines.actor.ephemerals)


def test_words_about_doors_in_a_cards_thread_are_an_answer(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.says("#billing", "@doorknock doors of the till are stuck", thread=bot.the_card("#billing"))
    assert "Responded" in bot.story()


def test_a_topic_without_a_door_is_named_with_what_could_be_done(bot: Play, ines: Colleague) -> None:
    for text in ("Where is the parking?", "No parking, sadly", "Parking was full again", "Lovely staff"):
        bot.receive(text)
    for number in (1001, 1002):
        ines.commands(f"/issue {number} hand off counter")
    ines.commands("/doors")
    shown = ines.actor.awaits_ephemeral("Topics without a door")
    assert "“parking”: 3 issues; most of it ends at Counter: a rule would spare the detour" in shown.plain


def test_a_seat_sees_every_door_and_others_their_own(bot: Play, priya: Colleague) -> None:
    priya.commands("/doors website")
    priya.is_told("Website: the door")
    bot.workspace.add_person("nora")
    nora = bot.person("nora")
    nora.commands("/doors")
    nora.is_told("I don't know yet where you sit")
    nora.commands("/doors billing")
    nora.is_told("I don't know yet where you sit")


def test_somebody_of_a_department_sees_its_own_door_and_no_other(bot: Play) -> None:
    bot.workspace.add_person("nora")
    bot.workspace.invite("nora", "#billing")
    nora = bot.person("nora")
    nora.commands("/doors")
    shown = nora.actor.awaits_ephemeral(ALL)
    assert "Billing" in shown.plain
    assert "Counter" not in shown.plain
    nora.commands("/doors counter")
    nora.is_told("That door is shown to its own department, the seats and the strategist. Yours: Billing.")


def test_a_name_that_is_no_department_is_answered_with_those_there_are(bot: Play, ines: Colleague) -> None:
    ines.commands("/doors <!channel> marketing")
    told = ines.is_told("I know no department called")
    assert "bakery" in told


def test_a_quiet_month_is_no_drama(bot: Play, ines: Colleague) -> None:
    ines.commands("/doors")
    shown = ines.actor.awaits_ephemeral("Every door that was knocked on has opened")
    assert "🔔" not in shown.plain
    assert "Topics without a door" not in shown.plain
