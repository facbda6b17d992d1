"""The weekly summary: once, on Monday at nine where the strategist lives, never for weeks before there was a bot."""

from datetime import UTC, datetime

import pytest

from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

MONDAY_NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)


def summaries(bot: Play) -> list[Posted]:
    """What stands in the channel itself; the rest of a summary is in its thread."""
    channel = bot.channel("#social-weekly").id
    return [each for each in bot.posts("") if each.channel_id == channel and not each.now.is_reply]


@on_both
def test_it_is_posted_once_on_monday_at_nine(bot: Play, clock: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.fills_in(bot.the_card("#billing"), "Resolve", {"outcome": "Paid", "cause": "The old till"})
    clock.forward_to(datetime(2026, 11, 30, 8, 59, tzinfo=UTC))
    assert summaries(bot) == []
    clock.forward_to(datetime(2026, 11, 30, 9, 1, tzinfo=UTC))
    (summary,) = summaries(bot)
    assert "1 mention" in summary.plain
    (figures,) = summary.thread
    assert "1 issue closed" in figures.plain
    clock.forward(hours=30)
    assert len(summaries(bot)) == 1


def test_the_hour_is_the_strategists_own_also_after_the_clocks_changed(database_url: str) -> None:
    # On 25 October London leaves summer time: nine o'clock was eight in UTC before, and is nine after.
    with Play(database_url=database_url, start=datetime(2026, 10, 14, 9, tzinfo=UTC)) as bot:
        bot.settle()
        bot.forward_to(datetime(2026, 10, 19, 7, 59, tzinfo=UTC))
        assert summaries(bot) == []
        bot.forward_to(datetime(2026, 10, 19, 8, 1, tzinfo=UTC))
        assert len(summaries(bot)) == 1
        bot.forward_to(datetime(2026, 10, 26, 8, 59, tzinfo=UTC))
        assert len(summaries(bot)) == 1
        bot.forward_to(datetime(2026, 10, 26, 9, 1, tzinfo=UTC))
        assert len(summaries(bot)) == 2


@on_both
def test_after_three_weeks_away_only_the_newest_is_posted_and_a_note_tells_of_the_others(bot: Play) -> None:
    bot.receive("My refund is late")
    bot.clock.forward_to(datetime(2026, 12, 15, 11, tzinfo=UTC))
    bot.settle()
    said = [each.plain for each in summaries(bot)]
    assert len([each for each in said if "I was away for a while" in each]) == 1
    assert len(said) == 2
    assert any("2026-W48 to 2026-W49" in each for each in said)
    bot.forward(days=1)
    assert len(summaries(bot)) == 2


@pytest.mark.parametrize("weekday", [23, 24, 29])
def test_no_week_before_the_installation_is_summed_up(database_url: str, weekday: int) -> None:
    with Play(database_url=database_url, start=datetime(2026, 11, weekday, 12, tzinfo=UTC)) as bot:
        bot.settle()
        bot.forward_to(datetime(2026, 11, 30, 8, 59, tzinfo=UTC))
        assert summaries(bot) == []
        bot.forward_to(datetime(2026, 11, 30, 9, 1, tzinfo=UTC))
        assert len(summaries(bot)) == 1


def own_weeks(bot: Play, channel: str) -> list[Posted]:
    room = bot.channel(channel).id
    return [each for each in bot.posts("your week") if each.channel_id == room and not each.now.is_reply]


@on_both
def test_a_department_reads_its_own_week_in_its_channel_with_thanks_by_name_that_alert_nobody(
    bot: Play, clock: Play, priya: Colleague
) -> None:
    bot.receive("My refund is late")
    bot.receive("The refund was double")
    card, _ = bot.cards("#billing")
    priya.fills_in(card, "Resolve", {"outcome": "Paid", "cause": "Counter keeps the receipts in a drawer"})
    clock.forward_to(datetime(2026, 11, 30, 9, 1, tzinfo=UTC))
    (week,) = own_weeks(bot, "#billing")
    assert "Billing: your week, 23 – 29 November 2026" in week.plain
    assert "2 issues came to you; 1 answer is still due." in week.plain
    assert "Thank you: Priya (1)" in week.plain
    assert "<@" not in week.text
    (other,) = own_weeks(bot, "#counter")
    assert "1 why of other departments speaks of you" in other.plain
    assert "Counter keeps the receipts in a drawer" in other.thread[0].plain
    assert own_weeks(bot, "#website") == [], "where nothing was, nothing is said"
    clock.forward(hours=30)
    assert len(own_weeks(bot, "#billing")) == 1
