"""Whatever arrives under Slack's name, forged, broken, twice or from the bot itself: nothing comes of it, and nobody
is disturbed by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.core.events import Event
from bot.ports import Ledger
from bot.workspace.modals import close_views
from tests.scenarios.attacks import ATTACKS, BROKEN, TABLES, Target
from tests.scenarios.play import Play, alerts


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    """A card of Billing, and an issue of the Bakery, where Priya has no say."""
    with Play() as bot:
        bot.receive("No bread at nine")
        bot.receive("My refund is late")
        yield Target(bot=bot, by=bot.person("priya"), card=bot.the_card("#billing"), number=1002, other=1001)


@dataclass(frozen=True)
class Known:
    """All that must be as it was."""

    stories: tuple[tuple[Event, ...], ...]
    ledger: Ledger
    posts: tuple[str, ...]

    @classmethod
    def of(cls, bot: Play) -> "Known":
        posts = tuple(str(each) for each in bot.posts(""))
        return cls(tuple(tuple(bot.events(number)) for number in (1001, 1002)), bot.ledger(), posts)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_comes_of_what_slack_would_never_send(target: Target, attack: str) -> None:
    bot = target.bot
    close_views(bot.workspace.state, target.by.id, is_all=True)
    before, misshapen = Known.of(bot), len(bot.workspace.misshapen)
    whispered = len(target.by.actor.ephemerals)
    acks = ATTACKS[attack](target)
    bot.settle()
    assert Known.of(bot) == before
    assert bot.ledger().lost == 0
    assert bot.workspace.misshapen[misshapen:] == []
    for whisper in target.by.actor.ephemerals[whispered:]:
        loud = {each for each in alerts(whisper.shown) if not each.startswith(bot.workspace.state.base_url)}
        assert loud <= {f"@{bot.person('ines').id}"}
    if attack not in BROKEN:
        answered = acks if isinstance(acks, list) else [acks]
        assert all(ack.is_ok for ack in answered), answered


def test_after_all_that_the_card_works_as_before(target: Target) -> None:
    for attacks in TABLES:
        next(iter(attacks.values()))(target)
    target.bot.settle()
    target.by.clicks(target.card, "Claim")
    assert target.bot.issue(target.number).owner.claimed_by == target.by.id


def test_the_same_thing_twice_happens_once(bot: Play) -> None:
    bot.receive("My refund is late")
    target = Target(bot=bot, by=bot.person("priya"), card=bot.the_card("#billing"), number=1001, other=1001)
    click = target.clicked({"type": "button", "action_id": "claim", "block_id": "b", "value": "1001:1"})
    note = target.submission("note", "1001:1", {"text": {"text": {"value": "Her name is Ann"}}})
    for payload in (click, note, click, note):
        assert target.send(payload).is_ok
    said = {"ts": bot.workspace.state.mint_ts(), "text": "I called her"}
    assert [target.said(**said).is_ok for _ in range(3)] == [True] * 3
    bot.settle()
    story = bot.story()
    assert [story.count(each) for each in ("AssignmentClaimed", "NoteAdded", "Responded")] == [1, 1, 1]


def test_a_post_that_slack_tells_of_twice_is_one_mention(bot: Play) -> None:
    bot.receive("No bread at nine")
    target = Target(bot=bot, by=bot.person("priya"), card=bot.the_card("#bakery"), number=1001, other=1001)
    assert all(ack.is_ok for ack in target.posted("#wire", "My refund is late"))
    bot.settle()
    assert bot.ledger().received == 2
    bot.the_card("#billing")


def test_a_quiet_of_years_is_not_taken_but_asked_about_again(bot: Play) -> None:
    bot.receive("My refund is late")
    priya = bot.person("priya")
    in_two_years = int((bot.clock.now() + timedelta(days=800)).timestamp())
    priya.asks_for(bot.the_card("#billing"), "Snooze")
    form = priya.form()
    for far in (in_two_years, 253_402_300_799):
        priya.submits(form, {"until": far})
        assert "more than a year away" in form.errors["until"]
    assert "AssignmentSnoozed" not in bot.story()
