"""How alike texts are in their wording to the anchors: n-grams, weighed by how rare they are.

Guarantee: scikit-learn's numbers, to the last digits of a float32, whatever else is in a batch; but counted a word at a
time, since posts are made of the same words over and over, and only their n-grams that some anchor has.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = NDArray[np.int32]
# Of so many words the n-grams are remembered, some megabytes; longer ones are seldom said again.
_REMEMBERED, _LONGEST = 8_192, 40


class Grams:
    """The n-grams of some anchors, as one of scikit-learn's counters (`TfidfVectorizer`, not fitted yet) finds them."""

    def __init__(self, counter: Any, anchors: Sequence[str]) -> None:
        self._anchors = counter.fit_transform(anchors).T.tocsr()
        self._columns: dict[str, int] = counter.vocabulary_
        self._rarity = counter.idf_.astype(np.float32)
        self._analyse: Callable[[str], list[str]] = counter.build_analyzer()
        # Within words, an n-gram's word is all that it depends on.
        self._pieces: Callable[[str], list[str]] = str.split if counter.analyzer == "char_wb" else lambda text: [text]
        self._remembered: dict[str, Columns] = {}

    def likeness(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Cosines of `texts` to the anchors, as (texts, anchors)."""
        found: NDArray[np.float32] = (self._weighed(texts) @ self._anchors).toarray()
        return found

    def _weighed(self, texts: Sequence[str]) -> Any:
        from scipy.sparse import csr_matrix

        columns = [self._of(text) for text in texts]
        ends = np.fromiter(accumulate(map(len, columns), initial=0), dtype=np.int32)
        # A text of nothing known has no columns, and no texts are none.
        joined = np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)
        shape = len(texts), len(self._rarity)
        counts = csr_matrix((np.ones(len(joined), dtype=np.float32), joined, ends), shape=shape)
        counts.sum_duplicates()
        weights = (np.log(counts.data) + np.float32(1)) * self._rarity[counts.indices]
        rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(rows, weights=weights.astype(np.float64) ** 2, minlength=len(texts)))
        counts.data = (weights / lengths[rows]).astype(np.float32)
        return counts

    def _of(self, text: str) -> Columns:
        pieces = [self._of_piece(piece) for piece in self._pieces(text)]
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)

    def _of_piece(self, piece: str) -> Columns:
        known = self._remembered.get(piece)
        if known is None:
            known = self._known(self._analyse(piece))
            if len(piece) <= _LONGEST:
                if len(self._remembered) >= _REMEMBERED:
                    self._remembered.clear()
                self._remembered[piece] = known
        return known

    def _known(self, grams: Iterable[str]) -> Columns:
        found = map(self._columns.get, grams)
        return np.array([column for column in found if column is not None], dtype=np.int32)
