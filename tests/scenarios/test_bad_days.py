"""Slack's bad days: whatever happens to a call, every card stands once, and what cannot be said is told to a person."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.workspace.promises import Posted
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

POST = "chat.postMessage"


def a_card(bot: Play) -> Posted:
    bot.receive("My refund is late")
    return bot.the_card("#billing")


@on_both
def test_a_post_that_never_left_is_tried_again(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.refuse(POST)
    bot.receive("My refund is late")
    clock.forward(minutes=3)
    bot.the_card("#billing")


@on_both
def test_a_post_whose_answer_was_lost_is_found_and_not_posted_twice(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.drop_after(POST)
    bot.receive("My refund is late")
    clock.forward(minutes=3)
    card = bot.the_card("#billing")
    assert len(slack.record) == 1
    bot.person("priya").clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain


@on_both
def test_a_knock_whose_answer_was_lost_is_found_and_can_be_cleared_away(
    bot: Play, clock: Play, slack: Workspace, priya: Colleague
) -> None:
    card = a_card(bot)
    slack.faults.drop_after(POST)
    clock.forward(hours=2, minutes=5)
    assert len(priya.knocks) == len(bot.posts("Knock, knock!")) == 1
    slack.faults.drop_after(POST)
    clock.forward(hours=2, minutes=5)
    assert len(bot.posts("Knock 2")) == 1
    priya.clicks(card, "Claim")
    assert bot.knocks(card) == priya.knocks == []


def test_a_post_that_slack_writes_down_late_is_found_and_not_posted_twice(
    bot: Play, clock: Play, slack: Workspace
) -> None:
    slack.faults.commit_late(POST, 0.1)
    bot.receive("My refund is late")
    assert slack.state.wait_until(lambda: len(slack.state.record) == 1, within=10)
    clock.forward(minutes=3)
    bot.the_card("#billing")
    assert len(slack.record) == 1


@pytest.mark.parametrize("after_write", [False, True])
def test_a_fatal_error_is_looked_up_whether_or_not_it_was_fatal(
    bot: Play, clock: Play, slack: Workspace, after_write: bool
) -> None:
    slack.faults.fail(POST, "fatal_error", after_write=after_write)
    bot.receive("My refund is late")
    clock.forward(minutes=3)
    bot.the_card("#billing")
    assert len(slack.record) == 1


def test_a_look_that_slack_does_not_answer_is_not_taken_for_absence(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.drop_after(POST)
    slack.faults.http_error("conversations.history", times=2)
    bot.receive("My refund is late")
    clock.forward(minutes=5)
    bot.the_card("#billing")
    assert len(slack.record) == 1


def test_an_error_of_slack_after_the_write_is_looked_up_first(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.http_error(POST, status=500, after_write=True)
    bot.receive("My refund is late")
    clock.forward(minutes=3)
    bot.the_card("#billing")


def test_an_error_of_slack_before_the_write_loses_nothing(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.http_error(POST, status=500)
    slack.faults.fail(POST, "internal_error")
    bot.receive("My refund is late")
    clock.forward(minutes=6)
    bot.the_card("#billing")


@on_both
def test_when_slack_asks_for_a_pause_nothing_is_sent_until_it_is_over(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.rate_limit(POST, retry_after=60)
    bot.receive("My refund is late")
    began = bot.clock.now()
    bot.receive("My second refund is late")
    clock.forward(seconds=20)
    assert slack.record == []
    clock.forward(minutes=2)
    assert len(bot.cards("#billing")) == 2
    assert all(each.at >= began + timedelta(seconds=60) for each in slack.record)


@on_both
def test_when_slack_asks_all_methods_for_a_pause_nothing_is_parked(bot: Play, clock: Play, slack: Workspace) -> None:
    slack.faults.rate_limit("*", retry_after=30, times=6)
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    clock.forward(minutes=6)
    assert len(bot.cards("#billing")) == len(bot.cards("#bakery")) == 1
    assert set(bot.ledger().outbox) == {"sent"}


def test_a_pause_in_one_channel_is_no_pause_in_another(bot: Play, slack: Workspace) -> None:
    slack.faults.rate_limit(POST, retry_after=60, channel="#billing")
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    assert bot.cards("#billing") == []
    bot.the_card("#bakery")


def test_a_backlog_keeps_slacks_pace_of_one_post_a_second(bot: Play, slack: Workspace) -> None:
    slack.faults.pace()
    for number in range(8):
        bot.receive(f"refund {number}")
    assert len(bot.cards("#billing")) == 8
    times = [each.at for each in slack.record]
    assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(times))


@on_both
def test_a_card_that_an_archived_channel_refuses_comes_to_the_strategist(
    bot: Play, clock: Play, slack: Workspace
) -> None:
    slack.archive("#billing")
    bot.receive("My refund is late")
    bot.channel("#social").expect("#1001 could not be posted in #billing", "archived", "comes here instead")
    card = bot.the_card("#social")
    clock.forward(hours=4, minutes=5)
    assert len(bot.knocks(card)) == 1
    bot.person("priya").clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain
    assert bot.knocks(card) == []
    assert bot.cards("#billing") == []


def test_when_even_the_strategists_channel_refuses_nothing_is_tried_for_ever(bot: Play, slack: Workspace) -> None:
    slack.archive("#billing")
    slack.archive("#social")
    bot.receive("My refund is late")
    assert bot.ledger().outbox == {"failed": 2}
    bot.receive("No bread at nine")
    bot.the_card("#bakery")


def test_a_renamed_channel_keeps_its_cards_and_new_ones_come_to_the_strategist(
    bot: Play, slack: Workspace, priya: Colleague
) -> None:
    old = a_card(bot)
    slack.rename("#billing", "accounts")
    priya.clicks(old, "Claim")
    assert "Claimed by @priya" in old.plain
    bot.doorknock.delivery._messenger._directory.forget_channels()  # type: ignore[attr-defined]
    bot.receive("My second refund is late")
    bot.channel("#social").expect("#1002 could not be posted in #billing", "there is no such channel")
    priya.clicks(bot.the_card("#social"), "Claim")


def test_a_missing_permission_holds_everything_back_until_it_is_granted(
    bot: Play, clock: Play, slack: Workspace
) -> None:
    slack.faults.fail(POST, "missing_scope", times=3)
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    assert slack.record == []
    clock.forward(minutes=5)
    assert len(bot.cards("#billing")) == len(bot.cards("#bakery")) == 1
    assert "failed" not in bot.ledger().outbox


def test_a_revoked_token_loses_nothing(bot: Play, clock: Play, slack: Workspace) -> None:
    assert slack.revoke_tokens().is_ok
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    assert any("renew SLACK_BOT_TOKEN" in reason for reason in bot.doorknock.health().reasons)
    clock.forward(minutes=10)
    assert slack.record == []
    slack.restore_tokens()
    clock.forward(minutes=2)
    bot.the_card("#billing")
    bot.the_card("#bakery")
    assert bot.doorknock.health().reasons == ()


def test_a_card_that_somebody_deleted_is_not_put_back_but_a_person_is_told(
    bot: Play, slack: Workspace, priya: Colleague
) -> None:
    card = a_card(bot)
    slack.desk.state.change(card.now, is_deleted=True)
    priya.commands("/claim 1001")
    priya.is_told("#1001 is yours now")
    bot.channel("#social").expect("#1001 could not be posted", "somebody has deleted the message")
    assert bot.cards("#billing") == []
    assert bot.issue().owner.claimed_by == priya.id


def test_a_knock_that_somebody_deleted_harms_nothing(
    bot: Play, clock: Play, slack: Workspace, priya: Colleague
) -> None:
    card = a_card(bot)
    clock.forward(hours=4, minutes=1)
    for knock in (*bot.posts("Knock 2"), *bot.posts("Could you step in for Priya")):
        slack.desk.state.change(knock.now, is_deleted=True)
    priya.clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain
    assert bot.posts("could not be posted") == []


def test_while_slack_is_down_people_lose_nothing_and_the_bot_catches_up(
    bot: Play, clock: Play, slack: Workspace
) -> None:
    slack.faults.http_error("*", status=503, times=None)
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    assert bot.doorknock.health().reasons == ()
    clock.forward(minutes=15)
    assert slack.record == []
    assert any("Slack had trouble" in reason for reason in bot.doorknock.health().reasons)
    slack.faults.clear()
    clock.forward(minutes=10)
    bot.the_card("#billing")
    bot.the_card("#bakery")


def test_a_card_goes_on_in_a_channel_that_was_renamed(
    bot: Play, clock: Play, slack: Workspace, priya: Colleague
) -> None:
    card = a_card(bot)
    slack.rename("#billing", "#money")
    priya.clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain
    priya.commands("/issue 1001 release")
    clock.forward(hours=4, minutes=5)
    assert bot.knocks(card)


def test_what_comes_for_a_channel_that_was_renamed_or_deleted_is_told_to_the_strategist_and_not_lost(
    bot: Play, clock: Play, slack: Workspace, priya: Colleague
) -> None:
    slack.rename("#billing", "#money")
    del slack.state.shelves.channels[slack.channel("#bakery").id]
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    for number, channel in ((1001, "#billing"), (1002, "#bakery")):
        bot.channel("#social").expect(f"#{number} could not be posted in {channel}", "departments.yaml")
    clock.forward(hours=4, minutes=5)
    bot.channel("#social").expect("Knock 2 for #1001")
    assert priya.the_knock
    assert bot.ledger().lost == 0


def test_without_a_permission_nothing_is_lost_and_all_is_said_once_it_is_back(
    bot: Play, clock: Play, slack: Workspace
) -> None:
    permissions = slack.state.scopes
    slack.state.scopes = permissions - {"chat:write"}
    bot.receive("My refund is late")
    bot.receive("No bread at nine")
    clock.forward(minutes=10)
    assert slack.record == []
    slack.state.scopes = permissions
    clock.forward(minutes=2)
    bot.the_card("#billing")
    bot.the_card("#bakery")
    assert bot.ledger().lost == 0
