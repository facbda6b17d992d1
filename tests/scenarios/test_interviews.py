"""The monthly interview: offered once to each seat, at work, as easily turned down as answered, and summed up."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play
from tests.scenarios.test_committee import TABLE

OFF = "interviews: false\n"
THE_TENTH = datetime(2026, 12, 10, 10, tzinfo=UTC)


@pytest.fixture
def bot(database_url: str, own_rules: Path) -> Iterator[Play]:
    """The café in December, with a committee."""
    company = own_rules / "company.yaml"
    text = company.read_text(encoding="utf-8")
    assert OFF in text
    company.write_text(text.replace(OFF, "") + TABLE, encoding="utf-8")
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
    return bot.posts("What the seats said in")


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
        priya.form(),
        {
            "example:billing": "I paid twice",
            "keywords:billing": "gift card, voucher",
            "wish:billing": "<!channel> Fewer cards",
        },
    )
    assert "Thank you! The strategist gets it" in question.plain
    assert question.buttons == []
    comes(bot, THE_TENTH.replace(day=20))
    comes(bot, THE_TENTH.replace(day=21))
    (told,) = report(bot)
    assert "What the seats said in December 2026" in told.plain
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
    assert form.errors == {"example:billing": "One answer is enough; a few words will do."}
    omar = bot.person("omar")
    omar.clicks(asked(priya)[0], "Please don't ask me again")
    assert "Answer" in asked(priya)[0].buttons, "somebody else's click changes nothing"


def answers(person: Colleague, **said: str) -> None:
    """Answer the interview that stands in their direct messages, about Billing."""
    person.clicks(asked(person)[-1], "Answer")
    person.submits(person.form(), {f"{question}:billing": text for question, text in said.items()})


@on_both
def test_an_answer_that_comes_after_the_summing_up_is_told_as_well_and_only_once(
    bot: Play, priya: Colleague, gita: Colleague
) -> None:
    comes(bot, THE_TENTH)
    answers(priya, wish="Fewer cards")
    comes(bot, THE_TENTH.replace(day=20))
    gita.clicks(asked(gita)[-1], "Answer")
    gita.submits(gita.form(), {"wish:counter": "More hands"})
    for hour in (11, 12):
        comes(bot, THE_TENTH.replace(day=20, hour=hour))
    first, late = report(bot)
    assert "Fewer cards" in first.plain
    assert "More hands" not in first.plain
    assert "Counter wish, or would like others to know: More hands" in late.plain
    assert "Fewer cards" not in late.plain


@on_both
def test_what_was_said_is_told_even_if_the_bot_was_down_from_the_twentieth_to_the_new_year(
    bot: Play, priya: Colleague
) -> None:
    comes(bot, THE_TENTH)
    answers(priya, wish="Fewer cards")
    comes(bot, datetime(2027, 1, 3, 10, tzinfo=UTC))
    (told,) = report(bot)
    assert "What the seats said in December 2026" in told.plain
    assert "Fewer cards" in told.plain


def with_departments(bot: Play, rules: Path, seats: dict[str, str]) -> None:
    """More departments, each with its channel and whoever sits for it."""
    departments = rules / "departments.yaml"
    text = departments.read_text(encoding="utf-8")
    a_department = re.search(r"  counter:\n(?:    .*\n)+", text)
    assert a_department is not None
    for key, seat in seats.items():
        named = re.sub(
            r"(?m)^    name: .*", f"    name: {key.title()}", a_department[0].replace("counter:", f"{key}:", 1)
        )
        text += re.sub(r"(?m)^    seat: .*", f"    seat: {seat}", named)
    departments.write_text(text, encoding="utf-8")
    bot.doorknock.rule_watch.tick()


def test_who_sits_for_two_departments_has_one_message_and_one_form_that_asks_about_both(
    bot: Play, own_rules: Path, priya: Colleague
) -> None:
    with_departments(bot, own_rules, {"cellar": "priya@larkfield.example"})
    comes(bot, THE_TENTH)
    (question,) = asked(priya)
    assert "You sit for Billing and Cellar: the same form asks about each." in question.plain
    priya.clicks(question, "Answer")
    priya.submits(priya.form(), {"wish:cellar": "Light", "keywords:billing": "voucher"})
    comes(bot, THE_TENTH.replace(day=20))
    (told,) = report(bot)
    assert "Billing know it by: voucher" in told.plain
    assert "Cellar wish, or would like others to know: Light" in told.plain


def test_the_answers_of_a_big_table_come_in_several_messages_and_none_is_lost(bot: Play, own_rules: Path) -> None:
    names = [f"dept-{number}" for number in range(1, 12)]
    for name in names:
        bot.workspace.add_person(name, name.title(), email=f"{name}@larkfield.example")
    with_departments(bot, own_rules, {name: f"{name}@larkfield.example" for name in names})
    comes(bot, THE_TENTH)
    for name in names:
        person = bot.person(name)
        person.clicks(asked(person)[0], "Answer")
        said = {"example": f"Word of {name} " * 30, "keywords": f"{name} one, {name} two", "wish": "Rest. " * 60}
        person.submits(person.form(), {f"{question}:{name}": text for question, text in said.items()})
    comes(bot, THE_TENTH.replace(day=20))
    bot.forward(minutes=5)
    told = report(bot)
    assert "What the seats said in December 2026 (1 of " in told[0].plain
    shown = "\n".join(each.plain for each in told)
    for name in names:
        assert f'when: {{text: ["{name} one", "{name} two"]}}' in shown
        assert f'- text: "{" ".join([f"Word of {name}"] * 30)}"' in shown


def test_without_a_committee_the_seats_are_asked_all_the_same(at_larkfield: Play, own_rules: Path) -> None:
    company = own_rules / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace(OFF, ""), encoding="utf-8")
    at_larkfield.doorknock.rule_watch.tick()
    comes(at_larkfield, THE_TENTH)
    priya = at_larkfield.person("priya")
    answers(priya, wish="Fewer cards")
    comes(at_larkfield, THE_TENTH.replace(day=20))
    assert "Fewer cards" in report(at_larkfield)[0].plain


@pytest.mark.parametrize("line", ["interviews: false", "committee:\n  interviews: false"])
def test_a_company_may_do_without(bot: Play, own_rules: Path, priya: Colleague, line: str) -> None:
    company = own_rules / "company.yaml"
    text = company.read_text(encoding="utf-8")
    key, _, inner = line.partition("\n")
    company.write_text(text.replace(key, line, 1) if inner else f"{text}\n{line}\n", encoding="utf-8")
    bot.doorknock.rule_watch.tick()
    comes(bot, THE_TENTH)
    assert asked(priya) == []
