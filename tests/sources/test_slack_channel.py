from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.mention import Kind, Mention
from bot.core.source import ChannelSource
from bot.sources.slack_channel import mention_from_event, mention_from_message, mention_from_text_or_link
from bot.sources.slack_layout import first_link, plain

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOURCE = ChannelSource(key="listening", channel="C1", brand="aurora")
OWN = frozenset(("B0US", "U0US"))
POST: dict[str, Any] = {
    "type": "message",
    "subtype": "bot_message",
    "channel": "C1",
    "ts": "1795424400.000100",
    "bot_id": "B7",
    "username": "MediaWatch",
    "text": "The <https://aurora.example|Aurora> lift is broken &amp; nobody cares &lt;3",
}


def heard(event: Mapping[str, Any], source: ChannelSource = SOURCE) -> Mention | None:
    return mention_from_event(event, source, received_at=NOW, own_ids=OWN)


def surely_heard(event: Mapping[str, Any], source: ChannelSource = SOURCE) -> Mention:
    mention = heard(event, source)
    assert mention is not None
    return mention


def test_a_tools_post_is_read_as_people_see_it() -> None:
    mention = surely_heard(POST)
    assert mention.text == "The Aurora lift is broken & nobody cares <3"
    assert mention.url == "https://aurora.example"
    assert (mention.source, mention.external_id) == ("slack:listening", "C1:1795424400.000100")
    assert mention.brand == "aurora"


def test_attachments_say_more_than_the_words_around_them() -> None:
    event = {
        **POST,
        "text": "New mention for Aurora Hotels",
        "attachments": [
            {
                "fallback": "Ann: cold room",
                "author_name": "Ann Example",
                "author_link": "https://x.com/ann",
                "title": "Review on TripAdvisor",
                "title_link": "https://www.tripadvisor.com/r1?a=1&amp;b=2",
                "text": "The room was *cold* &amp; loud",
                "ts": 1795420800,
                "fields": [
                    {"title": "Followers", "value": "12,000", "short": True},
                    {"title": "Rating", "value": "2/5"},
                    {"title": "Language", "value": "en"},
                ],
            }
        ],
    }
    mention = surely_heard(event)
    assert (mention.text, mention.title) == ("The room was *cold* & loud", "Review on TripAdvisor")
    assert mention.url == "https://www.tripadvisor.com/r1?a=1&b=2"
    assert (mention.author.name, mention.author.url, mention.author.followers) == (
        "Ann Example",
        "https://x.com/ann",
        12_000,
    )
    assert (mention.rating, mention.kind, mention.language) == (2.0, Kind.REVIEW, "en")
    assert mention.published_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_blocks_are_read_with_the_quoted_post_their_labels_and_their_button() -> None:
    event = {
        **POST,
        "text": "New mention",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "New on Instagram"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "Ann wrote:\n&gt; So cold\n&gt; here"}},
            {
                "type": "section",
                "fields": [
                    {"type": "mrkdwn", "text": "*Author:*\nAnn"},
                    {"type": "mrkdwn", "text": "*Network*\nInstagram"},
                ],
            },
            {"type": "actions", "elements": [{"type": "button", "url": "https://instagram.com/p/1"}]},
        ],
    }
    mention = surely_heard(event)
    assert (mention.title, mention.text) == ("New on Instagram", "So cold\nhere")
    assert (mention.author.name, mention.platform, mention.url) == ("Ann", "Instagram", "https://instagram.com/p/1")


def test_rich_text_is_read_too() -> None:
    quote = {
        "type": "rich_text_quote",
        "elements": [
            {"type": "text", "text": "A < B & "},
            {"type": "link", "url": "https://x.com/a/1", "text": "more"},
            {"type": "emoji", "name": "wave"},
        ],
    }
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Ann wrote"}]}
    event = {**POST, "text": "", "blocks": [{"type": "rich_text", "elements": [section, quote]}]}
    mention = surely_heard(event)
    assert mention.text == "A < B & more:wave:"
    assert mention.url == "https://x.com/a/1"


def test_an_edit_is_the_same_mention() -> None:
    edited = {
        "type": "message",
        "subtype": "message_changed",
        "channel": "C1",
        "ts": "1795424999.000000",
        "message": {**POST, "text": "Edited", "edited": {"user": "B7", "ts": "1795424999.0"}},
    }
    assert surely_heard(edited).external_id == surely_heard(POST).external_id
    assert surely_heard(edited).text == "Edited"


