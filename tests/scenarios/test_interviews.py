"""The monthly interview: offered once to each seat, at work, as easily turned down as answered, and summed up."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play
from tests.scenarios.test_committee import TABLE

THE_TENTH = datetime(2026, 12, 10, 10, tzinfo=UTC)


@pytest.fixture
def bot(database_url: str, own_rules: Path) -> Iterator[Play]:
    """The café in December, with a committee."""
    company = own_rules / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + TABLE, encoding="utf-8")
    with Play(database_url=database_url, rules=own_rules, start=datetime(2026, 12, 9, 10, tzinfo=UTC)) as play:
        yield play


def comes(bot: Play, instant: datetime) -> None:
    """The time has come, and the bot has looked whom it may ask."""
    bot.forward_to(instant)
    bot.doorknock.interviews.tick()
    bot.settle()


def asked(person: Colleague) -> list[Posted]:
    return [each for each in person.knocks if "three short questions" in each.plain]


def report(bot: Play) -> list[Posted]:
    return bot.posts("What the seats say this month")


@on_both
def test_each_seat_is_asked_once_a_month_and_the_strategist_reads_what_they_said(
    bot: Play, priya: Colleague, gita: Colleague, omar: Colleague
) -> None:
    comes(bot, THE_TENTH.replace(day=9))
    assert asked(priya) == []
    comes(bot, THE_TENTH)
    comes(bot, THE_TENTH.replace(hour=11))
    (question,) = asked(priya)
    assert len(asked(gita)) == 1
    assert asked(omar) == [], "who stands in is not asked"
    priya.clicks(question, "Answer")
    priya.submits(
        priya.form(), {"example": "I paid twice", "keywords": "gift card, voucher", "wish": "<!channel> Fewer cards"}
    )
    assert "Thank you! The strategist gets it" in question.plain
    assert question.buttons == []
    comes(bot, THE_TENTH.replace(day=20))
    comes(bot, THE_TENTH.replace(day=21))
    (told,) = report(bot)
    assert "Billing call this typically theirs: I paid twice" in told.plain
    assert "Billing wish, or would like others to know: <!channel> Fewer cards" in told.plain
    assert 'when: {text: ["gift card", "voucher"]}' in told.plain
    assert "Counter" not in told.plain


def test_nobody_is_asked_at_night_or_while_they_are_away(bot: Play, priya: Colleague, gita: Colleague) -> None:
    bot.workspace.set_status("gita", "On vacation", ":palm_tree:")
    comes(bot, THE_TENTH.replace(hour=23))
    assert asked(priya) == []
    comes(bot, THE_TENTH.replace(day=11))
    assert len(asked(priya)) == 1
    assert asked(gita) == []


@on_both
def test_it_is_as_easy_to_say_no_for_a_month_and_for_good(bot: Play, priya: Colleague, gita: Colleague) -> None:
    comes(bot, THE_TENTH)
    (of_priya,), (of_gita,) = asked(priya), asked(gita)
    priya.clicks(of_priya, "Not this month")
    gita.clicks(of_gita, "Please don't ask me again")
    assert "All right, not this month." in of_priya.plain
    assert "All right, I won't ask you again." in of_gita.plain
    comes(bot, datetime(2026, 12, 21, 10, tzinfo=UTC))
    assert report(bot) == []
    comes(bot, datetime(2027, 1, 12, 10, tzinfo=UTC))
    assert len(asked(priya)) == 1
    assert asked(gita) == []


def test_one_answer_is_needed_and_only_ones_own_interview_is_dealt_with(bot: Play, priya: Colleague) -> None:
    comes(bot, THE_TENTH)
    priya.clicks(asked(priya)[0], "Answer")
    form = priya.form()
    priya.submits(form, {})
    assert form.errors == {"example": "One answer is enough; a few words will do."}
    omar = bot.person("omar")
    omar.clicks(asked(priya)[0], "Please don't ask me again")
    assert "Answer" in asked(priya)[0].buttons, "somebody else's click changes nothing"


def test_a_committee_may_do_without(bot: Play, own_rules: Path, priya: Colleague) -> None:
    company = own_rules / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + "  interviews: false\n", encoding="utf-8")
    bot.doorknock.rule_watch.tick()
    comes(bot, THE_TENTH)
    assert asked(priya) == []
