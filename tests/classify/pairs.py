"""Pairs of posts, written for this purpose: one event in other words and languages, or two events in nearly the same.

Thresholds were chosen on every other pair (`CHOSEN_ON`), and what is stated of them is measured on the rest
(`HELD_BACK`). The cues of `bot/core/event_cues.py` were written with both halves in view; the pairs of `WRITTEN_LATER`
came when all that stood, and nothing was changed for them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.core.mention import Author, Mention
from bot.core.storm import Known, Printed, kin_among, printed

MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """Two posts by two people, and whether they are about the same event."""

    same: bool
    kind: str
    brand: str
    one: str
    other: str
    other_brand: str = ""
    is_late: bool = False

    @property
    def without_brand(self) -> "Pair":
        """The same two posts from a source that does not know whose they are."""
        return replace(self, brand="", other_brand="")

    def prints(self) -> tuple[Printed, Printed]:
        brands = (self.brand, self.other_brand or self.brand)
        one, other = (
            printed(_mention(text, brand=brand, author=author))
            for text, brand, author in zip((self.one, self.other), brands, ("ann", "ben"), strict=True)
        )
        return one, other


PAIRS = [Pair(**json.loads(line)) for line in Path(__file__).with_name("pairs.jsonl").read_text("utf-8").splitlines()]
WRITTEN_LATER = [pair for pair in PAIRS if pair.is_late]
_FIRST = [pair for pair in PAIRS if not pair.is_late]
CHOSEN_ON, HELD_BACK = _FIRST[::2], _FIRST[1::2]
OTHER_LANGUAGE = "languages"

Judge = Callable[[Pair], bool]


def by_us(encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> Judge:
    """Whether triage would join the second of a pair to the issue of the first, departments left aside."""
    texts = [text for pair in PAIRS for text in (pair.one, pair.other)]
    vectors = dict(zip(texts, encode(texts), strict=True))

    def joins(pair: Pair) -> bool:
        one, other = pair.prints()
        closeness = float(vectors[pair.one] @ vectors[pair.other])
        return kin_among(other, [Known(issue=1, print=one, closeness=closeness, may_mean=True)]) is not None

    return joins


@dataclass(frozen=True)
class Score:
    """How well a judge tells pairs apart."""

    precision: float
    recall: float
    wrongly_joined: int


def score(judge: Judge, pairs: Sequence[Pair]) -> Score:
    """What the judge makes of the pairs."""
    judged = [(judge(pair), pair.same) for pair in pairs]
    right = judged.count((True, True))
    joined, same = sum(found for found, _ in judged), sum(same for _, same in judged)
    return Score(precision=right / joined if joined else 1.0, recall=right / same, wrongly_joined=joined - right)


def _mention(text: str, *, brand: str, author: str) -> Mention:
    return Mention(
        source="pairs", external_id=text, text=text, received_at=MOMENT, brand=brand, author=Author(id=author)
    )
