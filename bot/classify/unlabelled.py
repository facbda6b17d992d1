"""Learning from texts that nobody has labelled: each teaches a little of what the head itself takes it for.

Guarantee: pure, one pass, no iteration. How an example is judged in hindsight never owes anything to its own label, not
even by way of what unlabelled texts were taken for; and where the examples are judged worse, the head stays as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.classify.head import Head, Lesson, calibrated, ridges_of, softmax
from bot.classify.kernel import Vectors
from bot.classify.solving import Floats, Numbers, Rows, inverse, solution
from bot.core.model import Score

# So much of what an example weighs. Halving or doubling it costs a quarter of a point.
WEIGHT = 0.2
# Examples are left out together in so many groups: one by one would cost more than it tells.
GROUPS = 50


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """Texts that nobody has labelled, with their `vectors`, a row for each."""

    texts: tuple[str, ...]
    vectors: Vectors

    def only(self, rows: Sequence[int]) -> "Unlabelled":
        """Those in these rows."""
        return Unlabelled(tuple(self.texts[row] for row in rows), self.vectors[list(rows)])


NOTHING = Unlabelled((), np.zeros((0, 1), dtype=np.float32))


def taken_for(scores: Numbers, sharpness: float) -> Floats:
    """What texts with these `scores` (texts, labels) are taken for, as shares (texts, labels).

    A label that many texts lean to is believed less, by the square root: what the head prefers by mistake it must not
    teach itself, and what is truly frequent stays so.
    """
    shares = softmax(sharpness * scores.astype(np.float64))
    common = np.maximum(shares.mean(axis=0), np.finfo(np.float64).tiny)
    levelled: Floats = shares / np.sqrt(common)
    levelled /= levelled.sum(axis=1, keepdims=True)
    return levelled


def learn_unlabelled(kernel: Numbers, lesson: Lesson, head: Head, rows: Rows) -> Head:
    """`head`, taught by the unlabelled texts in `rows` as well, or as it is where its examples are judged worse by it.

    `kernel` (texts, anchors) is square: all texts are anchors. `head` has learnt `lesson` and nothing else.
    """
    examples = np.flatnonzero(lesson.is_example)
    if not len(rows) or not len(examples):
        return head
    learner = _learner(kernel, lesson, head, rows)
    before, after = np.zeros((2, len(lesson.rows), lesson.count))
    for group in np.array_split(np.random.default_rng(0).permutation(examples), min(GROUPS, len(examples))):
        before[group], after[group] = learner.without(group)
    if _is_worse(before[examples], after[examples], lesson.labels[examples]):
        return head
    weights = np.zeros_like(head.weights)
    np.add.at(weights, np.concatenate([lesson.rows, rows]), learner.duals)
    return replace(calibrated(weights, after[examples], lesson), ridge=head.ridge)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Learner:
    """All that is needed to take examples out again.

    `alone` is the inverse of the system of what was taught, `alone_duals` its solution; `scores` (unlabelled, labels)
    is what that makes of the unlabelled texts, and `reach` (unlabelled, taught) how each taught text's share in it
    changes them. `duals` solves the system of taught and unlabelled texts together, of whose inverse `columns` are
    those that belong to taught texts.
    """

    targets: Floats
    sharpness: float
    alone: Numbers
    alone_duals: Numbers
    scores: Numbers
    reach: Numbers
    duals: Numbers
    columns: Numbers

    def without(self, group: Rows) -> tuple[Floats, Floats]:
        """The scores that a `group` of examples gets where none of them was taught: without unlabelled texts, and with.

        What unlabelled texts are taken for is then told by the other examples alone.
        """
        owed = np.linalg.solve(self.alone[np.ix_(group, group)], self.alone_duals[group])
        taught = len(self.targets)
        others = taken_for(self.scores - self.reach[:, group] @ owed, self.sharpness)
        changed = others - taken_for(self.scores, self.sharpness)
        duals = self.duals[group] + self.columns[taught:, group].T @ changed
        kept = np.linalg.solve(self.columns[np.ix_(group, group)], duals)
        return self.targets[group] - owed, self.targets[group] - kept


def _learner(kernel: Numbers, lesson: Lesson, head: Head, rows: Rows) -> _Learner:
    targets = np.eye(lesson.count)[lesson.labels]
    ridges = ridges_of(targets, lesson, head.ridge)
    alone = inverse(kernel[np.ix_(lesson.rows, lesson.rows)], ridges)
    alone_duals = alone @ targets.astype(alone.dtype)
    between = kernel[np.ix_(rows, lesson.rows)]
    scores = between @ alone_duals
    taught, all_rows = len(targets), np.concatenate([lesson.rows, rows])
    aims = np.concatenate([targets, taken_for(scores, head.sharpness)])
    asked = np.concatenate([aims, np.eye(len(aims), taught)], axis=1)
    all_ridges = np.concatenate([ridges, np.full(len(rows), head.ridge / WEIGHT)])
    found = solution(kernel[np.ix_(all_rows, all_rows)], all_ridges, asked)
    return _Learner(
        targets=targets,
        sharpness=head.sharpness,
        alone=alone,
        alone_duals=alone_duals,
        scores=scores,
        reach=between @ alone,
        duals=found[:, : lesson.count],
        columns=found[:, lesson.count :],
    )


def _is_worse(before: Floats, after: Floats, labels: Rows) -> bool:
    """Whether fewer examples are judged rightly, by more than chance would make it."""
    was, now = before.argmax(axis=1) == labels, after.argmax(axis=1) == labels
    gained, lost = int((now & ~was).sum()), int((was & ~now).sum())
    return Score(count=len(labels), right_before=int(was.sum()), gained=gained, lost=lost).is_worse
