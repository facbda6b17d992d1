"""One light head: kernel ridge regression on the examples of some labels, turned into calibrated probabilities.

Guarantee: closed form, hence deterministic and fitted in milliseconds; what it is calibrated on are leave-one-out
scores, so an example never vouches for itself. Without any example it still answers, from the labels' descriptions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

RIDGE = 0.2
# What calibration starts from; as many examples as PRIOR_EXAMPLES weigh as much as this belief.
SHARPNESS_BELIEF = 15.0
TRUST_BELIEF = 1.0
PRIOR_EXAMPLES = 10.0
_SHARPNESSES = np.geomspace(4.0, 45.0, 25)
_TRUSTS = np.geomspace(0.25, 4.0, 9)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a head learns from.

    `rows` are the anchors that carry a label and `labels` their labels (0 … count - 1), both of shape (n,).
    `is_example` tells examples from descriptions. `evidence` (n, count) is what readable cues say, in logits; zeros
    where there are none.
    """

    count: int
    rows: Rows
    labels: Rows
    is_example: NDArray[np.bool_]
    evidence: Floats


@dataclass(frozen=True, slots=True)
class Head:
    """`weights` has the shape (anchors, labels); `sharpness` and `trust` turn scores and evidence into logits.

    `left_out` (examples, labels) holds the scores that each example got from all the others.
    """

    weights: Floats
    sharpness: float
    trust: float
    left_out: Floats

    def scores(self, kernel: Floats) -> Floats:
        """How strongly the anchors speak for each label: near 1 where alike, near 0 where nothing is."""
        return kernel @ self.weights

    def probabilities(self, kernel: Floats, evidence: Floats | None = None) -> Floats:
        """Probabilities (texts, labels) from a batch's `kernel` (texts, anchors) and `evidence` (texts, labels)."""
        logits = self.sharpness * self.scores(kernel)
        return _softmax(logits if evidence is None else logits + self.trust * evidence)


def fit_head(kernel: Floats, lesson: Lesson) -> Head:
    """Fit a head on `lesson`, given the `kernel` (anchors, anchors) of all anchors."""
    weights = np.zeros((len(kernel), lesson.count))
    if not len(lesson.rows):
        return Head(weights, SHARPNESS_BELIEF, TRUST_BELIEF, np.zeros((0, lesson.count)))
    targets = np.eye(lesson.count)[lesson.labels]
    inverse = np.linalg.inv(kernel[np.ix_(lesson.rows, lesson.rows)] + RIDGE * np.eye(len(lesson.rows)))
    duals = inverse @ targets
    np.add.at(weights, lesson.rows, duals)
    # The score each one would get had it not been there itself; for ridge regression this is exact.
    left_out = (targets - duals / np.diag(inverse)[:, None])[lesson.is_example]
    sharpness, trust = _calibrate(left_out, lesson.evidence[lesson.is_example], lesson.labels[lesson.is_example])
    return Head(weights, sharpness, trust, left_out)


def _calibrate(scores: Floats, evidence: Floats, labels: Rows) -> tuple[float, float]:
    """The sharpness and trust under which the labels are likeliest, held to the belief while examples are few."""
    trusts = _TRUSTS if evidence.any() else np.array([TRUST_BELIEF])
    candidates = [(float(sharpness), float(trust)) for sharpness in _SHARPNESSES for trust in trusts]
    return min(
        candidates,
        key=lambda pair: _surprise(pair[0] * scores + pair[1] * evidence, labels) + _disbelief(*pair),
    )


def _surprise(logits: Floats, labels: Rows) -> float:
    """Negative log-likelihood of `labels`, summed."""
    if not len(labels):
        return 0.0
    top = logits.max(axis=1)
    total = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return float((total - logits[np.arange(len(labels)), labels]).sum())


def _disbelief(sharpness: float, trust: float) -> float:
    return PRIOR_EXAMPLES * float(np.log(sharpness / SHARPNESS_BELIEF) ** 2 + np.log(trust / TRUST_BELIEF) ** 2)


def _softmax(logits: Floats) -> Floats:
    if not logits.size:
        return logits
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=1, keepdims=True)
    return shares
