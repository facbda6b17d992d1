"""How fast past issues that are alike are found among 100,000 and 1,000,000, beside one plain product of numpy.

Run it with `python -m tests.bench.bench_memory`; `VECTORS=100000` measures that size only. No figure makes it fail.
"""

import os
import statistics
import time
from collections.abc import Callable

import numpy as np
import psutil
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bot.services.memory import ALIKE, LOOKED_AT
from bot.services.vector_shelf import VectorShelf

DIMENSION = 384
SIZES = [int(each) for each in os.environ.get("VECTORS", "100000,1000000").split(",")]
TIMES = 15


def main() -> None:
    """Measure and print."""
    table = Table("vectors", "how", "p50", "worst", "memory", title=f"load {os.getloadavg()[0]:.1f}")
    for size in SIZES:
        for name, make in (("one product, then sorted", _plain), ("Doorknock's shelf", _shelf)):
            before = psutil.Process().memory_info().rss
            search = make(size)
            held = (psutil.Process().memory_info().rss - before) / 2**20
            took = sorted(_timed(search, question) for question in _rows(TIMES, seed=1))
            table.add_row(
                f"{size:,}", name, f"{statistics.median(took):.1f} ms", f"{took[-1]:.1f} ms", f"{held:,.0f} MiB"
            )
            del search
    Console(width=100).print(table)


def _timed(search: Callable[[NDArray[np.float32]], object], question: NDArray[np.float32]) -> float:
    began = time.perf_counter()
    search(question)
    return (time.perf_counter() - began) * 1e3


def _rows(count: int, *, seed: int) -> NDArray[np.float32]:
    """Unit vectors that all lean the same way, as texts of one company do."""
    made = np.random.default_rng(seed).standard_normal((count, DIMENSION), dtype=np.float32)
    made[:, 0] += 6
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def _plain(size: int) -> Callable[[NDArray[np.float32]], object]:
    matrix = np.empty((size, DIMENSION), dtype=np.float32)
    for start in range(0, size, 10_000):
        matrix[start : start + 10_000] = _rows(min(10_000, size - start), seed=start)

    def search(question: NDArray[np.float32]) -> object:
        cosines = matrix @ question
        near = np.argpartition(-cosines, LOOKED_AT)[:LOOKED_AT]
        return near[np.argsort(-cosines[near])]

    return search


def _shelf(size: int) -> Callable[[NDArray[np.float32]], object]:
    shelf = VectorShelf(dimension=DIMENSION)
    for start in range(0, size, 10_000):
        for index, row in enumerate(_rows(min(10_000, size - start), seed=start), start=start):
            shelf.put_on_top(index, index, row)
    return lambda question: shelf.nearest(question, least=ALIKE, most=LOOKED_AT)


if __name__ == "__main__":
    main()
