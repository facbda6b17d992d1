"""A network on a GPU that goes on on the CPU where the GPU gives out.

Guarantee: a batch that does not fit into the GPU's memory is read in parts; a GPU that fails is left until the next
start, and what it was reading is read on the CPU. The precision stays, so that vectors of before and after can be
compared, and nothing that can be read at all goes unread. The log says when and why.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.logs import get_logger

if TYPE_CHECKING:
    from bot.classify.encoder import Network

Vectors = NDArray[np.float32]
Make = Callable[[], "Network"]


class GpuNetwork:
    """The network that `on_gpu` makes, and the one of `on_cpu` from when the GPU fails; both in the same precision."""

    def __init__(self, on_gpu: Make, on_cpu: Make) -> None:
        self._on_cpu = on_cpu
        self._is_on_gpu = True
        try:
            self._network = on_gpu()
        # Of PyTorch's errors this is all that is common to those of a GPU: full, gone, or of the wrong driver.
        except RuntimeError as error:
            why = _said(error)
        else:
            return
        self._leave(why)

    @property
    def precision(self) -> str:
        """In what it multiplies."""
        return self._network.precision

    @property
    def backend(self) -> str:
        """Where and how it computes at present."""
        return self._network.backend

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._network.dimension

    @property
    def tokens_at_once(self) -> int:
        """How many, padding included, it reads best in one pass."""
        return self._network.tokens_at_once

    def windows(self, texts: Sequence[str]) -> tuple[list[list[int]], NDArray[np.intp]]:
        """Token ids of each window of each text, and the row of the text each belongs to."""
        return self._network.windows(texts)

    def vectors(self, windows: Sequence[Sequence[int]]) -> Vectors:
        """A unit vector a window. Raises what the CPU does where that cannot read them either."""
        if not self._is_on_gpu:
            return self._network.vectors(windows)
        try:
            return self._network.vectors(windows)
        except RuntimeError as error:
            is_full, why = _is_full(error), _said(error)
        # Not within the handler: as long as the error is at hand, so is what the failed pass had reserved.
        if not is_full or len(windows) == 1:
            self._leave(why)
            return self._network.vectors(windows)
        half = len(windows) // 2
        return np.concatenate([self.vectors(windows[:half]), self.vectors(windows[half:])])

    def _leave(self, why: str) -> None:
        get_logger().warning("encoder", left="the GPU", why=why, now="on the CPU until the next start")
        # In this order: where that cannot be loaded, the next text tries again.
        self._network = self._on_cpu()
        self._is_on_gpu = False


def _is_full(error: RuntimeError) -> bool:
    import torch

    return isinstance(error, torch.cuda.OutOfMemoryError)


def _said(error: RuntimeError) -> str:
    return f"{type(error).__name__}: {next(iter(str(error).strip().splitlines()), 'no reason given')}"[:300]
