"""Learning along neighbourhoods: what is said in nearly the same words belongs together, whoever has labelled it.

Guarantee: pure, closed form. Texts pull at each other as far as they are alike, so that a label reaches those that no
example resembles by way of those in between. Where the examples are judged less surely by it, each of them left out,
nothing is changed.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from bot.classify.head import Head, Lesson, fit_head, surprise_of
from bot.classify.kernel import Vectors
from bot.classify.solving import Numbers, Rows
from bot.classify.unlabelled import learn_unlabelled

# A text is pulled at by so many others, by this power of their cosines.
NEAREST = 5
STEEPNESS = 6.0
PULL = 1.0
_ROWS = 1_024


def learn_beside(kernel: Numbers, vectors: Vectors, lesson: Lesson, head: Head, rows: Rows) -> Head:
    """`head`, taught by the unlabelled texts in `rows` as well, along neighbourhoods where its examples bear them out.

    `kernel` (texts, anchors) is square: all texts are anchors, and `vectors` has a row for each. `head` has learnt
    `lesson` and nothing else.
    """
    if not len(rows) or not lesson.is_example.any():
        return head
    own = np.union1d(lesson.rows, rows)
    among = kernel[np.ix_(own, own)]
    bend = Bend(among, vectors[own])
    taught = np.unique(lesson.rows)
    at = np.searchsorted(own, taught)
    along = fit_head(bend.bent(among[:, at])[at], replace(lesson, rows=np.searchsorted(taught, lesson.rows)))
    if surprise_of(along, lesson) >= surprise_of(head, lesson):
        return learn_unlabelled(kernel, lesson, head, rows)
    told = replace(lesson, rows=np.searchsorted(own, lesson.rows))
    along = replace(along, weights=_spread(along.weights, at, len(own)))
    learnt = learn_unlabelled(bend.bent(among), told, along, np.searchsorted(own, rows))
    return replace(learnt, weights=_spread(bend.unbent(learnt.weights), own, len(kernel)))


class Bend:
    """What makes neighbours by some `vectors` more alike in their square `kernel`."""

    def __init__(self, kernel: Numbers, vectors: Vectors) -> None:
        from scipy.linalg import lu_factor

        pulled = np.asarray(_pull(vectors).astype(kernel.dtype) @ kernel) * kernel.dtype.type(PULL)
        pulled[np.diag_indices(len(pulled))] += 1.0
        self._factor: Any = lu_factor(pulled.T, overwrite_a=True, check_finite=False)

    def bent(self, columns: Numbers) -> Numbers:
        """How alike all texts are to some of them, given those `columns` of the kernel."""
        from scipy.linalg import lu_solve

        return np.asarray(lu_solve(self._factor, columns, check_finite=False))

    def unbent(self, weights: Numbers) -> Numbers:
        """What `weights` (texts, labels) over the bent kernel are over the kernel itself, for texts not among them."""
        from scipy.linalg import lu_solve

        return np.asarray(lu_solve(self._factor, weights, trans=1, check_finite=False))


def _spread(weights: Numbers, rows: Rows, count: int) -> Numbers:
    """Weights of `rows`, as those of `count` texts of which the others have none."""
    found = np.zeros((count, weights.shape[1]), dtype=weights.dtype)
    found[rows] = weights
    return found


def _pull(vectors: Vectors) -> Any:
    """How texts pull at each other, as the Laplacian of a sparse graph (texts, texts)."""
    from scipy.sparse import coo_matrix, diags

    count = min(NEAREST, len(vectors) - 1)
    found = [_nearest(vectors, start, count) for start in range(0, len(vectors), _ROWS)]
    ends, strengths = (np.concatenate(each) for each in zip(*found, strict=True))
    starts = np.repeat(np.arange(len(vectors)), count)
    one_way = coo_matrix((strengths.ravel(), (starts, ends.ravel())), shape=(len(vectors), len(vectors))).tocsr()
    mutual = one_way.maximum(one_way.T)
    return diags(np.asarray(mutual.sum(axis=1)).ravel()) - mutual


def _nearest(vectors: Vectors, start: int, count: int) -> tuple[Rows, Vectors]:
    """The `count` nearest others of _ROWS texts from `start` on, and how strongly they pull."""
    cosines = vectors[start : start + _ROWS] @ vectors.T
    cosines[np.arange(len(cosines)), start + np.arange(len(cosines))] = -1.0
    nearest = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
    return nearest, np.maximum(np.take_along_axis(cosines, nearest, axis=1), 0.0) ** STEEPNESS
