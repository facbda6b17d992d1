"""One light head: kernel ridge regression on the examples of some labels, turned into calibrated probabilities.

Guarantee: closed form, hence deterministic and fitted in milliseconds; what it is calibrated on are leave-one-out
scores, so an example never vouches for itself. Without any example it still answers, from the labels' descriptions.
"""

import math
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from bot.classify.solving import Flags, Floats, Numbers, Rows, by_landmarks, exact

# How far an example may be missed. What is right depends on how many of them carry a wrong label, which only they can
# tell; so much doubt has to be outweighed before the belief is left.
RIDGE = 0.2
RIDGES = (0.1, 0.2, 0.4, 0.8, 1.6)
RIDGE_DOUBT = 3.0
# So many of the anchors are enough to tell it.
MOST_ASKED = 2_000
# What calibration starts from; as many examples as PRIOR_EXAMPLES weigh as much as this belief.
SHARPNESS_BELIEF = 15.0
TRUST_BELIEF = 1.0
# In a language that the encoder was not made for, scores say less until examples show that they do not.
FOREIGN_BELIEF = 0.3
PRIOR_EXAMPLES = 10.0
# What is rarely taught scores low for being rare; so much of the logarithm of how rare is made up for in its logit.
LIFT = 0.5
_SHARPNESSES = np.geomspace(1.0, 60.0, 42)
_TRUSTS = np.geomspace(0.25, 4.0, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a head learns from.

    `rows` are the anchors that carry a label and `labels` their labels (0 … count - 1), both of shape (n,).
    `is_example` tells examples from descriptions, `is_foreign` texts in a language the encoder was not made for.
    `evidence` (n, count) is what readable cues say, in logits; None where a head has none. `weights` (n,) says how much
    each text weighs, None that all do the same. `is_balanced` lets each label weigh the same, however many examples it
    has.
    """

    count: int
    rows: Rows
    labels: Rows
    is_example: Flags
    is_foreign: Flags
    evidence: Floats | None = None
    weights: Floats | None = None
    is_balanced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`weights` has the shape (anchors, labels).

    `sharpness` and `trust` turn scores and evidence into logits, `foreign_sharpness` does for texts in a language the
    encoder was not made for. `left_out` (examples, labels) holds the scores that each example got from all the others.
    `ridge` is how far an example could be missed. `lift` (labels,) is what a label's logit gains for being rare.
    """

    weights: Numbers
    sharpness: float
    foreign_sharpness: float
    trust: float
    left_out: Floats
    lift: Floats
    ridge: float = RIDGE

    def scores(self, kernel: Numbers) -> Floats:
        """How strongly the anchors speak for each label: near 1 where alike, near 0 where nothing is."""
        return (kernel @ self.weights).astype(np.float64)

    def probabilities(self, kernel: Numbers, is_foreign: Flags, evidence: Floats | None = None) -> Floats:
        """Probabilities (texts, labels) from a batch's `kernel` (texts, anchors) and `evidence` (texts, labels)."""
        sharpness = np.where(is_foreign, self.foreign_sharpness, self.sharpness)[:, None]
        logits = sharpness * self.scores(kernel) + self.lift
        return softmax(logits if evidence is None else logits + self.trust * evidence)


def fit_head(kernel: Numbers, lesson: Lesson, *, anchors: Rows | None = None) -> Head:
    """Fit a head on `lesson`, given the `kernel` (texts, anchors) of all its texts.

    `anchors` says, in ascending order, which of the texts are the anchors; without it all are, and `lesson.rows` counts
    both alike.
    """
    if not len(lesson.rows):
        nothing = np.zeros((kernel.shape[1], lesson.count), dtype=kernel.dtype)
        return calibrated(nothing, np.zeros((0, lesson.count)), lesson)
    targets = np.eye(lesson.count)[lesson.labels]
    ridge = RIDGE if lesson.is_balanced else _likeliest_ridge(kernel, lesson, anchors)
    ridges = ridges_of(targets, lesson, ridge)
    if anchors is None:
        weights, left_out = exact(kernel, lesson.rows, targets, ridges)
    else:
        weights, left_out = by_landmarks(kernel, lesson.rows, anchors, targets, ridges)
    return replace(calibrated(weights, left_out[lesson.is_example], lesson), ridge=ridge)


def in_hindsight(head: Head, lesson: Lesson) -> Floats:
    """How likely each label of `lesson` is for each example by `head`, had the example not been among them."""
    abroad = lesson.is_foreign[lesson.is_example]
    sharpness = np.where(abroad, head.foreign_sharpness, head.sharpness)[:, None]
    logits = sharpness * head.left_out + head.lift
    return softmax(logits if lesson.evidence is None else logits + head.trust * lesson.evidence[lesson.is_example])


def surprise_of(head: Head, lesson: Lesson, among: Flags | None = None) -> float:
    """How much its own examples surprise `head`, each judged by the others: negative log-likelihood, summed.

    `among` (examples,) says which of them are asked, None that all are.
    """
    found = in_hindsight(head, lesson)[np.arange(len(_true(lesson))), _true(lesson)]
    surprises = -np.log(np.maximum(found, np.finfo(np.float64).tiny))
    return float(surprises.sum() if among is None else surprises[among].sum())


def _likeliest_ridge(kernel: Numbers, lesson: Lesson, anchors: Rows | None) -> float:
    """The ridge by which examples are least surprising to each other; some of the anchors stand for all."""
    anchors = np.arange(kernel.shape[1]) if anchors is None else anchors
    if len(anchors) > MOST_ASKED:
        # Evenly from all of them: a rulebook lists its examples department by department.
        asked = np.linspace(0, len(anchors) - 1, MOST_ASKED).astype(np.intp)
    else:
        asked = np.arange(len(anchors))
    own = np.isin(lesson.rows, anchors[asked])
    lesson = part_of(lesson, own, np.searchsorted(anchors[asked], lesson.rows[own]))
    kernel = kernel[np.ix_(anchors[asked], asked)]
    if not lesson.is_example.any():
        return RIDGE
    targets = np.eye(lesson.count)[lesson.labels]

    def surprise(ridge: float) -> float:
        _, left_out = exact(kernel, lesson.rows, targets, ridges_of(targets, lesson, ridge))
        _, least = _sharpest(left_out[lesson.is_example], lesson)
        return least + RIDGE_DOUBT * math.log(ridge / RIDGE) ** 2

    return min(RIDGES, key=surprise)


def part_of(lesson: Lesson, chosen: Flags | Rows, rows: Rows) -> Lesson:
    """The `chosen` texts of `lesson`, which are found in `rows`."""
    return replace(
        lesson,
        rows=rows,
        labels=lesson.labels[chosen],
        is_example=lesson.is_example[chosen],
        is_foreign=lesson.is_foreign[chosen],
        evidence=None if lesson.evidence is None else lesson.evidence[chosen],
        weights=None if lesson.weights is None else lesson.weights[chosen],
    )


def ridges_of(targets: Floats, lesson: Lesson, ridge: float) -> Floats:
    """How much each anchor may be missed by: more where it weighs less, less for rare labels where all weigh alike."""
    ridges = np.full(len(targets), ridge)
    if lesson.weights is not None:
        ridges = ridges / lesson.weights
    if lesson.is_balanced:
        counts = targets.sum(axis=0)
        ridges = ridges * counts[lesson.labels] / counts.mean()
    return ridges


def calibrated(weights: Numbers, left_out: Floats, lesson: Lesson) -> Head:
    """The head of these `weights`, whose probabilities are what its `left_out` scores (examples, labels) bear out."""
    (sharpness, trust), _ = _sharpest(left_out, lesson)
    abroad, lift = lesson.is_foreign[lesson.is_example], lift_of(lesson)

    def surprise_abroad(foreign: float) -> float:
        doubt = _doubt(foreign, FOREIGN_BELIEF * sharpness)
        return _surprise((_logits(left_out, lesson, foreign, trust) + lift)[abroad], _true(lesson)[abroad]) + doubt

    foreign = min(_SHARPNESSES.tolist(), key=surprise_abroad)
    return Head(
        weights=weights,
        sharpness=sharpness,
        foreign_sharpness=foreign,
        trust=trust,
        left_out=left_out,
        lift=lift,
    )


def lift_of(lesson: Lesson) -> Floats:
    """What the logit of each label gains for being taught less than others, descriptions included; less where more.

    Nothing where all labels weigh the same anyway.
    """
    taught = np.bincount(lesson.labels, weights=lesson.weights, minlength=lesson.count).astype(np.float64)
    rarity = -np.log(np.maximum(taught, 1.0))
    lift: Floats = LIFT * (rarity - rarity.sum() / max(lesson.count, 1))
    return np.zeros(lesson.count) if lesson.is_balanced else lift


def _sharpest(left_out: Floats, lesson: Lesson) -> tuple[tuple[float, float], float]:
    """Sharpness and trust by which the examples surprise least, doubts included, and by how much they do."""
    at_home, lift = ~lesson.is_foreign[lesson.is_example], lift_of(lesson)

    def surprise_at_home(pair: tuple[float, float]) -> float:
        sharpness, trust = pair
        doubt = _doubt(sharpness, SHARPNESS_BELIEF) + _doubt(trust, TRUST_BELIEF)
        return _surprise((_logits(left_out, lesson, sharpness, trust) + lift)[at_home], _true(lesson)[at_home]) + doubt

    trusts = [TRUST_BELIEF] if lesson.evidence is None else _TRUSTS.tolist()
    least, pair = min((surprise_at_home(pair), pair) for pair in product(_SHARPNESSES.tolist(), trusts))
    return pair, least


def _logits(left_out: Floats, lesson: Lesson, sharpness: float, trust: float) -> Floats:
    if lesson.evidence is None:
        return sharpness * left_out
    return sharpness * left_out + trust * lesson.evidence[lesson.is_example]


def _true(lesson: Lesson) -> Rows:
    return lesson.labels[lesson.is_example]


def _surprise(logits: Floats, labels: Rows) -> float:
    """Negative log-likelihood of `labels`, summed."""
    if not len(labels):
        return 0.0
    top = logits.max(axis=1)
    total = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return float((total - logits[np.arange(len(labels)), labels]).sum())


def _doubt(value: float, belief: float) -> float:
    """What it costs to leave the belief, in the same unit as surprise."""
    return PRIOR_EXAMPLES * math.log(value / belief) ** 2


def softmax(logits: Floats) -> Floats:
    """Probabilities (texts, labels)."""
    if not logits.size:
        return logits
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares
