"""The committee: its agenda the working day before it meets, and what is agreed there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.workspace.actors import Whispered
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

TABLE = """
committee:
  channel: "#table"
  weekday: friday
  time: 14:00
"""
THURSDAY_AT_TWO = datetime(2026, 11, 26, 14, 1, tzinfo=UTC)


@pytest.fixture
def bot(database_url: str, own_rules: Path) -> Iterator[Play]:
    """The café, whose seats meet on Fridays."""
    company = own_rules / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + TABLE, encoding="utf-8")
    with Play(database_url=database_url, rules=own_rules) as play:
        yield play


def agendas(bot: Play) -> list[Posted]:
    return [each for each in bot.posts("The committee meets") if each.channel_id == bot.channel("#table").id]


@on_both
def test_the_agenda_is_posted_once_on_the_working_day_before(bot: Play) -> None:
    bot.receive("My refund is late")
    bot.person("priya").commands("/issue 1001 hand off counter they have the slip")
    bot.person("gita").commands("/issue 1001 hand off billing it is about the money")
    bot.forward_to(THURSDAY_AT_TWO.replace(hour=13, minute=59))
    assert agendas(bot) == []
    bot.forward_to(THURSDAY_AT_TWO)
    (agenda,) = agendas(bot)
    assert "The committee meets on Friday, 27 November 2026, 14:00" in agenda.plain
    assert "Issues that travelled" in agenda.plain
    assert "#1001 Billing → Counter → Billing; still open, with Billing" in agenda.plain
    bot.forward(days=1)
    assert len(agendas(bot)) == 1


def test_a_quiet_time_has_a_short_agenda(bot: Play) -> None:
    bot.forward_to(THURSDAY_AT_TWO)
    (agenda,) = agendas(bot)
    assert "Nothing waits for this meeting." in agenda.plain


def test_an_agenda_that_was_held_up_until_the_meeting_is_not_posted_any_more(bot: Play) -> None:
    bot.clock.forward_to(THURSDAY_AT_TWO)
    assert bot.doorknock.agendas.tick() == 1
    bot.clock.forward_to(THURSDAY_AT_TWO.replace(day=27))
    bot.settle()
    assert agendas(bot) == []


def test_after_a_meeting_that_passed_while_the_bot_was_down_the_next_one_has_its_agenda(bot: Play) -> None:
    bot.clock.forward_to(THURSDAY_AT_TWO.replace(day=28))
    bot.settle()
    assert agendas(bot) == []
    bot.forward_to(datetime(2026, 12, 3, 14, 1, tzinfo=UTC))
    (agenda,) = agendas(bot)
    assert "4 December" in agenda.plain


def notes(person: Colleague, what: str, who: Colleague, by: str = "2026-11-26") -> None:
    person.commands("/committee note")
    person.submits(person.form(), {"what": what, "who": who.id, "by": by})


def table(person: Colleague) -> Whispered:
    """What `/committee` shows this person now."""
    before = len(person.actor.ephemerals)
    person.commands("/committee")
    assert person.bot.workspace.state.wait_until(lambda: len(person.actor.ephemerals) > before, within=5)
    return person.actor.ephemerals[-1]


@on_both
def test_what_was_agreed_is_reminded_of_on_the_morning_of_its_day_and_ticked_off(
    bot: Play, gita: Colleague, priya: Colleague
) -> None:
    notes(gita, "Ask for a second till", priya)
    assert "Kept. I remind @priya on 26 November 2026." in gita.sees
    assert "Priya: Ask for a second till (by 26 November 2026)" in table(gita).plain
    bot.forward_to(datetime(2026, 11, 26, 8, 59, tzinfo=UTC))
    assert priya.knocks == []
    bot.forward_to(datetime(2026, 11, 26, 9, 1, tzinfo=UTC))
    reminder = priya.the_knock
    assert "what you took on at the committee's table" in reminder.plain
    assert "Ask for a second till" in reminder.plain
    bot.forward(hours=4)
    assert len(priya.knocks) == 1
    priya.clicks(reminder, "Done")
    assert "Done. Thank you!" in reminder.plain
    assert reminder.buttons == []
    assert "Nothing that was agreed is open." in table(gita).plain


@on_both
def test_what_is_not_done_stands_on_the_agenda_of_the_next_meeting(bot: Play, gita: Colleague, ines: Colleague) -> None:
    notes(gita, "Ask for a second till", ines, by="2026-11-25")
    notes(gita, "Fix the drain", gita, by="2026-12-02")
    bot.forward_to(THURSDAY_AT_TWO)
    (agenda,) = agendas(bot)
    assert "Agreed, and still open" in agenda.plain
    assert "Ines: Ask for a second till (has waited since 25 November)" in agenda.plain
    assert "Gita: Fix the drain (by 2 December)" in agenda.plain
    ines.clicks(agenda, "Note a follow-up")
    ines.submits(ines.form(), {"what": "Paint the wall", "who": gita.id})
    assert "on 27 November 2026" in ines.sees
    gita.commands("/committee agenda")
    assert "Gita: Paint the wall (by 27 November)" in gita.actor.awaits_ephemeral("The committee meets").plain


def test_the_table_shows_who_sits_there_and_when_it_meets(bot: Play, gita: Colleague) -> None:
    shown = table(gita).plain
    assert "It meets next on Fri 27 Nov, 14:00 GMT, in #table. Ines chairs it." in shown
    assert "Billing: Priya; Omar stands in" in shown
    assert "Triage" not in shown


def test_the_table_shows_who_is_away(bot: Play, own_rules: Path, gita: Colleague) -> None:
    (own_rules / "people.yaml").write_text(
        "people:\n  priya@larkfield.example: {away: [2026-11-20..2026-12-03]}\n", encoding="utf-8"
    )
    bot.doorknock.rule_watch.tick()
    bot.workspace.set_status("hugo", "On vacation", ":palm_tree:")
    shown = table(gita).plain
    assert "Billing: Priya (away to 3 December); Omar stands in" in shown
    assert "Counter: Gita; Hugo (away) stands in" in shown
    bot.workspace.faults.http_error("users.info", times=None)
    bot.forward(hours=2)
    assert "Billing: Priya (away to 3 December); Omar stands in" in table(gita).plain


def test_whoever_has_no_chair_is_told_whom_to_ask(bot: Play) -> None:
    bot.workspace.add_person("paul", "Paul", email="paul@larkfield.example")
    colleague = bot.person("paul")
    colleague.commands("/committee")
    assert colleague.is_told("Tell one of them what you would like them to talk about.")
    colleague.commands("/committee note")
    assert colleague.is_told("Tell one of them")


def test_only_whom_it_concerns_ticks_it_off_and_only_once(bot: Play, gita: Colleague, priya: Colleague) -> None:
    notes(gita, "Ask for a second till", gita)
    priya.clicks(table(priya), "Done")
    assert priya.is_told("Gita has taken this on")
    shown = table(gita)
    gita.clicks(shown, "Done")
    assert gita.is_told("Ticked off: “Ask for a second till”.")
    gita.clicks(shown, "Done")
    assert gita.is_told("That was ticked off already.")
    bot.forward_to(THURSDAY_AT_TWO)
    assert gita.knocks == []


def test_what_cannot_be_kept_is_said_beside_its_field(bot: Play, gita: Colleague) -> None:
    gita.commands("/committee note")
    form = gita.form()
    gita.submits(form, {"what": "Ask", "who": gita.id, "by": "2026-11-24"})
    assert str(form.errors["by"]).startswith("That day has begun already.")


def test_without_a_committee_the_command_says_where_to_name_one(at_larkfield: Play) -> None:
    gita = at_larkfield.person("gita")
    gita.commands("/committee")
    assert gita.is_told("committee in company.yaml does: a channel, a weekday and a time")


def reports(bot: Play) -> list[str]:
    return [each.plain for each in bot.posts("I have looked around the table")]


def a_night(bot: Play) -> None:
    """The next morning, by when the bot has looked around."""
    bot.forward(days=1)
    bot.doorknock.night_watch.tick()
    bot.settle()


@on_both
def test_who_left_and_what_was_archived_is_told_once_and_so_is_that_it_is_mended(bot: Play) -> None:
    a_night(bot)
    assert reports(bot) == []
    bot.workspace.change_person("hugo", is_deleted=True)
    bot.workspace.archive("#bakery")
    a_night(bot)
    (told,) = reports(bot)
    assert "New" in told
    assert "Counter: hugo@larkfield.example is not in this workspace any more" in told
    assert "Bakery: #bakery is archived" in told
    a_night(bot)
    assert len(reports(bot)) == 1
    bot.workspace.unarchive("#bakery")
    a_night(bot)
    assert "Mended, thank you\n• Bakery: #bakery is archived" in reports(bot)[1]
    assert "hugo" not in reports(bot)[1]


def test_every_channel_and_person_that_the_rulebook_counts_on_is_looked_at(bot: Play, own_rules: Path) -> None:
    bot.workspace.add_channel("#billing-week")
    bot.workspace.add_person("carl", "Carl", email="carl@larkfield.example")
    edits = {
        "company.yaml": [('  channel: "#table"', '  channel: "#table"\n  chair: carl@larkfield.example')],
        "departments.yaml": [("  billing:\n", '  billing:\n    summary: {channel: "#billing-week"}\n')],
    }
    for name, pairs in edits.items():
        text = (own_rules / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (own_rules / name).write_text(text, encoding="utf-8")
    bot.doorknock.rule_watch.tick()
    a_night(bot)
    assert reports(bot) == []
    for channel in ("#billing-week", "#wire"):
        bot.workspace.archive(channel)
    bot.workspace.change_person("carl", is_deleted=True)
    a_night(bot)
    (told,) = reports(bot)
    assert "Billing: #billing-week is archived" in told
    assert "Wire: #wire is archived" in told
    assert "Committee: carl@larkfield.example is not in this workspace any more" in told


def test_where_the_strategists_channel_is_archived_she_is_told_alone(bot: Play, ines: Colleague) -> None:
    a_night(bot)
    channel = bot.doorknock.rules.current.strategist.channel
    bot.workspace.archive(channel)
    a_night(bot)
    assert f"{channel} is archived" in ines.the_knock.plain


def test_while_slack_does_not_answer_nobody_is_said_to_have_left(bot: Play) -> None:
    bot.workspace.change_person("hugo", is_deleted=True)
    bot.workspace.faults.http_error("users.info", times=None)
    a_night(bot)
    assert reports(bot) == []
    bot.workspace.faults.clear()
    bot.forward(hours=2)
    bot.doorknock.night_watch.tick()
    bot.settle()
    assert "hugo@larkfield.example is not in this workspace any more" in reports(bot)[0]
