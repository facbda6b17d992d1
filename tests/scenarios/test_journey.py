"""Where on their journey people are: guessed, put right by a click, and counted in the summary."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.classification import Sentiment
from bot.workspace.actors import Shown
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play
from tests.scenarios.test_learning import School

JOURNEY = """
journey:
  queueing: Waiting at the counter
  paying: The bill and the card
"""


@pytest.fixture
def bot(database_url: str, own_rules: Path) -> Iterator[Play]:
    company = own_rules / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + JOURNEY, encoding="utf-8")
    with Play(database_url=database_url, rules=own_rules) as play:
        yield play


def why_me(person: Colleague, card: Posted, *, shows: str) -> Shown:
    """Why me?, once it is whole."""
    if person.actor.has_view:
        person.actor.closes(person.actor.view)
    person.asks_for(card, "Why me?")
    person.actor.awaits_view("Why me?")
    assert person.bot.workspace.state.wait_until(lambda: "None that I remember" in person.sees, within=5)
    assert shows in person.sees, person.sees
    return person.actor.view


@on_both
def test_a_guess_is_put_right_by_a_click_and_stays_so(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late [queueing]")
    card = bot.the_card("#billing")
    priya.clicks(why_me(priya, card, shows="Where on their journey, as I guess: Queueing"), "Paying")
    assert (
        "I've noted that #1001 is about this stage: Paying, and I'll learn from it."
        in priya.actor.awaits_view("Noted").plain
    )
    assert bot.issue().stage == "paying"
    assert "StageCorrected" in bot.story()
    why_me(priya, card, shows="Where on their journey: Paying, as one of you has said.")


@on_both
def test_the_summary_counts_by_what_people_have_said(bot: Play, priya: Colleague) -> None:
    for text in (
        "My refund is late",
        "Charged for cold soup",
        "Billing never answers",
        "Where do I get a receipt, billing?",
    ):
        bot.receive(f"{text} [queueing]")
    priya.clicks(why_me(priya, bot.cards("#billing")[0], shows="as I guess: Queueing"), "Paying")
    now = bot.clock.now()
    with bot.doorknock.open_unit().for_reading() as unit:
        felt = unit.record.felt_between(now - timedelta(days=1), now + timedelta(days=1))
    assert felt == {("queueing", Sentiment.NEUTRAL): 3, ("paying", Sentiment.NEUTRAL): 1}


def test_somebody_of_another_department_puts_nothing_right(bot: Play, gita: Colleague) -> None:
    bot.receive("My refund is late [queueing]")
    gita.clicks(why_me(gita, bot.the_card("#billing"), shows="as I guess: Queueing"), "Paying")
    gita.actor.awaits_view("One moment")
    assert bot.issue().stage == ""


def test_without_a_guess_it_is_asked(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    why_me(priya, bot.the_card("#billing"), shows="Where on their journey? I cannot tell.")


@on_both
def test_a_stage_that_was_clicked_is_said_of_the_next_mention_like_it(database_url: str, tmp_path: Path) -> None:
    with School(database_url=database_url, folder=tmp_path, company_too=JOURNEY) as school:
        ines = school.person("ines")
        school.receive("my voucher was refused, fourteen minutes of argument")
        why_me(ines, newest_card(school), shows="Where on their journey? I cannot tell.")
        for text in ("my voucher was refused and torn", "voucher refused again", "why was my voucher refused"):
            school.receive(text)
            ines.clicks(why_me(ines, newest_card(school), shows="Where on their journey"), "Paying")
            assert "I'll learn from it" in ines.actor.awaits_view("Noted").plain
        ines.commands("/doorknock lessons")
        assert "Paying" in ines.is_told("I've learned from 3 of your colleagues' clicks")
        school.learn()
        school.receive("they refused it, was my voucher too old?")
        why_me(ines, newest_card(school), shows="Where on their journey, as I guess: Paying")


def newest_card(school: School) -> Posted:
    """The card of the issue that was opened last, at its own door."""
    door = school.issue(school.newest).owner.department
    return school.cards("#triage" if door == "triage" else f"#{door}")[-1]
