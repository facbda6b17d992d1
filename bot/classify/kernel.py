"""How alike two texts are, in one number: by meaning (the encoder's vectors) and by wording (n-grams).

Guarantee: a positive definite similarity, so that kernel ridge regression over it has one answer; the same texts give
the same numbers in every run. Descriptions carry the cold start, vectors the few examples, n-grams the many: the sum
weighs all three, and no head has to choose.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.classify.text import readable

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]

# Chosen on public intent sets, see docs/decisions/0003-heads.md. Flat: halving or doubling one costs less than a point.
_WORD = re.compile(r"\w+")

SHARPNESS = 2.0
WORDING = 0.25
FEW = 8.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """One batch of texts against all anchors, both of shape (texts, anchors)."""

    kernel: Floats
    cosine: Floats


class Anchors:
    """The texts that a batch is compared with: examples and descriptions, with their vectors and n-grams."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, *, examples_per_label: float) -> None:
        """`vectors` has a row a text. The more examples a label has, the more wording counts beside meaning."""
        self._vectors = vectors
        # Alone, a description shares its words with a mention by chance; a hundred examples do not.
        self._wording = WORDING * examples_per_label / (examples_per_label + FEW)
        self._grams: list[tuple[Any, Any]] = []
        plain = wording(texts)
        for counter in countable(plain):
            self._grams.append((counter, counter.fit_transform(plain).T.tocsr()))

    def likeness(self, texts: Sequence[str], vectors: Vectors) -> Likeness:
        """Compare `texts` (with their `vectors`) with every anchor."""
        cosine = vectors.astype(np.float64) @ self._vectors.T.astype(np.float64)
        # A text with nothing to read is like nothing, not half like everything.
        has_words = vectors.any(axis=1, keepdims=True)
        kernel = np.where(has_words, np.exp(SHARPNESS * (cosine - 1.0)), 0.0)
        plain = wording(texts)
        for counter, anchors in self._grams:
            kernel += self._wording * (counter.transform(plain) @ anchors).toarray()
        return Likeness(kernel, cosine)


def wording(texts: Sequence[str]) -> list[str]:
    """What n-grams are counted in: readable and in small letters."""
    return [readable(text).lower() for text in texts]


def countable(plain: Sequence[str]) -> list[Any]:
    """Counters (scikit-learn's, not fitted yet) of the n-grams there are in `plain`, which came from `wording`.

    A rulebook of emoji, or none at all, has no n-grams to learn, and no counter.
    """
    return [counter for counter in _counters() if any(map(counter.build_analyzer(), plain))]


def _counters() -> list[Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return [
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32),
        TfidfVectorizer(
            tokenizer=_WORD.findall, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32
        ),
    ]
