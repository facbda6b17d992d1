import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.field_map import FieldMap, FieldPathError, Origin, UnusableItem, find, folded, mention_from, parse_path
from bot.core.mention import Kind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ORIGIN = Origin(source="webhook:test", received_at=NOW, brand="aurora", platform="web")
names = st.text(st.characters(blacklist_characters=".[]", blacklist_categories=("Cs",)), min_size=1, max_size=8)
steps = st.lists(names | st.integers(0, 5), min_size=1, max_size=6)


def _written(path: list[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _holding(path: list[str | int], value: object) -> object:
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [None] * step + [value]
    return value


@given(steps)
def test_a_written_path_is_read_as_its_steps(path: list[str | int]) -> None:
    assert list(parse_path(_written(path))) == path


@given(steps, st.integers() | st.text() | st.booleans())
def test_what_is_at_a_path_is_found_there(path: list[str | int], value: object) -> None:
    assert find(_holding(path, value), _written(path)) == value


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)


@given(steps, json_values)
def test_looking_for_any_path_in_anything_never_raises(path: list[str | int], item: object) -> None:
    find(item, _written(path))


@pytest.mark.parametrize("path", ["", ".", "a.", ".a", "a..b", "a[", "a[x]", "a[-1]", "a[0]b", "a.[0]", "]"])
def test_a_path_that_means_nothing_is_refused_by_name(path: str) -> None:
    with pytest.raises(FieldPathError, match=r"tags\[0\]\.name"):
        parse_path(path)


def test_a_mapping_of_a_field_that_no_mention_has_is_refused_with_the_fields_there_are() -> None:
    with pytest.raises(FieldPathError, match=r"«txt».*author\.followers"):
        FieldMap({"txt": "content"})


def test_a_declared_mapping_reads_a_foreign_shape() -> None:
    fields = FieldMap(
        {
            "text": "content.body",
            "external_id": "meta.ids[0]",
            "author.name": "who.full name",
            "author.followers": "who.reach",
            "published_at": "meta.at",
            "rating": "stars",
        },
        guess=False,
    )
    item = {
        "content": {"body": "Lovely stay"},
        "meta": {"ids": [77, 78], "at": "2026-11-23T08:00:00Z"},
        "who": {"full name": "Ann", "reach": "1.2K"},
        "stars": "5/5",
        "language": "de",
    }
    mention = mention_from(item, fields, ORIGIN).mention
    assert (mention.text, mention.external_id, mention.author.name) == ("Lovely stay", "77", "Ann")
    assert (mention.author.followers, mention.rating, mention.kind) == (1200, 5.0, Kind.REVIEW)
    assert mention.published_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert mention.language == "", "what is not declared is not guessed"
    assert (mention.brand, mention.platform) == ("aurora", "web")
    assert json.loads(mention.raw) == item


def test_our_own_words_and_the_usual_ones_need_no_mapping() -> None:
    item = {
        "Message": "Broken lift",
        "postId": 12,
        "user": {"name": "Bo", "username": "@bo", "followers": 10},
        "Permalink": "https://x.com/bo/1",
        "createdAt": "Mon, 23 Nov 2026 08:00:00 GMT",
        "likes": 3,
        "Share Count": "4",
        "network": "Twitter",
    }
    mention = mention_from(item, FieldMap(), ORIGIN).mention
    assert (mention.text, mention.external_id, mention.url) == ("Broken lift", "12", "https://x.com/bo/1")
    assert (mention.author.name, mention.author.handle, mention.author.followers) == ("Bo", "@bo", 10)
    assert (mention.engagement, mention.platform) == (7, "Twitter")


def test_a_value_that_cannot_be_read_costs_a_note_and_not_the_mention() -> None:
    mapped = mention_from({"text": "Hi", "followers": "many", "date": "yesterday"}, FieldMap(), ORIGIN)
    assert mapped.mention.author.followers is None
    assert mapped.notes == (
        "author.followers: «many» cannot be read as a count, so it is left out",
        "published_at: «yesterday» cannot be read as a date, so it is left out",
    )


def test_an_item_without_text_is_refused_with_the_path_that_was_looked_at() -> None:
    with pytest.raises(UnusableItem, match=r"content\.body") as refused:
        mention_from({"content": {}}, FieldMap({"text": "content.body"}, guess=False), ORIGIN)
    assert refused.value.path == "content.body"


def test_a_title_alone_is_a_text() -> None:
    assert mention_from({"headline": "Hotel opens"}, FieldMap(), ORIGIN).mention.text == "Hotel opens"


def test_html_is_unfolded_where_the_item_says_that_it_is_html() -> None:
    html = {"text": "<p>Fish &amp; chips</p>", "media_type": "text/html"}
    assert mention_from(html, FieldMap(), ORIGIN).mention.text == "Fish & chips"
    assert mention_from({**html, "media_type": "text/plain"}, FieldMap(), ORIGIN).mention.text == html["text"]


@pytest.mark.parametrize("item", [None, "text", 3, ["text"], True])
def test_what_is_no_object_is_no_mention(item: object) -> None:
    with pytest.raises(UnusableItem, match="JSON object"):
        mention_from(item, FieldMap(), ORIGIN)


@pytest.mark.parametrize("name", ["Published At", "publishedAt", "published-at", " published_at "])
def test_names_of_columns_are_compared_without_their_dress(name: str) -> None:
    assert folded(name) == "published_at"
