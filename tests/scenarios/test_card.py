"""The card: one screen that says what was said, whose turn it is and by when, in every department that has a share."""

from datetime import timedelta

from bot.core.classification import Urgency
from bot.core.issue import Role
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play


def test_a_card_says_who_said_what_where_and_what_is_expected(bot: Play) -> None:
    bot.receive("I was charged twice", author="Ada Example", followers=1250, brand="larkfield")
    card = bot.the_card("#billing")
    for fact in (
        "🔵 #1001 · Billing",
        "Waiting for an answer · please by Tue 24 Nov, 17:00",
        "Ada Example",
        "1,250 followers",
        "on X (x.example)",
        "I was charged twice",
        "Normal urgency",
        "Larkfield",
        "the rule “Charged twice”",
    ):
        assert fact in card.plain
    assert card.buttons == ["Claim", "Hand off", "Bring in", "Escalate", "Snooze", "Resolve"]


@on_both
def test_one_card_is_edited_in_place_from_waiting_to_resolved(bot: Play, priya: Colleague, gita: Colleague) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    priya.clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain
    assert "Claim" not in card.buttons
    priya.fills_in(card, "Snooze", {"how_long": "4h"})
    assert "Quiet until" in card.plain
    priya.fills_in(card, "Hand off", {"department": "counter", "why": "It was paid at the till"})
    assert "Handed off to Counter" in card.plain
    assert card.buttons == []
    received = bot.the_card("#counter")
    gita.fills_in(received, "Resolve", {"outcome": "Paid back at the till"})
    assert "Resolved by @gita · Paid back at the till" in received.plain
    assert received.buttons == ["Reopen"]
    assert bot.cards("#billing") == [card]
    assert bot.cards("#counter") == [received]


def test_departments_that_share_an_issue_see_each_others_steps(bot: Play, priya: Colleague, gita: Colleague) -> None:
    bot.receive("I was charged twice")
    lead, beside = bot.the_card("#billing"), bot.the_card("#counter")
    assert "brought in beside Billing" in beside.plain
    gita.fills_in(beside, "Resolve", {"outcome": "The till is set right"})
    assert any("finished the share of Counter" in line for line in bot.lines(lead))
    priya.fills_in(lead, "Change urgency", {"urgency": "high"})
    assert "🔴 #1001" in beside.plain
    priya.fills_in(lead, "Resolve", {"outcome": "Refunded"})
    assert "Refunded" in beside.plain
    assert beside.buttons == ["Reopen"]


@on_both
def test_every_card_of_an_issue_shows_each_step_of_one_department_and_how_it_ended(
    bot: Play, priya: Colleague, gita: Colleague
) -> None:
    bot.receive("I was charged twice")
    lead, beside = bot.the_card("#billing"), bot.the_card("#counter")
    assert "With: Billing (waiting)" in beside.plain
    priya.clicks(lead, "Claim")
    assert "With: Billing (claimed by @priya)" in beside.plain
    gita.clicks(beside, "Claim")
    assert "With: Counter (claimed by @gita)" in lead.plain
    assert f"/archives/{beside.channel_id}/p{beside.ts.replace('.', '')}" in str(lead.blocks)
    priya.fills_in(lead, "Hand off", {"department": "website", "why": "It is the app"})
    third = bot.the_card("#website")
    bot.person("jun").fills_in(third, "Resolve", {"outcome": "The app is mended"})
    assert "Resolved by @jun · The app is mended" in third.plain
    assert "Resolved by @jun · The app is mended" in beside.plain
    assert "Handed off to Website by @priya\nSince then: ✅ resolved by @jun · The app is mended" in lead.plain


@on_both
def test_a_storm_is_one_card_that_counts(bot: Play) -> None:
    said = "The counter at the station has had no queue management since Monday morning, shame on you"
    for name, followers in (("Ada", 100), ("Ben", 200), ("Cleo", 300)):
        bot.receive(said, author=name, followers=followers)
    card = bot.the_card("#counter")
    assert "3 people say the same, with 600 followers together" in card.plain
    assert bot.issue().mentions == 3
    assert [line for line in bot.lines(card) if "say the same now" in line] == [
        "🌊 2 people say the same now, with 300 followers together.\n[One is not the same…]"
    ]


def test_a_storm_that_comes_fast_is_urgent_and_says_so(bot: Play) -> None:
    said = "The counter at the station has had no queue management since Monday morning, shame on you"
    for name in range(10):
        bot.receive(said, author=f"Guest {name}")
    card = bot.the_card("#counter")
    assert bot.issue().urgency is Urgency.HIGH
    assert any("10 people said the same within an hour" in line for line in bot.lines(card))


def test_a_hand_off_starts_the_next_departments_clock_and_leaves_the_issues_own_running(
    bot: Play, clock: Play, priya: Colleague
) -> None:
    bot.receive("My refund is late")
    opened = bot.issue().opened_at
    clock.forward(hours=1)
    priya.fills_in(bot.the_card("#billing"), "Hand off", {"department": "website"})
    owner = bot.issue().owner
    assert (owner.department, owner.role) == ("website", Role.OWNER)
    assert owner.clock_from >= opened + timedelta(hours=1)
    assert bot.issue().opened_at == opened
    clock.forward(hours=2, minutes=1)
    assert priya.knocks == []
    assert len(bot.person("jun").knocks) == 1


def test_the_seat_is_told_in_its_own_channel_and_nowhere_else(bot: Play, slack: Workspace) -> None:
    bot.receive("My refund is late")
    bot.the_card("#billing")
    assert {each.channel for each in slack.record} == {slack.channel("#billing").id}
