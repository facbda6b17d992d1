"""Guesses at which stage of the customer's journey somebody was, by what the rulebook says people speak of there.

Guarantee: the same in every run; where no stage stands out, or the encoder was not made for the language, nothing is
guessed. It is a guess, corrected by a click, and decides nothing.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from bot.classify.kernel import Vectors
from bot.classify.language import UNDETERMINED
from bot.core.journey import Stage

LEAST, AHEAD = 0.25, 0.03
"""How alike a text must be to a stage, and by how much more than to the next one."""
BEST_OF = 2
_PARTS = re.compile(r"[;,.:]\s+")

Encode = Callable[[Sequence[str]], Vectors]


class JourneyGuess:
    """The stages of one rulebook, ready to be compared with."""

    def __init__(self, stages: Sequence[Stage], encode: Encode, *, languages: frozenset[str]) -> None:
        """`encode` turns texts into unit vectors; `languages` are those it was made for, none where it does not say."""
        self._keys = [stage.key for stage in stages]
        parts = [[stage.description, *_parts(stage.description)] for stage in stages]
        self._own = np.array([place for place, each in enumerate(parts) for _ in each])
        self._vectors = encode([text for each in parts for text in each]) if stages else np.zeros((0, 1), np.float32)
        self._languages = languages

    def of(self, vectors: Vectors, languages: Sequence[str]) -> list[str]:
        """The stage of each text, "" where nothing can be guessed."""
        if not self._keys:
            return [""] * len(languages)
        likeness = vectors @ self._vectors.T
        scores = np.stack([_best(likeness[:, self._own == place]) for place in range(len(self._keys))], axis=1)
        return [self._one(row, language) for row, language in zip(scores, languages, strict=True)]

    def _one(self, scores: Vectors, language: str) -> str:
        *_, second, first = np.sort(scores).tolist()
        is_read = not self._languages or language == UNDETERMINED or language in self._languages
        is_clear = first >= LEAST and first - second >= AHEAD
        return self._keys[int(scores.argmax())] if is_read and is_clear else ""


def _parts(description: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(description) if part.strip()]


def _best(likeness: Vectors) -> Vectors:
    """The mean of what is most alike: one lucky word makes no stage."""
    best: Vectors = np.sort(likeness, axis=1)[:, -BEST_OF:].mean(axis=1)
    return best
