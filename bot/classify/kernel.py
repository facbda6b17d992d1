"""How alike two texts are, in one number: by meaning (the encoder's vectors) and by wording (n-grams).

Guarantee: a positive definite similarity, so that kernel ridge regression over it has one answer; the same texts give
the same numbers in every run. Descriptions carry the cold start, vectors the few examples, n-grams the many: the sum
weighs all three, and no head has to choose. Memory beside the answer is bounded, however many texts are compared.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.classify.grams import Grams
from bot.classify.text import readable

Vectors = NDArray[np.float32]

_WORD = re.compile(r"\w+")

# Chosen on public intent sets, see docs/decisions/0003-heads.md. Flat: halving or doubling one costs less than a point.
SHARPNESS = 2.0
WORDING = 0.25
FEW = 8.0
# So many examples are needed until half of what they have in common is left out.
SETTLED = 200.0
_ROWS = 1_024


class Anchors:
    """The texts that a batch is compared with: examples and descriptions, with their vectors and n-grams."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, *, examples: Vectors, examples_per_label: float) -> None:
        """`vectors` has a row a text, `examples` one an example.

        What all examples share, such as the brand, says little of any of them and is taken out. The more examples a
        label has, the more wording counts beside meaning.
        """
        # Alone, a description shares its words with a mention by chance; a hundred examples do not.
        self._wording = WORDING * examples_per_label / (examples_per_label + FEW)
        self._shared = _shared(examples)
        self._parted = self._apart(vectors)
        plain = wording(texts)
        self._grams = [Grams(counter, plain) for counter in countable(plain)]

    def kernel(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """How alike `texts` (with their `vectors`) are to every anchor, as (texts, anchors)."""
        found: Vectors = self._apart(vectors) @ self._parted.T
        found -= 1.0
        found *= SHARPNESS
        np.exp(found, out=found)
        # A text with nothing to read is like nothing, not half like everything.
        found[~vectors.any(axis=1)] = 0.0
        plain = wording(texts)
        for grams in self._grams:
            for start in range(0, len(plain), _ROWS):
                part = slice(start, start + _ROWS)
                found[part] += self._wording * grams.likeness(plain[part])
        return found

    def _apart(self, vectors: Vectors) -> Vectors:
        """`vectors` without what is shared, of unit length again; zero stays zero."""
        parted = np.where(vectors.any(axis=1, keepdims=True), vectors - self._shared, 0.0)
        parted /= np.maximum(np.linalg.norm(parted, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        unit: Vectors = parted.astype(np.float32)
        return unit


def _shared(examples: Vectors) -> Vectors:
    """What `examples` have in common; nothing where there are none, and little while there are few."""
    if not len(examples):
        return np.zeros(examples.shape[1], dtype=np.float32)
    shared: Vectors = examples.mean(axis=0) * np.float32(len(examples) / (len(examples) + SETTLED))
    return shared


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
