"""Near-identical wording: how alike the letters of two texts are, and whether a word in their midst makes them two.

Guarantee: pure. Likeness is the share of common letter sequences (character 4-grams, Jaccard) after links, handles and
case are taken away; short texts are never alike, since two people's own trouble often fits the same few words.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.core.event_cues import COUNTS, NEGATIONS, SMALL

SHORTEST = 40
LONGEST = 1_000
GRAM = 4
SAME_WORD = 0.7
"""Above it, two words are one with a slip of the pen, or with another ending."""

_NOISE = re.compile(r"https?://\S+|[@#]\w+|\brt\b|[^\w\s]", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_REPOST = re.compile(r"\s*(?:rt\b|via\b|repost|[\"“„«»>]|\W*copied\b)", re.IGNORECASE)

Print = frozenset[str]


def plain(text: str) -> str:
    """The first LONGEST letters of `text` in small letters, without links, handles, marks and needless blanks."""
    return _BLANKS.sub(" ", _NOISE.sub(" ", text.casefold())).strip()[:LONGEST]


def fingerprint(text: str) -> Print:
    """The letter sequences of the first LONGEST letters of `text`, empty where it is too short to be compared."""
    bare = plain(text)
    if len(bare) < SHORTEST:
        return frozenset()
    return frozenset(bare[start : start + GRAM] for start in range(len(bare) - GRAM + 1))


def likeness(one: Print, other: Print, *, least: float) -> float:
    """How alike two texts are, from 0 to 1 (Jaccard); 0 where either is too short, or `least` is out of reach."""
    if not one or not other:
        return 0.0
    # Sizes that differ much cannot overlap enough, and counting them is cheap.
    if min(len(one), len(other)) < least * max(len(one), len(other)):
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def is_repost(text: str) -> bool:
    """Whether `text` begins as people begin who pass on what another has written."""
    return _REPOST.match(text) is not None


def says_otherwise(one: str, other: str) -> bool:
    """Whether a word stands in the midst of one plain text where the other has another word, or denies it.

    What is put before or behind is a comment on the same thing, and a slip of the pen makes no other word.
    """
    mine, theirs = one.split(), other.split()
    return any(_is_telling(gone, come) for gone, come in _changes(mine, theirs))


def _changes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """What words stand in place of what others, between words that are the same."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for tag, start, end, from_, to in steps[1:-1]:
        if tag != "equal":
            yield list(one[start:end]), list(other[from_:to])


def _is_telling(gone: Sequence[str], come: Sequence[str]) -> bool:
    if bool(NEGATIONS.intersection(gone)) is not bool(NEGATIONS.intersection(come)):
        return True
    mine, theirs = _heavy(gone, come), _heavy(come, gone)
    return bool(mine and theirs)


def _heavy(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that say something and have no double among `others`."""
    return [word for word in words if _says_something(word) and not any(_is_same(word, other) for other in others)]


def _says_something(word: str) -> bool:
    return (len(word) > 2 or word.isdigit()) and word not in SMALL and word not in COUNTS


def _is_same(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit():
        # "200" may be "two hundred", and is never "300".
        return one == other
    return SequenceMatcher(None, one, other).ratio() >= SAME_WORD
