"""A week's pictures come into the thread of its summary, once, and never keep the summary from being read."""

from datetime import UTC, datetime

import pytest

from bot.workspace.model import StoredFile
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Play

MONDAY_NINE = datetime(2026, 11, 30, 9, 1, tzinfo=UTC)
TITLES = ["12 mentions, day by day", "0 of 12 doors answered in time"]
SHARING = "files.completeUploadExternal"


def live_through(bot: Play) -> None:
    """A week with enough mentions for a picture, up to the minute after its summary."""
    for number in range(12):
        bot.receive(f"My refund for room {number} is {number} days late")
    bot.clock.forward_to(MONDAY_NINE)
    bot.settle()


def summary(bot: Play) -> Posted:
    channel = bot.channel("#social-weekly").id
    [found] = [each for each in bot.posts("The week of") if each.channel_id == channel]
    return found


def pictures(bot: Play) -> list[StoredFile]:
    files = bot.workspace.state.shelves.files
    return [files[file] for reply in summary(bot).thread for file in reply.now.files]


def titles(bot: Play) -> list[str]:
    return [picture.title for picture in pictures(bot)]


@on_both
def test_pictures_come_into_the_summarys_thread_once_with_words_for_whoever_cannot_see_them(bot: Play) -> None:
    live_through(bot)
    picture, _ = pictures(bot)
    assert titles(bot) == TITLES
    assert picture.alt.startswith("12 mentions in the week of 23 – 29 November 2026, by day: Monday none; Tuesday 12 (")
    assert picture.data.startswith(b"\x89PNG")
    bot.forward(days=2)
    assert titles(bot) == TITLES
    assert bot.ledger().outbox.keys() <= {"sent", "dropped"}


@pytest.mark.parametrize("lose", ["refuse", "drop_after"])
@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload", SHARING])
def test_wherever_slack_breaks_off_each_picture_is_there_once(bot: Play, step: str, lose: str) -> None:
    getattr(bot.workspace.faults, lose)(step)
    live_through(bot)
    bot.forward(hours=1)
    assert titles(bot) == TITLES


def test_without_the_permission_the_summary_stands_and_the_strategist_hears_it_once(bot: Play) -> None:
    bot.workspace.faults.fail("files.getUploadURLExternal", "missing_scope", times=None)
    live_through(bot)
    assert "12 mentions" in summary(bot).plain
    [told] = bot.posts("A picture of 2026-W48 could not be posted")
    assert "the app lacks a permission" in told.plain
    for number in range(12):
        bot.receive(f"My refund for suite {number} is {number} weeks late")
    bot.forward(days=7)
    assert len(bot.posts("could not be posted")) == 1


def test_pause_that_slack_asks_for_uploads_keeps_no_card_waiting(bot: Play) -> None:
    bot.workspace.faults.rate_limit(SHARING, retry_after=3600)
    live_through(bot)
    assert pictures(bot) == []
    bot.receive("My refund for the suite is late")
    assert "suite" in bot.cards("#billing")[-1].plain
    bot.forward(hours=2)
    assert titles(bot) == TITLES


def test_quiet_week_has_no_pictures(bot: Play) -> None:
    bot.receive("My refund is late")
    bot.clock.forward_to(MONDAY_NINE)
    bot.settle()
    assert pictures(bot) == []
    assert bot.workspace.state.shelves.files == {}
