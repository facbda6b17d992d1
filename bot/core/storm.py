"""Near-identical mentions: when many people post the same thing, it is one issue.

Guarantee: pure. Likeness is the share of common letter sequences (character 4-grams, Jaccard) after links, handles and
case are taken away; short texts are never alike, since two people's own trouble often fits the same few words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.mention import Mention

WINDOW = timedelta(hours=48)
LIKENESS = 0.6
SHORTEST = 40
LONGEST = 1_000
GRAM = 4
BITS = 2048

_NOISE = re.compile(r"https?://\S+|[@#]\w+|\brt\b|[^\w\s]", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")

Print = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is remembered of a mention to compare others with it. `bits` are the letter sequences, roughly."""

    brand: str
    grams: Print
    bits: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bits = 0
        for gram in self.grams:
            bits |= 1 << hash(gram) % BITS
        object.__setattr__(self, "bits", bits)


def printed(mention: Mention) -> Printed:
    """What to remember of `mention`."""
    return Printed(brand=mention.brand, grams=fingerprint(mention.content))


def fingerprint(text: str) -> Print:
    """The letter sequences of the first LONGEST letters of `text`, empty where it is too short to be compared."""
    plain = _BLANKS.sub(" ", _NOISE.sub(" ", text.casefold())).strip()[:LONGEST]
    if len(plain) < SHORTEST:
        return frozenset()
    return frozenset(plain[start : start + GRAM] for start in range(len(plain) - GRAM + 1))


def likeness(one: Print, other: Print) -> float:
    """How alike two texts are, from 0 to 1 (Jaccard); 0 where either is too short."""
    if not one or not other:
        return 0.0
    # Sizes that differ much cannot overlap enough, and counting them is cheap.
    if min(len(one), len(other)) < LIKENESS * max(len(one), len(other)):
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def issue_like(mine: Printed, others: Iterable[tuple[int, Printed]]) -> int | None:
    """The issue of the most alike mention of the same brand among (issue, print), None where none is near enough."""
    best, found = LIKENESS, None
    for issue, other in others:
        if mine.brand and other.brand and mine.brand != other.brand:
            continue
        if not _may_be_alike(mine, other):
            continue
        alike = likeness(mine.grams, other.grams)
        if alike >= best:
            best, found = alike, issue
    return found


def _may_be_alike(one: Printed, other: Printed) -> bool:
    """False only where counting could not reach LIKENESS: a bit that `other` lacks is a sequence that it lacks."""
    common_at_most = len(one.grams) - (one.bits & ~other.bits).bit_count()
    return common_at_most >= LIKENESS * (len(one.grams) + len(other.grams) - common_at_most)
