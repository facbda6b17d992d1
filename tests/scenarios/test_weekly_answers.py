"""What somebody has asked about mentions comes every week, until somebody stops it."""

from datetime import timedelta

import pytest

from bot.services.administration import Administration
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

ASKED = '/mentions about "late check-out" last 7 days'
TITLE = "What is said about “late check-out”"
ABOUT = ("late check-out", "refunds", "jellyfish")
SAID = "I was charged for a late check-out"


def wants_weekly(person: Colleague, line: str = ASKED, channel: str = "#billing") -> str:
    about, before = next(word for word in ABOUT if word in line), len(begun(person))
    person.commands(line, channel)
    person.clicks(person.actor.awaits_ephemeral(f"“{about}”"), "Post this every week")
    is_told = person.bot.workspace.state.wait_until(lambda: len(begun(person)) > before, within=5)
    assert is_told, person.whispers
    return begun(person)[-1]


def begun(person: Colleague) -> list[str]:
    """What the person was told of what begins."""
    return [each for each in person.whispers if "Gladly" in each]


def pass_days(bot: Play, days: int) -> None:
    """Time passes at one go: what else falls due on the way is other tests' business."""
    bot.clock.forward(timedelta(days=days))
    bot.settle()


def weekly_posts(bot: Play, channel: str = "#billing") -> list[Posted]:
    return [each for each in bot.channel(channel).messages if "asked for this every week" in each.plain]


def test_a_quote_in_a_post_goes_when_its_words_are_erased(bot: Play, priya: Colleague) -> None:
    wants_weekly(priya)
    bot.receive(SAID)
    pass_days(bot, 7)
    (post,) = weekly_posts(bot)
    Administration(bot.doorknock.open_unit, bot.clock, bot.doorknock.issues).erase(1001, by="U0ADA")
    bot.settle()
    assert SAID not in str(post.now)
    assert "What stood here quoted words that have been erased since." in post.plain


@on_both
def test_it_is_posted_once_a_week_where_it_was_asked_for(bot: Play, priya: Colleague) -> None:
    wants_weekly(priya)
    bot.receive(SAID)
    pass_days(bot, 5)
    assert weekly_posts(bot) == []
    pass_days(bot, 2)
    (post,) = weekly_posts(bot)
    assert TITLE in post.plain
    assert "1 mention in the last 7 days" in post.plain
    assert SAID in post.plain
    bot.receive(SAID.replace("I was", "We were"))
    pass_days(bot, 7)
    assert len(weekly_posts(bot)) == 2


def test_weeks_in_which_nobody_says_it_are_left_out_but_the_first_of_them_is_told(bot: Play, priya: Colleague) -> None:
    bot.receive(SAID)
    wants_weekly(priya)
    for _ in range(4):
        pass_days(bot, 7)
    first, quiet = weekly_posts(bot)
    assert "1 mention in the last 7 days" in first.plain
    assert "Nobody has said anything about “late check-out” in the last 7 days. I keep listening" in quiet.plain
    assert "Other words may help" not in quiet.plain


def test_anybody_there_may_stop_it(bot: Play, priya: Colleague, omar: Colleague) -> None:
    wants_weekly(priya)
    bot.receive(SAID)
    pass_days(bot, 7)
    omar.clicks(weekly_posts(bot)[0], "Stop")
    omar.is_told("Stopped: “late check-out” is not posted any more.")
    bot.receive(SAID.replace("I was", "We were"))
    pass_days(bot, 7)
    assert len(weekly_posts(bot)) == 1
    omar.clicks(weekly_posts(bot)[0], "Stop")
    omar.is_told("That one is not posted any more.")


def test_what_is_posted_every_week_is_listed_and_stopped_from_there(bot: Play, priya: Colleague) -> None:
    priya.commands("/mentions weekly", "#billing")
    priya.is_told("Nothing is posted here every week.")
    wants_weekly(priya)
    wants_weekly(priya, "/mentions about refunds brand:pips")
    priya.commands("/mentions weekly", "#billing")
    shown = priya.actor.awaits_ephemeral("Posted every week")
    assert "“late check-out”, here" in shown.plain
    assert "“refunds” (about Pip's), here" in shown.plain
    priya.clicks(shown, "Stop")
    priya.is_told("Stopped:")
    priya.commands("/mentions weekly", "#counter")
    priya.is_told("Nothing is posted here every week.")


def test_the_same_question_is_posted_once_in_a_channel(bot: Play, priya: Colleague, omar: Colleague) -> None:
    wants_weekly(priya)
    omar.commands(ASKED, "#billing")
    omar.clicks(omar.actor.awaits_ephemeral("“late check-out”"), "Post this every week")
    omar.is_told("It is posted here every week already")


def test_where_the_bot_cannot_post_it_comes_to_the_person_alone(bot: Play, priya: Colleague, omar: Colleague) -> None:
    bot.workspace.add_channel("secret", members=["priya"], is_private=True, has_bot=False)
    assert "It comes to you alone" in wants_weekly(priya, channel="#secret")
    bot.receive(SAID)
    pass_days(bot, 7)
    assert [each for each in priya.knocks if TITLE in each.plain]


def test_a_channel_that_was_archived_is_told_about_once_and_no_more(bot: Play, priya: Colleague) -> None:
    wants_weekly(priya, channel="#website")
    bot.workspace.archive("#website")
    for number in range(3):
        bot.receive(f"{SAID}, {number} times")
        pass_days(bot, 7)
    assert len(bot.posts("A weekly answer about mentions could not be posted")) == 1


def test_a_guest_begins_and_stops_nothing(bot: Play, priya: Colleague, omar: Colleague) -> None:
    bot.receive(SAID)
    wants_weekly(omar)
    pass_days(bot, 7)
    bot.workspace.change_person("priya", is_guest=True)
    priya.clicks(weekly_posts(bot)[0], "Stop")
    priya.is_told("That is for colleagues.")
    bot.receive(SAID.replace("I was", "We were"))
    pass_days(bot, 7)
    assert len(weekly_posts(bot)) == 2


@pytest.mark.parametrize("line", ["/mentions about jellyfish", "/mentions about jellyfish today"])
def test_what_nobody_has_said_yet_may_be_waited_for(bot: Play, priya: Colleague, line: str) -> None:
    wants_weekly(priya, line)
    pass_days(bot, 7)
    assert weekly_posts(bot) == []
    bot.receive("A jellyfish in the soup!")
    pass_days(bot, 7)
    assert "1 mention in the last" in weekly_posts(bot)[0].plain
