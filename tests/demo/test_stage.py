"""The stage keeps its word: mentions arrive by real doors, and time brings everything that falls due on the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.core.field_map import FieldMap, Origin, find, mention_from
from bot.core.mention import Author, Mention
from bot.core.source import WebhookAuth, WebhookSource
from bot.demo.deeds import Claim, Scene, do
from bot.demo.senders import StageError, item_of, wrapped
from bot.demo.stage import MORNING, Stage
from tests.demo.conftest import KnowingClassifier

CHARGED = "Charged twice for one single night at the Halden Grand York, and nobody answers my mails."


@pytest.fixture
def stage(classifier: KnowingClassifier) -> Iterator[Stage]:
    with Stage(classifier=classifier) as stage:
        yield stage


def test_a_mention_is_a_card_in_its_departments_channel_and_is_knocked_about_until_somebody_claims_it(
    stage: Stage,
) -> None:
    stage.receive(CHARGED, author="Ada Example", followers=1200)
    stage.channel("billing").expect("#1001", "Ada Example", "1,200 followers")
    stage.forward(hours=4, minutes=1)  # three hours at work, and lunch
    assert any("#1001" in posted.plain for posted in stage.seat("billing").direct_messages)
    card = stage.card(department="billing")
    stage.seat("billing").clicks(card, "claim")
    stage.settle()
    assert "Claimed by @priya.raman" in card.plain
    stage.channel("#billing").mark_seen()
    stage.forward(hours=5)
    stage.channel("#billing").expect_no("Knock 2")


def test_one_long_step_brings_every_knock_at_its_own_time(stage: Stage) -> None:
    stage.receive(CHARGED)
    stage.forward(days=2)
    posts = [said for said in stage.workspace.record if said.method == "chat.postMessage"]
    direct = {stage.workspace.state.direct_message(stage.seat("billing").id).id, _billing(stage)}
    at = [said.at for said in posts if "nock" in said.text and said.channel in direct]
    assert len(at) > 1
    assert at == sorted(set(at))


def test_the_same_delivery_twice_is_one_mention(stage: Stage) -> None:
    stage.receive(CHARGED, external_id="same")
    stage.receive(CHARGED, external_id="same")
    ledger = stage.ledger()
    assert (ledger.received, ledger.opened, ledger.lost) == (1, 1, 0)


def test_the_clock_buttons_of_the_page_move_the_stage(stage: Stage) -> None:
    stage.receive(CHARGED)
    stage.workspace.forward(timedelta(hours=4, minutes=1))
    assert any("#1001" in posted.plain for posted in stage.seat("billing").direct_messages)


def test_an_unknown_department_is_named(stage: Stage) -> None:
    with pytest.raises(StageError, match="'belling'"):
        stage.seat("belling")


def test_a_sender_writes_each_field_where_the_rulebook_says_it_stands() -> None:
    source = WebhookSource(
        key="tool",
        auth=WebhookAuth.STANDARD,
        secret_env="TOOL_SECRET",
        items="data.results",
        fields={"external_id": "id", "text": "content.body", "author.name": "people[0].name", "rating": "stars"},
    )
    mention = Mention(
        source="x", external_id="7", text="Lovely", received_at=MORNING, author=Author(name="Ada"), rating=4.0
    )
    body = wrapped([item_of(mention, source)], source.items)
    assert body == {
        "data": {"results": [{"id": "7", "content": {"body": "Lovely"}, "people": [{"name": "Ada"}], "stars": 4.0}]}
    }
    items = find(body, source.items)
    assert isinstance(items, list)
    read = mention_from(
        items[0], FieldMap(source.fields, guess=False), Origin(source="webhook:tool", received_at=MORNING)
    )
    assert (read.mention.text, read.mention.author.name, read.mention.rating) == ("Lovely", "Ada", 4.0)


def test_the_stage_stands_still_between_steps(stage: Stage) -> None:
    assert isinstance(stage.clock, MovableClock)
    assert stage.clock.now() == stage.clock.now() == MORNING


def _billing(stage: Stage) -> str:
    return stage.channel("billing").id


def test_a_colleague_who_has_put_eyes_on_a_card_before_presses_the_button(stage: Stage) -> None:
    stage.receive(CHARGED)
    card = stage.card(department="billing")
    scene = Scene(who=stage.seat("billing"), card=card, issue=1001)
    assert do(Claim("eyes"), scene) == "puts 👀 on #1001"
    stage.settle()
    assert do(Claim("eyes"), scene) == ""
    scene.who.clicks(card, "Release")
    stage.settle()
    assert do(Claim("eyes"), scene) == "claims #1001"


def test_a_feed_brings_a_mention_though_the_rulebook_names_none(stage: Stage) -> None:
    told = Mention(source="demo", external_id="1", text=CHARGED, title="A night paid twice", received_at=MORNING)
    stage.publish(told)
    stage.settle()
    stage.channel("communications").expect(CHARGED)
    assert stage.ledger().received == 1
