"""What of a post is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classify.text import MAX_CHARACTERS, has_words, readable

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)


@pytest.mark.parametrize(
    ("posted", "read"),
    [
        ("@united my bag is lost https://t.co/x1?y=2", "my bag is lost"),
        ("RT @someone: so true", "so true"),
        ("#LateCheckOut at #wrenbox_leeds", "Late Check Out at wrenbox leeds"),
        ("fish &amp; chips &lt;3", "fish & chips <3"),
        ("write to anna@example.org now", "write to anna@example.org now"),
        ("𝐟𝐫𝐞𝐞 ｍｏｎｅｙ", "free money"),
        ("re\u200bfu\u00adnd \u202eme", "refund me"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("half \ud83d and whole \ud83d\ude00", "half and whole 😀"),
        ("  two\n\nlines\t", "two lines"),
    ],
)
def test_a_post_is_read_as_a_person_reads_it(posted: str, read: str) -> None:
    assert readable(posted) == read


@given(ANY_TEXT)
def test_whatever_is_posted_becomes_valid_text_without_control_characters(posted: str) -> None:
    read = readable(posted)
    assert read.encode("utf-8").decode() == read
    assert not any(ord(character) < 32 for character in read)


def test_an_endless_text_keeps_its_beginning_and_its_end() -> None:
    read = readable("first " + "x " * 2_000_000 + " last")
    assert len(read) <= MAX_CHARACTERS
    assert read.startswith("first")
    assert read.endswith("last")


@pytest.mark.parametrize("posted", ["", "😀😀", "...", "@someone https://a.example", "\x00"])
def test_emoji_dots_and_addresses_alone_are_no_words(posted: str) -> None:
    assert not has_words(posted)


def test_one_word_is_a_word_in_any_script() -> None:
    assert has_words("ok")
    assert has_words("最高")
