"""Slack is out of reach for an hour: what piled up comes in good order, at Slack's pace, and nothing that is stale."""

from datetime import timedelta
from itertools import pairwise

from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

POST = "chat.postMessage"


def goes_down(slack: Workspace) -> None:
    slack.faults.http_error("*", status=503, times=None)


def comes_back(slack: Workspace) -> None:
    slack.faults.clear()
    slack.faults.pace()


@on_both
def test_the_backlog_of_an_hour_comes_urgent_first_and_at_slacks_pace(bot: Play, clock: Play, slack: Workspace) -> None:
    goes_down(slack)
    for number in range(4):
        bot.receive(f"refund {number}")
        clock.forward(minutes=12)
    bot.receive("[high] charged for another guest")
    clock.forward(minutes=12)
    assert slack.record == []
    comes_back(slack)
    clock.forward(minutes=10)
    cards = [each for each in slack.record if each.method == POST]
    assert "charged for another guest" in bot.cards("#billing")[0].plain
    assert len(bot.cards("#billing")) == len(cards) == 5
    assert all(later.at - earlier.at >= timedelta(seconds=1) for earlier, later in pairwise(cards))


def test_a_door_that_was_answered_during_the_outage_is_not_knocked_on_after_it(
    bot: Play, clock: Play, slack: Workspace, priya: Colleague
) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    clock.forward(hours=1, minutes=30)
    goes_down(slack)
    clock.forward(minutes=35)
    slack.faults.clear()
    slack.faults.http_error(POST, status=503, times=None)
    priya.clicks(card, "Claim")
    comes_back(slack)
    clock.forward(minutes=20)
    assert "Claimed by @priya" in card.plain
    assert priya.knocks == bot.knocks(card) == []
    assert [each.method for each in slack.record].count(POST) == 1


def test_what_was_said_during_the_outage_stands_in_its_order(
    bot: Play, clock: Play, slack: Workspace, priya: Colleague
) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    # Who may do what is known by now, as it is of everybody who did something within the last hour or so.
    priya.clicks(card, "Claim")
    goes_down(slack)
    for words in ("first", "second", "third"):
        priya.commands(f"/issue 1001 note {words}")
        clock.forward(minutes=15)
    comes_back(slack)
    clock.forward(minutes=10)
    assert [line.splitlines()[-1] for line in bot.lines(card)] == ["first", "second", "third"]
