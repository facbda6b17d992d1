"""How sure a head must be, so that of what it decides a stated share is right.

Guarantee: told by examples of which each was judged by all the others, and by the lower bound of what they show. Where
they are too few or too often wrong to promise it, nothing is sure enough.
"""

import numpy as np
from numpy.typing import NDArray

from bot.classify.solving import Flags, Floats

# Standard deviations below what was seen: one promise in twenty may be missed by chance.
CAUTION = 1.645
NEVER = 1.1
"""A probability that nothing reaches."""


def least_sure(surest: Floats, is_right: Flags, *, precision: float) -> float:
    """The lowest probability above which at least `precision` will be right.

    `surest` (examples,) is how likely each was thought to be what it was taken for, `is_right` whether it is that.
    """
    order = np.argsort(-surest, kind="stable")
    taken = np.arange(1, len(order) + 1)
    # A threshold cannot part examples of the same probability: only where it falls is a cut.
    is_cut = np.append(np.diff(surest[order]) < 0, True)[: len(order)]
    held = np.flatnonzero((_at_least(np.cumsum(is_right[order]), taken) >= precision) & is_cut)
    return float(surest[order][held[-1]]) if len(held) else NEVER


def _at_least(hits: NDArray[np.intp], taken: NDArray[np.intp]) -> Floats:
    """Wilson's lower bound of a share of which `hits` of `taken` were seen."""
    share, square = hits / taken, CAUTION**2
    spread = CAUTION * np.sqrt(share * (1 - share) / taken + square / (4 * taken**2))
    bound: Floats = (share + square / (2 * taken) - spread) / (1 + square / taken)
    return bound
