"""The committee: its agenda the working day before it meets, and what is agreed there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Play

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
