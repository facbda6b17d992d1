import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.core.mention import Kind, Mention
from bot.core.normalise import normalise
from bot.core.source import FeedSource
from bot.errors import PermanentFailure, TemporaryFailure
from bot.services.intake import Intake
from bot.services.polling import Poller
from bot.sources.feed import Feed, mentions_in, unwrapped
from bot.sources.guarded_http import Guard, Response
from tests.services.fake_units import FakeStore
from tests.sources.feed_site import Page, Site

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ALERTS = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>tag:google.com,2013:reader/user/1/state/com.google/alerts/2</id>
  <title>Google Alert - "Aurora Hotels"</title>
  <entry>
    <id>tag:google.com,2013:googlealerts/feed:33</id>
    <title type="html">&lt;b&gt;Aurora Hotels&lt;/b&gt; opens &amp;amp; shines</title>
    <link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://news.example/a%3Fid%3D1&amp;ct=ga&amp;usg=x"/>
    <published>2026-11-23T08:15:00Z</published>
    <content type="html">The new &lt;b&gt;house&lt;/b&gt;&lt;br&gt;in Graz&amp;nbsp;...</content>
    <author><name>News Example</name></author>
  </entry>
</feed>"""
BARE = b"""<rss version="2.0"><channel><title>Forum</title>
  <item><title>No id, no date</title><link>/threads/7</link>
    <description>&lt;p&gt;Cold &lt;i&gt;soup&lt;/i&gt;&lt;/p&gt;</description></item>
  <item><description>Neither id nor link</description></item>
  <item><guid isPermaLink="false">77</guid><title>Old</title><pubDate>Mon, 23 Nov 2026 09:30:00 +0100</pubDate></item>
  <item></item>
</channel></rss>"""
BROKEN = b"""<rss version="2.0"><channel><title>Broken & bozo</title>
  <item><title>Fish & chips</title><link>https://a.example/1</link></item>
  <item><title>Cut off</title><link>https://a.example/2</link>"""


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def site(served: Site) -> Site:
    served.pages.clear()
    served.asked.clear()
    return served


def feed_at(site: Site, path: str = "/feed") -> Feed:
    source = FeedSource(key="alerts", url=site.url + path, every=timedelta(minutes=15), brand="aurora")
    return Feed(feed=source, clock=MovableClock(NOW), guard=Guard(allows_loopback=True, total_seconds=5))


def read(body: bytes, content_type: str = "application/xml") -> tuple[Mention, ...]:
    source = FeedSource(key="alerts", url="https://a.example/feed", every=timedelta(minutes=15), brand="aurora")
    response = Response(status=200, headers={"content-type": content_type}, url=source.url, body=body)
    return mentions_in(response, source, received_at=NOW)


def test_an_alert_is_read_with_its_own_link_and_as_plain_text() -> None:
    (mention,) = read(ALERTS)
    assert mention.title == "Aurora Hotels opens & shines"
    assert mention.text == "The new house\nin Graz ..."
    assert mention.url == "https://news.example/a?id=1"
    assert (mention.source, mention.external_id) == ("feed:alerts", "tag:google.com,2013:googlealerts/feed:33")
    assert mention.published_at == datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
    assert (mention.kind, mention.author.name, mention.brand) == (Kind.ARTICLE, "News Example", "aurora")
    assert (mention.platform, mention.language) == ("web", "en")
    assert mention.matched_query == 'Google Alert - "Aurora Hotels"'


def test_entries_without_id_or_date_still_have_an_identity() -> None:
    linked, bare, dated = read(BARE)
    assert linked.external_id == linked.url == "https://a.example/threads/7"
    assert linked.text == "Cold soup"
    assert bare.external_id == ""
    assert normalise(bare).external_id.startswith("hash:")
    assert normalise(bare) == normalise(read(BARE)[1])
    assert (dated.external_id, dated.published_at) == ("77", datetime(2026, 11, 23, 8, 30, tzinfo=UTC))


