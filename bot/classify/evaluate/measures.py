"""How good guesses are: the figures of one evaluation, from true labels and probabilities.

Guarantee: pure numpy, and total: where a figure has no meaning (no stranger, no text) it is None or 0, never an error.
All shares lie in [0, 1].
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

PRECISIONS = (0.80, 0.90, 0.95)
BINS = 10
_STEPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """What a head said of some texts with known labels, and of strangers.

    `truth` (texts,) counts columns of `probabilities` (texts, labels). `familiarity` (texts,) and `strangers` are
    higher where a text resembles what was taught. `is_filed` (texts,) is whether the bot would have filed it.
    """

    truth: Rows
    probabilities: Floats
    familiarity: Floats
    is_filed: Flags
    strangers: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Texts of similar confidence: `share` of all, `confidence` on average, `accuracy` in truth."""

    share: float
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMeasures:
    """One label: `texts` is how many carry it, `guessed` how many were given it."""

    label: str
    texts: int
    guessed: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The figures of one set of guesses.

    `coverage` is, for each of PRECISIONS, the largest share of texts that can be filed, surest first, with that
    precision. `filed` is the share that the bot files by its own threshold, `filed_precision` how much of it is right.
    """

    accuracy: float
    macro_f1: float
    top_2: float
    calibration_error: float
    coverage: tuple[float, ...]
    filed: float
    filed_precision: float | None
    out_of_scope_auroc: float | None


def measure(guesses: Guesses) -> Measures:
    """All figures of `guesses`. Macro-F1 is over the labels that occur or were guessed."""
    guessed, surest = guesses.probabilities.argmax(axis=1), guesses.probabilities.max(axis=1)
    is_right = guessed == guesses.truth
    labels = by_label(confusion(guesses), [str(column) for column in range(guesses.probabilities.shape[1])])
    filed = is_right[guesses.is_filed]
    return Measures(
        accuracy=_mean(is_right),
        macro_f1=_mean(np.array([each.f1 for each in labels if each.texts or each.guessed])),
        top_2=_mean((ranks(guesses) < 2).astype(float)),
        calibration_error=sum(each.share * abs(each.accuracy - each.confidence) for each in reliability(guesses)),
        coverage=tuple(coverage(surest, is_right, precision=precision) for precision in PRECISIONS),
        filed=_mean(guesses.is_filed),
        filed_precision=_mean(filed) if len(filed) else None,
        out_of_scope_auroc=auroc(guesses.familiarity, guesses.strangers),
    )


def ranks(guesses: Guesses) -> Rows:
    """How many labels were thought likelier than the true one, by text."""
    own = guesses.probabilities[np.arange(len(guesses.truth)), guesses.truth]
    likelier: Rows = (guesses.probabilities > own[:, None]).sum(axis=1)
    return likelier


def confusion(guesses: Guesses) -> Rows:
    """How many texts of each label (row) were given each label (column)."""
    size = guesses.probabilities.shape[1]
    counts = np.zeros((size, size), dtype=np.intp)
    np.add.at(counts, (guesses.truth, guesses.probabilities.argmax(axis=1)), 1)
    return counts


def by_label(counts: Rows, labels: Sequence[str]) -> list[LabelMeasures]:
    """Precision, recall and F1 of each label, from the `counts` of `confusion`."""
    right, texts, guessed = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    return [
        LabelMeasures(
            label=label,
            texts=int(texts[column]),
            guessed=int(guessed[column]),
            precision=_share(right[column], guessed[column]),
            recall=_share(right[column], texts[column]),
            f1=_share(2 * right[column], texts[column] + guessed[column]),
        )
        for column, label in enumerate(labels)
    ]


def coverage(surest: Floats, is_right: Flags, *, precision: float) -> float:
    """The largest share of texts, taken in order of confidence, of which at least `precision` are right."""
    if not len(surest):
        return 0.0
    order = np.argsort(-surest, kind="stable")
    taken = np.arange(1, len(order) + 1)
    reached = np.cumsum(is_right[order]) / taken >= precision
    # A threshold cannot part texts of the same confidence: only where it falls is a cut.
    is_cut = np.append(np.diff(surest[order]) < 0, True)
    held = taken[reached & is_cut]
    return float(held.max() / len(order)) if len(held) else 0.0


def precision_curve(guesses: Guesses) -> list[tuple[float, float]]:
    """(share filed, share of it that is right) from the surest texts to all."""
    surest = guesses.probabilities.max(axis=1)
    is_right = guesses.probabilities.argmax(axis=1) == guesses.truth
    hits = np.cumsum(is_right[np.argsort(-surest, kind="stable")])
    ends = sorted({max(1, round(len(hits) * step / _STEPS)) for step in range(1, _STEPS + 1)}) if len(hits) else []
    return [(end / len(hits), float(hits[end - 1] / end)) for end in ends]


def reliability(guesses: Guesses) -> list[Bin]:
    """Ten bins of equal width by confidence, those without a text left out."""
    if not len(guesses.truth):
        return []
    surest = guesses.probabilities.max(axis=1)
    is_right = guesses.probabilities.argmax(axis=1) == guesses.truth
    bins = np.minimum((surest * BINS).astype(int), BINS - 1)
    return [
        Bin(
            share=_mean(bins == number),
            confidence=_mean(surest[bins == number]),
            accuracy=_mean(is_right[bins == number]),
        )
        for number in np.unique(bins)
    ]


def auroc(familiar: Floats, strange: Floats) -> float | None:
    """The chance that a text in scope looks more familiar than a stranger; ties count half. None without strangers."""
    if not len(familiar) or not len(strange):
        return None
    ordered = np.sort(strange)
    below = np.searchsorted(ordered, familiar, side="left")
    upto = np.searchsorted(ordered, familiar, side="right")
    return float((below + upto).sum() / (2 * len(familiar) * len(strange)))


def _share(part: np.intp, whole: np.intp) -> float:
    return float(part / whole) if whole else 0.0


def _mean(values: NDArray[np.bool_] | Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
