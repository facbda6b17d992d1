"""How windows of tokens are put together for one pass.

Guarantee: every window is in exactly one batch; none holds more tokens than allowed, padding included, but for one that
is longer by itself.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


def batches(lengths: NDArray[np.intp], tokens_at_once: int) -> Iterator[NDArray[np.intp]]:
    """The rows of windows by batch, the longest first, so that little is padded; at least one in each."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        size = max(tokens_at_once // int(lengths[order[start]]), 1)
        yield order[start : start + size]
        start += size


def padded(windows: Sequence[Sequence[int]], filler: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids as (windows, longest), and 1 on each that is real."""
    ids = np.full((len(windows), max(map(len, windows))), filler, dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, window in enumerate(windows):
        ids[row, : len(window)] = window
        mask[row, : len(window)] = 1
    return ids, mask
