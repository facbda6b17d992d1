"""Every way in: what the public said becomes one card in the right channel, however it arrives and however often."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx2

from bot.clock import SystemClock
from bot.core.mention import Mention
from bot.core.source import FeedSource
from bot.services.polling import Poller
from bot.sources.feed import Feed
from bot.sources.guarded_http import Guard
from bot.web import ServerThread
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import RULES, Colleague, Play
from tests.sources.feed_site import Page, Site

FEED = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Papers</title>
<entry><id>1</id><title>Queue at the counter</title><link href="https://papers.example/1"/>
<updated>2026-11-24T08:00:00Z</updated><summary>Twenty minutes for one scone, writes a reader.</summary></entry>
<entry><id>2</id><title>New app</title><link href="https://papers.example/2"/>
<updated>2026-11-24T08:10:00Z</updated><summary>The app of the chain crashes on old phones.</summary></entry></feed>"""


@on_both
def test_a_signed_webhook_becomes_a_card(bot: Play) -> None:
    bot.receive("My refund is late")
    assert "My refund is late" in bot.the_card("#billing").plain


@on_both
def test_a_webhook_that_is_sent_again_changes_nothing(bot: Play) -> None:
    bot.receive("My refund is late", external_id="post-1")
    bot.receive("My refund is late", external_id="post-1")
    bot.the_card("#billing")
    assert bot.ledger().received == 1


def test_a_webhook_with_a_wrong_signature_is_refused(bot: Play) -> None:
    with ServerThread(bot.doorknock.web) as server:
        forged = {"webhook-id": "m1", "webhook-timestamp": "1795510800", "webhook-signature": "v1,Zm9yZ2Vk"}
        with httpx2.Client(trust_env=False) as client:
            answer = client.post(
                f"{server.url}/webhooks/earshot", content=b'{"mentions":[{"text":"refund"}]}', headers=forged
            )
    assert answer.status_code == 401
    assert bot.ledger().received == 0


def test_what_the_rules_dismiss_gets_no_card_and_is_not_lost(bot: Play, slack: Workspace) -> None:
    bot.receive("Buy cheap watches here")
    assert slack.record == []
    assert bot.ledger().dismissed == 1


def test_what_nobody_can_file_goes_to_triage(bot: Play) -> None:
    bot.receive("Hmm. Well. I never.")
    assert "#1001 · Triage" in bot.the_card("#triage").plain


def test_a_feed_brings_cards_and_is_asked_only_for_what_is_new(bot: Play) -> None:
    site = Site()
    try:
        site.pages["/feed.xml"] = Page(FEED, headers={"content-type": "application/atom+xml", "etag": '"one"'})
        poller = _poller(bot, f"{site.url}/feed.xml")
        poller.tick()
        bot.settle()
        assert "Twenty minutes for one scone" in bot.the_card("#counter").plain
        assert "crashes on old phones" in bot.the_card("#website").plain
        bot.forward(minutes=31)
        poller.tick()
        bot.settle()
    finally:
        site.close()
    assert [headers.get("if-none-match") for _, headers in site.asked] == [None, '"one"']
    assert poller.troubles() == []
    assert bot.ledger().received == 2


def _poller(bot: Play, url: str) -> Poller:
    """The bot's poller, which for once may read from this very machine."""
    source = next(each for each in bot.rulebook.sources if isinstance(each, FeedSource))
    feed = Feed(feed=replace(source, url=url), clock=bot.clock, guard=Guard(allows_loopback=True))
    doorknock = bot.doorknock
    return Poller(
        lambda: [feed], intake=doorknock.intake, open_unit=doorknock.open_unit, clock=bot.clock, owner="scenario"
    )


def test_a_post_in_the_channel_that_is_listened_to_becomes_a_card(bot: Play, slack: Workspace) -> None:
    slack.bot_posts("#wire", "", attachments=[{"author_name": "Bea", "text": "The bread was mouldy", "ts": 1795510000}])
    slack.bot_posts("#general", "The bread was mouldy in general")
    bot.settle()
    assert "The bread was mouldy" in bot.the_card("#bakery").plain
    assert bot.ledger().received == 1


def test_a_colleague_routes_what_they_found_in_slack_once(bot: Play, priya: Colleague, omar: Colleague) -> None:
    found = priya.says("#general", "My neighbour says our website eats her birthday coupon")
    priya.routes(found)
    priya.is_told("Thank you, I have it")
    assert "birthday coupon" in bot.the_card("#website").plain
    omar.routes(found)
    omar.is_told("I know this one already")
    bot.the_card("#website")


def test_a_colleague_types_what_they_heard(bot: Play, priya: Colleague) -> None:
    priya.commands("/mention The queue at the airport reaches gate 12 https://example.com/post/12")
    priya.is_told("Thank you, I have it")
    card = bot.the_card("#counter")
    assert "reaches gate 12" in card.plain
    assert "example.com" in card.plain
    priya.commands("/mention")
    priya.is_told("Tell me what was said")


def test_a_file_that_is_imported_at_the_command_line_becomes_cards(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("id,text,author\n1,My refund is late,Ada\n2,No bread at nine,Ben\n3,,Cleo\n", encoding="utf-8")
    # The command reads the machine's clock, so this play is set in the same present.
    with Play(database_url=database_url, start=SystemClock().now() + timedelta(minutes=5)) as bot:
        environment = {**os.environ, "DATABASE_URL": database_url, "RULES_DIR": str(RULES)}
        command = [sys.executable, "-m", "bot", "import", str(path)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)  # noqa: PLW1510
        assert "2 new, 0 known already, 1 bad" in done.stderr, done.stderr
        assert done.returncode == 1
        bot.settle()
        assert "My refund is late" in bot.the_card("#billing").plain
        assert "No bread at nine" in bot.the_card("#bakery").plain


def test_a_delivery_of_many_gives_one_card_each_in_order(bot: Play) -> None:
    now = bot.clock.now()
    texts = [f"refund number {number} is late" for number in range(20)]
    bot.send([Mention(source="", external_id=text, text=text, received_at=now) for text in texts])
    bot.settle()
    cards = bot.cards("#billing")
    assert len(cards) == len(texts)
    assert all(text in card.plain for text, card in zip(texts, cards, strict=True))
