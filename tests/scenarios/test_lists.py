"""Lists: mine, my department's, overdue, closed, and those to choose from; page by page, each line with its button."""

import hashlib
import re

import pytest

from bot.workspace.actors import Whispered
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

PAGE = 8


def numbers(shown: Whispered) -> list[int]:
    return [int(number) for number in re.findall(r"#(\d{4}) ", shown.plain)]


def complaints(bot: Play, count: int) -> None:
    """So many issues, each about something else."""
    for number in range(count):
        words = re.findall("....", hashlib.sha256(f"{number}".encode()).hexdigest())
        bot.receive(f"A refund: {' '.join(words)}")


@on_both
def test_pages_turn_and_neither_repeat_nor_skip(bot: Play, priya: Colleague) -> None:
    complaints(bot, 2 * PAGE + 1)
    priya.commands("/issues")
    shown = priya.actor.awaits_ephemeral("Open issues · page 1")
    first = numbers(shown)
    assert "Previous" not in shown.buttons
    priya.clicks(shown, "Next")
    shown = priya.actor.awaits_ephemeral("page 2")
    second = numbers(shown)
    priya.clicks(shown, "Next")
    shown = priya.actor.awaits_ephemeral("page 3")
    assert "Next" not in shown.buttons
    assert first + second + numbers(shown) == list(range(1001, 1001 + 2 * PAGE + 1))
    priya.clicks(shown, "Previous")
    assert numbers(priya.actor.awaits_ephemeral("page 2")) == second
    assert len(priya.actor.ephemerals) == 1


def test_a_page_that_has_emptied_meanwhile_shows_the_last_one_there_is(bot: Play, priya: Colleague) -> None:
    complaints(bot, PAGE + 1)
    priya.commands("/issues")
    shown = priya.actor.awaits_ephemeral("page 1")
    priya.commands("/issue 1009 resolve paid")
    priya.clicks(shown, "Next")
    shown = priya.actor.awaits_ephemeral("Open issues")
    assert bot.workspace.state.wait_until(lambda: "Next" not in shown_now(priya).buttons, within=5)
    assert numbers(shown_now(priya)) == list(range(1001, 1009))


def shown_now(person: Colleague) -> Whispered:
    return person.actor.awaits_ephemeral("Open issues")


def test_the_most_urgent_comes_first(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    bot.receive("The website forgot my order [emergency]")
    priya.commands("/issues")
    assert numbers(priya.actor.awaits_ephemeral("Open issues")) == [1002, 1001]


@pytest.mark.parametrize(
    ("words", "title", "found"),
    [
        ("", "Open issues", [1001, 1002, 1003]),
        ("mine", "Yours", [1001]),
        ("my department", "Open at your doors", [1001, 1003]),
        ("Billing", "Open for Billing", [1001, 1003]),
        ("#website", "Open for Website", [1002]),
        ("closed", "Closed lately", [1004]),
    ],
)
def test_each_list_holds_what_its_title_says(
    bot: Play, priya: Colleague, words: str, title: str, found: list[int]
) -> None:
    for text in ("My refund is late", "The website forgot me", "Charged for cold soup", "A refund, please, says Bo"):
        bot.receive(text)
    priya.commands("/claim 1001")
    priya.commands("/issue 1004 resolve paid")
    priya.commands(f"/issues {words}")
    assert numbers(priya.actor.awaits_ephemeral(title)) == found


def test_what_waits_longer_than_hoped_is_overdue(bot: Play, clock: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.commands("/issues overdue")
    priya.is_told("Nothing is waiting")
    clock.forward(days=1, hours=3)
    priya.commands("/issues late")
    assert numbers(priya.actor.awaits_ephemeral("Waiting longer than hoped")) == [1001]


@pytest.mark.parametrize("line", ["/issues 1001", "/issues #1001", "/issue 1001:", "/issue #1001."])
def test_a_number_is_understood_with_a_letter_or_a_dot_too_many(bot: Play, priya: Colleague, line: str) -> None:
    bot.receive("My refund is late")
    priya.commands(line)
    priya.is_told("What happened so far")


def test_a_name_that_is_no_department_is_answered_with_those_there_are(bot: Play, priya: Colleague) -> None:
    priya.commands("/issues <!channel> marketing")
    told = priya.is_told("I know no department called")
    assert "bakery" in told
    assert "<!channel>" not in priya.actor.ephemerals[-1].text


def test_claim_without_a_number_offers_what_nobody_has_in_ones_own_department(bot: Play, priya: Colleague) -> None:
    for text in ("My refund is late", "The website forgot me", "Charged for cold soup"):
        bot.receive(text)
    priya.commands("/claim 1001")
    priya.commands("/claim")
    shown = priya.actor.awaits_ephemeral("Which one would you like?")
    assert 1002 not in numbers(shown)
    assert "#1003" in shown.plain
    priya.clicks(shown, "Claim")
    priya.is_told("#1003 is yours now")
    assert bot.issue(1003).owner.claimed_by == priya.id


def test_claim_without_a_number_where_everything_has_somebody(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.commands("/claim 1001")
    priya.commands("/claim")
    priya.is_told("Everything has somebody")


def test_escalate_without_a_number_offers_a_choice_and_asks_why(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.commands("/escalate")
    priya.clicks(priya.actor.awaits_ephemeral("Which one do you need help with?"), "Escalate")
    priya.submits(priya.form(), {"why": "a lawyer called"})
    assert any("asks for help" in line for line in bot.lines(bot.the_card("#billing")))


def test_a_line_of_a_list_shows_its_issue(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.commands("/issues")
    priya.clicks(priya.actor.awaits_ephemeral("Open issues"), "Show")
    priya.is_told("What happened so far")


@pytest.mark.parametrize("value", ["open::0", "department:no such:1", "open::99999999", "", "1001:1"])
def test_a_forged_page_is_answered_kindly(bot: Play, priya: Colleague, value: str) -> None:
    turn(bot, priya, value)
    priya.is_told("Something went wrong on my side and nothing was changed")


@pytest.mark.parametrize(
    ("value", "first"), [("no_such::2", 1001), ("department:no-such:2", 1001), ("open::999", 1009)]
)
def test_a_list_or_page_there_is_not_any_more_is_one_that_there_is(
    bot: Play, priya: Colleague, value: str, first: int
) -> None:
    turn(bot, priya, value)
    is_shown = bot.workspace.state.wait_until(lambda: numbers(shown_now(priya))[0] == first, within=5)
    assert is_shown, priya.whispers


def turn(bot: Play, priya: Colleague, value: str) -> None:
    complaints(bot, PAGE + 1)
    priya.commands("/issues")
    shown = priya.actor.awaits_ephemeral("page 1")
    for block in shown.shown.blocks:
        for element in block.get("elements", ()):
            element["value"] = value
    priya.clicks(shown, "Next")
