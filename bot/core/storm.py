"""Near-identical mentions: when many people post the same thing, it is one issue.

Guarantee: pure. Likeness is the share of common letter sequences (character 4-grams, Jaccard) after links, handles and
case are taken away; short texts are never alike, since two people's own trouble often fits the same few words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.core.mention import Mention

WINDOW = timedelta(hours=48)
LIKENESS = 0.6
SHORTEST = 40
GRAM = 4

_NOISE = re.compile(r"https?://\S+|[@#]\w+|\brt\b|[^\w\s]", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")

Print = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is remembered of a mention to compare others with it."""

    brand: str
    grams: Print


def printed(mention: Mention) -> Printed:
    """What to remember of `mention`."""
    return Printed(brand=mention.brand, grams=fingerprint(mention.content))


def fingerprint(text: str) -> Print:
    """The letter sequences of `text`, empty where it is too short to be compared."""
    plain = _BLANKS.sub(" ", _NOISE.sub(" ", text.casefold())).strip()
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
        alike = likeness(mine.grams, other.grams)
        if alike >= best:
            best, found = alike, issue
    return found
