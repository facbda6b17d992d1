"""The strategist hears of the daily count when something is off, once a day, and else never."""

from datetime import timedelta

from sqlalchemy import text

from bot.store.database import connect
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import TUESDAY, Play

TITLE = "something is off"


def lose_a_mention(database_url: str) -> None:
    """Somebody deletes one by hand."""
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM mentions"))
    engine.dispose()


def test_a_week_in_which_all_is_well_says_nothing(bot: Play) -> None:
    bot.receive("The refund never came")
    bot.forward(days=7)
    assert bot.posts(TITLE) == []


@on_both
def test_a_mention_that_is_nowhere_is_told_each_morning_once(bot: Play, database_url: str) -> None:
    bot.doorknock.intake.receive([])
    bot.send([])
    bot.forward(hours=12)
    with bot.doorknock.open_unit() as unit:
        assert unit.record.ledger().lost == 0
    bot.receive("Thank you for the lovely cake", external_id="cake")
    lose_a_mention(database_url)
    bot.forward(hours=24)
    [told] = bot.posts(TITLE)
    assert "Nowhere to be found: one mention." in told.plain
    assert "Waiting" not in told.plain
    assert "Everything else adds up" in told.plain
    bot.forward(hours=48)
    assert len(bot.posts(TITLE)) == 3


def test_what_waits_for_slack_for_more_than_a_day_is_told_and_then_no_more(bot: Play, slack: Workspace) -> None:
    bot.forward(minutes=1)
    slack.faults.http_error("*", status=503, times=None)
    bot.receive("My refund is late")

    def found_on_morning(number: int) -> int:
        bot.clock.forward_to(TUESDAY + timedelta(days=number))
        return bot.doorknock.ledger_check.tick()

    # The first morning it has not waited for a day yet.
    assert [found_on_morning(1), found_on_morning(2)] == [0, 1]
    slack.faults.clear()
    bot.forward(minutes=10)
    [told] = bot.posts(TITLE)
    assert "Waiting for Slack for more than a day: one message." in told.plain
    assert found_on_morning(3) == 0


def test_what_slack_refused_for_good_is_counted_once(bot: Play, slack: Workspace) -> None:
    slack.faults.fail("chat.postMessage", "is_archived", channel="#billing")
    slack.faults.fail("chat.postMessage", "is_archived", channel="#social", times=2)
    bot.receive("My refund is late")
    bot.forward(days=4)
    [told] = bot.posts(TITLE)
    assert "Refused by Slack since the last count: 2 messages." in told.plain
