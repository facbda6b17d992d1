"""Anybody may ask what the public says about something, and gets an answer with figures and examples."""

from datetime import timedelta

import pytest

from bot.services.administration import Administration
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

ASKED = '/mentions about "late check-out" last 30 days'
TITLE = "What is said about “late check-out”"


@on_both
def test_a_question_is_answered_with_counts_departments_trend_and_examples(bot: Play, priya: Colleague) -> None:
    bot.receive("Charged for a late checkout in spring")
    bot.clock.forward(timedelta(days=35))
    bot.receive("I was charged for a late check-out", author="Ben Example")
    bot.receive("Charged twice for Late Check-outs!")
    bot.receive("The queue at the counter was long")
    bot.receive("Nice bread")
    priya.commands(ASKED)
    shown = priya.actor.awaits_ephemeral(TITLE)
    assert "2 mentions in the last 30 days, 1 more than in the 30 days before." in shown.plain
    assert "Who has it: Billing 2" in shown.plain
    assert "Week by week: 0 · 0 · 0 · 2" in shown.plain
    assert "I was charged for a late check-out" in shown.plain
    assert "queue" not in shown.plain
    assert "|#1003>" in str(shown.shown.blocks)


@on_both
def test_what_is_meant_is_found_though_it_is_said_in_other_words(bot: Play, gita: Colleague) -> None:
    bot.receive("Somebody took my umbrella from the stand")
    bot.receive("Somebody took my cake")
    gita.commands('/mentions about "umbrella from the stand stolen"')
    shown = gita.actor.awaits_ephemeral("1 mention in the last 30 days")
    assert "0 in these words, 1 by their meaning" in shown.plain


@pytest.mark.parametrize(
    ("asked", "narrowed"),
    [("brand:pips", "about Pip's"), ("at Billing", "what Billing has or had"), ("from X", "from X")],
)
def test_a_brand_a_department_and_a_source_narrow_it_down(
    bot: Play, ines: Colleague, asked: str, narrowed: str
) -> None:
    bot.receive("My refund is late", brand="pips")
    bot.receive("My refund is lost", brand="larkfield", platform="tripadvisor")
    ines.commands("/issue 1002 hand off website")
    ines.commands(f"/mentions about refund {asked}")
    shown = ines.actor.awaits_ephemeral(f"Only {narrowed}")
    assert "1 mention in the last 30 days" in shown.plain
    assert "My refund is late" in shown.plain


def test_where_nobody_has_said_it_the_answer_says_what_was_looked_at_and_what_to_try(
    bot: Play, ines: Colleague
) -> None:
    bot.receive("My refund is late")
    ines.commands("/mentions about jellyfish last week brand:pips")
    told = ines.is_told("Nobody has said anything about “jellyfish” in the last 7 days (about Pip's).")
    assert "/mentions about jellyfish last 90 days" in told
    assert "I read 1 mention for this." in told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/mentions", "Ask me what the public says about something"),
        ("/mentions I love your bread", "To hand in something that somebody said, it is /mention"),
        ("/mentions about", "What would you like to know about?"),
        ("/mentions about queues brand:<!channel>", "I know no brand called"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_how_to_ask(bot: Play, ines: Colleague, typed: str, told: str) -> None:
    ines.commands(typed)
    ines.is_told(told)


def test_a_guest_is_told_nothing(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    bot.workspace.change_person("priya", is_guest=True)
    priya.commands("/mentions about refund", "#billing")
    priya.is_told("That is for colleagues.")
    assert not any("My refund" in each for each in priya.whispers)


def test_what_was_erased_is_found_no_more(bot: Play, ines: Colleague) -> None:
    bot.receive("My refund is late, says Ada")
    Administration(bot.doorknock.open_unit, bot.clock, bot.doorknock.issues).erase(1001, by=ines.id)
    ines.commands("/mentions about refund")
    ines.is_told("Nobody has said anything about “refund”")


def test_a_question_that_lacks_a_letter_is_no_mention(bot: Play, ines: Colleague) -> None:
    bot.receive("I was charged for a late check-out")
    ines.commands(ASKED.replace("/mentions", "/mention"))
    ines.is_told("1 mention in the last 30 days")
    ines.commands("/mention about time that somebody fixed the late check-out")
    assert bot.doorknock.issues.get(1002) is not None
