"""Two issues become one without anybody being lost, and whoever follows an issue hears how it goes on."""

from bot.core.issue import AssignmentStatus, IssueStatus
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play


def news(person: Colleague) -> list[str]:
    return [message.plain for message in person.actor.direct_messages]


@on_both
def test_a_merge_is_seen_in_both_threads_and_nobody_is_lost(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    bot.receive("The website forgot my order")
    card, other = bot.the_card("#billing"), bot.the_card("#website")
    priya.fills_in(card, "Merge", {"into": "1002"})
    assert bot.issue().status is IssueStatus.MERGED
    assert "Merged into #1002" in card.plain
    assert any("@priya merged #1001 into #1002" in line for line in bot.lines(card))
    assert any("@priya merged #1001 into #1002" in line for line in bot.lines(other))
    joined = bot.issue(1002).held_by("billing")
    assert joined is not None
    assert joined.status is AssignmentStatus.WAITING
    assert len(bot.cards("#billing")) == 2
    assert bot.ledger().lost == 0


def test_a_number_that_is_none_is_said_beside_the_field(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.fills_in(bot.the_card("#billing"), "Merge", {"into": "that one"})
    assert "Please type the number of the other issue" in str(priya.actor.view.errors)
    assert bot.issue().is_open


@on_both
def test_a_follower_hears_of_each_turn_and_nothing_of_their_own(bot: Play, priya: Colleague, omar: Colleague) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    niko = bot.person("niko")
    niko.commands("/issue 1001 follow")
    priya.clicks(card, "Claim")
    priya.commands("/issue 1001 note her name is Ann")
    omar.commands("/issue 1001 hand off website")
    bot.person("jun").commands("/issue 1001 resolve found it")
    told = news(niko)
    assert len(told) == 3
    assert all("#1001" in each for each in told)
    assert news(priya) == []
    niko.commands("/issue 1001 unfollow")
    bot.person("jun").commands("/issue 1001 reopen it was another one")
    assert news(niko) == told


def test_a_number_and_the_bots_name_are_enough_where_there_is_no_card(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.says("#general", "@doorknock claim 1001")
    priya.is_told("#1001 is yours now")
    priya.says("#general", "@doorknock #1001 snooze 4h, please")
    priya.is_told("I'll keep quiet about #1001 until")
    priya.says("#general", "@doorknock 1001")
    priya.is_told("What happened so far")
    priya.says("#general", "@doorknock claim 4711")
    priya.is_told("I know no issue #4711")
    priya.says("#general", "@doorknock what about 1001 then")
    priya.is_told("I'm not sure what you'd like to do with #1001")
    assert bot.issue().owner.status is AssignmentStatus.SNOOZED
