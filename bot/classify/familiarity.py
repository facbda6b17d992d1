"""How much a text resembles what the department head was taught, and how much of it is enough to file the text.

Guarantee: an example never vouches for its own familiarity, and memory is bounded, however many examples there are.
"""

from dataclasses import dataclass

import numpy as np

from bot.classify.kernel import Vectors
from bot.classify.solving import Floats, Rows

# One example in twenty may look strange to the others; a text stranger than that one is not filed.
STRANGE_SHARE = 0.05
# Below so many examples their own spread says little, and this familiarity must do.
FEW_EXAMPLES = 20
FAMILIARITY_BELIEF = 0.04
_ROWS = 1_024


@dataclass(frozen=True, slots=True)
class Familiarity:
    """What the department head was taught, as `vectors` (texts, dimension), and the `least` that is enough."""

    vectors: Vectors
    least: float = FAMILIARITY_BELIEF

    def of(self, scores: Floats, vectors: Vectors, *, own: Rows | None = None) -> Floats:
        """The resemblance of texts by their `scores` (texts, labels) and `vectors`; `own` is as in `nearest`."""
        return resemblance(scores, self.nearest(vectors, own=own))

    def nearest(self, vectors: Vectors, *, own: Rows | None = None) -> Vectors:
        """The cosine (texts,) of each of `vectors` to the most alike of what was taught, zero where nothing was.

        `own` (texts,) is the row of each among those that were taught, -1 where it is none of them.
        """
        if not len(self.vectors):
            return np.zeros(len(vectors), dtype=np.float32)
        return np.concatenate(
            [
                self._nearest(vectors[start : start + _ROWS], None if own is None else own[start : start + _ROWS])
                for start in range(0, len(vectors), _ROWS)
            ]
            or [np.zeros(0, dtype=np.float32)]
        )

    def _nearest(self, vectors: Vectors, own: Rows | None) -> Vectors:
        cosine = vectors @ self.vectors.T
        if own is not None:
            known = np.flatnonzero(own >= 0)
            cosine[known, own[known]] = -1.0
        nearest: Vectors = cosine.max(axis=1)
        return nearest


def resemblance(scores: Floats, nearest: Vectors) -> Floats:
    """Best score × nearest cosine, of texts by their `scores` (texts, labels) and what is `nearest` (texts,)."""
    found: Floats = np.clip(scores.max(axis=1, initial=0.0), 0.0, None) * np.clip(nearest, 0.0, None)
    return found


def learn_familiarity(taught: Vectors, left_out: Floats, examples: Vectors, own: Rows) -> Familiarity:
    """The familiarity with `taught` that all but STRANGE_SHARE of the `examples` reach, each judged by the others.

    `left_out` (examples, labels) are their scores had they not been taught; `own` is as in `Familiarity.nearest`.
    """
    believed = Familiarity(taught)
    if len(examples) < FEW_EXAMPLES:
        return believed
    return Familiarity(taught, float(np.quantile(believed.of(left_out, examples, own=own), STRANGE_SHARE)))
