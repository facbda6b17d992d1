"""Kernel ridge regression by LAPACK: the weights of the anchors, and what each text would score without itself.

Guarantee: pure, and no more memory than the systems themselves take.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# Of either precision: single for what is large, and as exact as labels deserve.
Numbers = NDArray[np.floating[Any]]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

JITTER = 1e-6
ROWS_AT_ONCE = 2_000


def solution(system: Numbers, ridges: Floats, aims: Floats) -> Numbers:
    """What solves `system` plus its `ridges` for each column of `aims`; `system` is symmetric and is used up."""
    factorise, solve = _lapack(system, "potrf", "potrs")
    factor, _ = factorise(_ridged(system, ridges).T, lower=True, overwrite_a=True)
    found, _ = solve(factor, aims.astype(system.dtype), lower=True)
    return np.asarray(found)


def inverse(system: Numbers, ridges: Floats) -> Numbers:
    """The inverse of `system` plus its `ridges`; `system` is symmetric and is used up."""
    return solution(system, ridges, np.eye(len(system)))


def _ridged(system: Numbers, ridges: Floats) -> Numbers:
    # Rounding must not make it look indefinite where a rare label is to be met exactly.
    system[np.diag_indices(len(system))] += np.maximum(ridges, _rounding(system)).astype(system.dtype)
    return system


def exact(kernel: Numbers, rows: Rows, targets: Floats, ridges: Floats) -> tuple[Numbers, Floats]:
    """Weights by anchor, and the score each text would get had it not been there itself."""
    duals, spread = _solved(_ridged(kernel[np.ix_(rows, rows)], ridges), targets)
    weights = np.zeros((kernel.shape[1], targets.shape[1]), dtype=kernel.dtype)
    np.add.at(weights, rows, duals)
    return weights, targets - duals / spread[:, None]


def _solved(system: Numbers, targets: Numbers) -> tuple[Numbers, Numbers]:
    """The solution for `targets`, and the diagonal of the inverse of `system`, which is symmetric and is used up."""
    factorise, solve, invert = _lapack(system, "potrf", "potrs", "potri")
    # Transposed it has the order that LAPACK works in without a copy.
    factor, _ = factorise(system.T, lower=True, overwrite_a=True)
    solution, _ = solve(factor, targets.astype(system.dtype), lower=True)
    inverse, _ = invert(factor, lower=True, overwrite_c=True)
    return solution, np.diagonal(inverse)


def _lapack(system: Numbers, *names: str) -> list[Any]:
    """LAPACK's routines of these names, for numbers of this precision."""
    from scipy.linalg.lapack import get_lapack_funcs

    return list(get_lapack_funcs(names, (system,)))


def _rounding(system: Numbers) -> float:
    """How far numbers of this precision may be wrong in so large a system."""
    return float(np.finfo(system.dtype).eps) * len(system)


def by_landmarks(kernel: Numbers, rows: Rows, anchors: Rows, targets: Floats, ridges: Floats) -> tuple[Numbers, Floats]:
    """The same where only some texts are anchors (the subset of regressors): cost grows with texts × anchors²."""
    blocks = [slice(start, start + ROWS_AT_ONCE) for start in range(0, len(rows), ROWS_AT_ONCE)]
    among = kernel[anchors]
    system = among.astype(np.float64)
    system[np.diag_indices(len(anchors))] += JITTER + _rounding(among)
    aims = np.zeros((len(anchors), targets.shape[1]))
    for block in blocks:
        weighed = kernel[rows[block]].astype(np.float64) / np.sqrt(ridges[block])[:, None]
        system += weighed.T @ weighed
        aims += weighed.T @ (targets[block] / np.sqrt(ridges[block])[:, None])
    factorise, solve, halve = _lapack(system, "potrf", "potrs", "trtrs")
    factor, _ = factorise(system.T, lower=True, overwrite_a=True)
    weights, _ = solve(factor, aims, lower=True)
    left_out = np.empty_like(targets)
    for block in blocks:
        taught = kernel[rows[block]].astype(np.float64)
        halved, _ = halve(factor, taught.T, lower=True)
        leverage = np.minimum((halved**2).sum(axis=0) / ridges[block], 1.0 - JITTER)[:, None]
        left_out[block] = (taught @ weights - leverage * targets[block]) / (1.0 - leverage)
    return weights.astype(kernel.dtype), left_out