@pytest.mark.parametrize(
    "change",
    [
        {"bot_id": "B0US"},
        {"user": "U0US"},
        {"bot_profile": {"id": "B0US"}},
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"subtype": "message_deleted"},
        {"thread_ts": "1795424000.000000"},
        {"text": " ", "attachments": []},
    ],
)
def test_own_posts_joins_replies_and_empty_ones_are_no_mentions(change: Mapping[str, Any]) -> None:
    assert heard({**POST, **change}) is None


def test_the_head_of_a_thread_is_heard() -> None:
    assert heard({**POST, "thread_ts": POST["ts"]}) is not None


def test_chatter_of_people_is_not_heard_unless_they_are_named() -> None:
    chatter = {"type": "message", "channel": "C1", "ts": "1.2", "user": "U5", "text": "lunch?"}
    assert heard(chatter) is None
    named = ChannelSource(key="listening", channel="C1", senders=("U5",))
    assert surely_heard(chatter, named).author.id == "U5"
    assert heard(POST, named) is None


@pytest.mark.parametrize("sender", ["mediawatch", "B7", "Media Watch App"])
def test_a_tool_may_be_named_by_any_of_its_names(sender: str) -> None:
    event = {**POST, "bot_profile": {"id": "B7", "name": "Media Watch App"}}
    assert heard(event, ChannelSource(key="a", channel="C1", senders=(sender,))) is not None


def test_route_this_on_a_heard_message_is_the_same_mention() -> None:
    message = {name: value for name, value in POST.items() if name != "channel"}
    pointed = mention_from_message(message, channel="C1", by="U5", received_at=NOW, source=SOURCE)
    assert pointed is not None
    heard_before = surely_heard(POST)
    assert (pointed.source, pointed.external_id) == (heard_before.source, heard_before.external_id)


def test_route_this_takes_a_persons_words_with_the_person_as_author() -> None:
    message = {"ts": "1.2", "user": "U9", "text": "A guest told me the pool is closed", "thread_ts": "1.0"}
    mention = mention_from_message(message, channel="C2", by="U5", received_at=NOW)
    assert mention is not None
    assert (mention.source, mention.external_id, mention.kind) == ("slack:C2", "C2:1.2", Kind.MESSAGE)
    assert mention.author.id == "U9"
    assert '"handed_in_by": "U5"' in mention.raw


@pytest.mark.parametrize(
    ("typed", "text", "url"),
    [
        ("The pool is closed", "The pool is closed", ""),
        ("https://x.com/a/1", "https://x.com/a/1", "https://x.com/a/1"),
        ("<https://x.com/a/1?b=1&amp;c=2> pool &amp; sauna closed", "pool & sauna closed", "https://x.com/a/1?b=1&c=2"),
        ("see https://x.com/a/1, please", "see https://x.com/a/1, please", "https://x.com/a/1"),
    ],
)
def test_words_a_link_or_both_can_be_handed_in(typed: str, text: str, url: str) -> None:
    mention = mention_from_text_or_link(typed, by="U5", received_at=NOW)
    assert mention is not None
    assert (mention.text, mention.url, mention.source) == (text, url, "person")


def test_nothing_typed_is_no_mention() -> None:
    assert mention_from_text_or_link("  ", by="U5", received_at=NOW) is None


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<@U1|ann> in <#C1|general>", "@ann in #general"),
        ("<!here> <!subteam^S1|@social> <!date^1^{date}|today>", "@here @social today"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<mailto:a@b.c|a@b.c>", "a@b.c"),
        ("a < b", "a < b"),
    ],
)
def test_slacks_markup_is_undone(markup: str, seen: str) -> None:
    assert plain(markup) == seen


def test_only_web_links_are_links() -> None:
    assert first_link("<mailto:a@b.c> <javascript:alert(1)|x> <@U1>") == ""


values = st.none() | st.text(max_size=20) | st.integers()
objects = st.recursive(
    values,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "fields", "url", "title", "value"]), inner)
    ),
    max_leaves=10,
)


@given(st.lists(objects, max_size=3), st.lists(objects, max_size=3), values)
def test_no_layout_of_a_tool_makes_reading_raise(blocks: list[Any], attachments: list[Any], text: Any) -> None:
    heard({**POST, "blocks": blocks, "attachments": attachments, "text": text})