def test_a_broken_feed_gives_what_can_be_read_of_it() -> None:
    assert [mention.text for mention in read(BROKEN)] == ["Fish & chips", "Cut off"]


def test_a_page_that_is_no_feed_says_what_to_do() -> None:
    with pytest.raises(TemporaryFailure, match=r"the address of the feed itself"):
        read(b"<!doctype html><html><body><p>Welcome</p></body></html>", "text/html")


def test_a_feed_without_entries_is_no_failure() -> None:
    assert read(b'<rss version="2.0"><channel><title>New</title></channel></rss>') == ()


def test_a_feed_cannot_make_us_open_files_or_other_addresses() -> None:
    entity = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <rss version="2.0"><channel><title>t</title><item><title>a&x;b</title></item></channel></rss>"""
    with open("/etc/hostname", encoding="utf-8") as file:
        name = file.read().strip()
    assert all(name not in mention.text for mention in read(entity))


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://www.google.com/url?q=https://a.example/&sa=U", "https://a.example/"),
        ("https://www.google.at/url?rct=j&url=https%3A%2F%2Fa.example%2Fx%3Fy%3D1", "https://a.example/x?y=1"),
        ("https://www.google.com/maps?url=https://a.example", "https://www.google.com/maps?url=https://a.example"),
        ("https://a.example/url?url=https://b.example", "https://a.example/url?url=https://b.example"),
        ("https://www.google.com/url?ct=ga", "https://www.google.com/url?ct=ga"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_only_googles_own_wrapping_is_undone(link: str, page: str) -> None:
    assert unwrapped(link) == page


def test_a_feed_is_asked_only_for_what_is_new(site: Site) -> None:
    modified = "Mon, 23 Nov 2026 08:00:00 GMT"
    site.pages["/feed"] = Page(ALERTS, headers={"etag": '"v1"', "last-modified": modified})
    feed = feed_at(site)
    first = feed.fetch("")
    assert len(first.mentions) == 1
    second = feed.fetch(first.cursor)
    assert (second.mentions, second.cursor) == ((), first.cursor)
    asked = site.asked[1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', modified)
    assert "if-none-match" not in site.asked[0][1]


def test_a_feed_that_is_gone_is_given_up(site: Site) -> None:
    site.pages["/feed"] = Page(status=410)
    with pytest.raises(PermanentFailure, match="gone for good"):
        feed_at(site).fetch("")


@pytest.mark.parametrize(
    ("status", "headers", "pause"),
    [
        (429, {"retry-after": "120"}, 120.0),
        (503, {"retry-after": "Mon, 23 Nov 2026 09:05:00 GMT"}, 300.0),
        (429, {"retry-after": "Mon, 23 Nov 2026 08:00:00 GMT"}, 0.0),
        (500, {"retry-after": "soon"}, None),
        (404, {}, None),
    ],
)
def test_a_failure_carries_the_pause_that_was_asked_for(
    site: Site, status: int, headers: dict[str, str], pause: float | None
) -> None:
    site.pages["/feed"] = Page(status=status, headers=headers)
    with pytest.raises(TemporaryFailure, match=str(status)) as failure:
        feed_at(site).fetch("")
    assert failure.value.retry_after == pause


def test_polled_feeds_are_stored_once_and_a_failing_one_harms_no_other(site: Site) -> None:
    site.pages["/feed"] = Page(ALERTS)
    site.pages["/down"] = Page(status=503)
    store, clock = FakeStore(), MovableClock(NOW)
    feeds = [
        feed_at(site),
        Feed(
            feed=FeedSource(key="down", url=site.url + "/down", every=timedelta(minutes=15)),
            clock=clock,
            guard=Guard(allows_loopback=True),
        ),
    ]
    poller = Poller(lambda: feeds, intake=Intake(store.open, clock), open_unit=store.open, clock=clock, owner="a")
    poller.tick()
    clock.forward(timedelta(minutes=15))
    poller.tick()
    assert len(store.mentions) == 1
    assert json.loads(store.tables.cursors["feed:down"])["failures"] == 2
    assert len(poller.troubles()) == 1
