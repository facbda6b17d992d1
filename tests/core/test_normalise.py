from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.mention import Author, Mention
from bot.core.normalise import MAX_ID, MAX_TEXT, clean_text, fingerprint, normalise, platform_of, text_of_html

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLAIN = Mention(source="webhook:test", external_id="1", text="The room was cold.", received_at=NOW)

# Everything a stranger may send, also what no encoder would: lone surrogates, NULs, line separators, combining marks.
anything = st.text(st.characters(), max_size=200) | st.sampled_from(
    [
        "\ud800",
        "a\x00b",
        "e\u0301",
        "\r\n\r\n\r\n x \u2028",
        "<![x",
        "\x85\x1f ",
        "\u200b",
        "\ufdfa" * 10,
        "  \n \n\n\n . ",
    ]
)
authors = st.builds(
    Author, id=anything, name=anything, handle=anything, url=anything, followers=st.none() | st.integers()
)
mentions = st.builds(
    Mention,
    source=anything,
    external_id=anything,
    text=anything,
    title=anything,
    url=anything | st.just("https://example.org/a?b=c"),
    platform=anything,
    author=authors,
    language=anything,
    received_at=st.just(NOW) | st.just(NOW.replace(tzinfo=None)),
    published_at=st.none() | st.datetimes(timezones=st.none() | st.just(UTC)),
    rating=st.none() | st.floats(),
    engagement=st.none() | st.integers(),
    raw=anything,
)


@given(mentions)
def test_normalising_twice_changes_nothing(mention: Mention) -> None:
    once = normalise(mention)
    assert normalise(once) == once


@pytest.mark.parametrize("part", ["word ", "é", "a\n\n\n", "\u0301"])
def test_shortening_a_long_text_twice_changes_nothing(part: str) -> None:
    once = normalise(replace(PLAIN, text=part * MAX_TEXT, title=part * MAX_TEXT, external_id=""))
    assert normalise(once) == once


@given(mentions)
def test_whatever_comes_in_can_be_stored(mention: Mention) -> None:
    stored = normalise(mention)
    texts = [stored.text, stored.title, stored.url, stored.raw, stored.external_id, stored.author.name, stored.source]
    for text in texts:
        assert "\x00" not in text
        text.encode("utf-8")
    assert 0 < len(stored.external_id) <= MAX_ID
    assert len(stored.text) <= MAX_TEXT
    assert stored.received_at.utcoffset() == timedelta(0)
    assert stored.rating is None or stored.rating == stored.rating
    assert stored.author.followers is None or stored.author.followers >= 0


@given(anything)
def test_any_markup_becomes_text_without_raising(markup: str) -> None:
    text = text_of_html(markup)
    assert clean_text(text) == text


def test_a_long_text_is_shortened_and_kept_whole_as_raw() -> None:
    long = "word " * 5_000
    stored = normalise(replace(PLAIN, text=long))
    assert stored.text.endswith("…")
    assert stored.raw == long.strip()


def test_a_date_in_the_future_becomes_the_moment_of_receipt() -> None:
    assert normalise(replace(PLAIN, published_at=NOW + timedelta(days=400))).published_at == NOW
    assert normalise(replace(PLAIN, published_at=NOW + timedelta(minutes=2))).published_at == NOW + timedelta(minutes=2)


def test_a_date_before_the_web_is_unknown() -> None:
    assert normalise(replace(PLAIN, published_at=datetime(1970, 1, 1, tzinfo=UTC))).published_at is None


def test_instants_are_kept_in_utc() -> None:
    vienna = timezone(timedelta(hours=1))
    stored = normalise(replace(PLAIN, published_at=datetime(2026, 11, 23, 9, 30, tzinfo=vienna)))
    assert stored.published_at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert stored.published_at.tzinfo is UTC


def test_a_mention_without_id_is_known_by_link_text_and_author() -> None:
    nameless = replace(PLAIN, external_id="", url="https://example.org/1")
    same = replace(nameless, published_at=NOW - timedelta(hours=1), raw="other")
    assert normalise(nameless).external_id == normalise(same).external_id
    others = [
        replace(nameless, text="The pool was cold."),
        replace(nameless, url="https://example.org/2"),
        replace(nameless, author=Author(name="Ann")),
    ]
    assert normalise(nameless).external_id not in {normalise(other).external_id for other in others}


def test_two_anonymous_guests_with_the_same_words_on_two_days_are_two() -> None:
    monday = replace(PLAIN, external_id="", published_at=NOW)
    tuesday = replace(PLAIN, external_id="", published_at=NOW + timedelta(days=1))
    assert fingerprint(monday) != fingerprint(tuesday)


def test_an_id_too_long_for_an_index_is_known_by_its_hash() -> None:
    one, other = (normalise(replace(PLAIN, external_id="x" * 1_000 + end)) for end in "ab")
    assert one.external_id != other.external_id
    assert one.external_id.startswith("hash:")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a b", ""),
        ("javascript:alert(1)", ""),
        ("//example.org", ""),
        ("http://[broken", ""),
        (" https://example.org/ü?q=1#x ", "https://example.org/ü?q=1#x"),
    ],
)
def test_only_web_addresses_stay_links(url: str, kept: str) -> None:
    assert normalise(replace(PLAIN, url=url)).url == kept


def test_the_platform_is_told_by_the_link_where_nobody_says_it() -> None:
    assert platform_of("https://www.tripadvisor.com/ShowUserReviews-1") == "tripadvisor"
    assert platform_of("https://old.reddit.com/r/hotels") == "reddit"
    assert platform_of("https://nottwitter.com/x") == ""
    assert normalise(replace(PLAIN, url="https://x.com/a/status/1")).platform == "x"
    assert normalise(replace(PLAIN, platform="Twitter")).platform == "x"


def test_handles_are_kept_without_their_at_sign_and_languages_without_their_country() -> None:
    stored = normalise(replace(PLAIN, author=Author(handle="@Ann_B "), language="EN-gb"))
    assert (stored.author.handle, stored.language) == ("Ann_B", "en")
    assert normalise(replace(PLAIN, language="English")).language == ""


def test_html_reads_as_a_reader_sees_it() -> None:
    markup = "<p>Fish &amp; chips<br>were <b>cold</b></p><script>alert(1)</script><ul><li>one</li><li>two</li></ul>"
    assert text_of_html(markup) == "Fish & chips\nwere cold\n\none\n\ntwo"
