"""Many vectors, each held once, and an exact search over them.

Guarantee: rows are written into blocks and never copied again, neither to grow nor to search; a search sees what was on
the shelf when it began. Dropping the oldest gives their memory back, block by block.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float32]
ROWS = 65_536
"""Rows of a block: 100 MB with the default encoder, of which the system gives only what is written. With smaller ones
the threads of a product wait for each other more than they work."""


@dataclass(frozen=True, slots=True)
class Near:
    """A mention whose vector is near, with the issue that was opened for it and the cosine."""

    mention: int
    issue: int
    likeness: float


@dataclass(slots=True)
class _Block:
    rows: Row
    keys: NDArray[np.int64]
    count: int = 0

    @property
    def is_full(self) -> bool:
        return self.count == len(self.rows)


@dataclass(slots=True)
class VectorShelf:
    """Vectors of one encoder. Newer ones are put on top, older ones beneath."""

    dimension: int
    rows: int = ROWS
    _blocks: deque[_Block] = field(default_factory=deque)

    def __len__(self) -> int:
        return sum(block.count for block in self._blocks)

    def put_on_top(self, mention: int, issue: int, row: Row) -> None:
        """Keep a vector that is newer than all the others."""
        if not self._blocks or self._blocks[-1].is_full:
            self._blocks.append(self._empty())
        self._write(self._blocks[-1], mention, issue, row)

    def put_beneath(self, mention: int, issue: int, row: Row) -> None:
        """Keep a vector that is older than all the others."""
        if not self._blocks or self._blocks[0].is_full:
            self._blocks.appendleft(self._empty())
        self._write(self._blocks[0], mention, issue, row)

    def drop_beyond(self, most: int) -> None:
        """Let go of the oldest, as long as `most` are left."""
        while self._blocks and len(self) - self._blocks[0].count >= most:
            self._blocks.popleft()

    def nearest(self, row: Row, *, least: float, most: int) -> list[Near]:
        """Up to `most` with a cosine of `least` or more, the nearest first; of two alike the newer."""
        found: list[Near] = []
        for block, count in [(block, block.count) for block in self._blocks]:
            found += _near_in(block, count, row, least=least, most=most)
        return sorted(found, key=lambda near: (-near.likeness, -near.issue))[:most]

    def _empty(self) -> _Block:
        rows = np.empty((self.rows, self.dimension), dtype=np.float32)
        return _Block(rows=rows, keys=np.empty((self.rows, 2), dtype=np.int64))

    def _write(self, block: _Block, mention: int, issue: int, row: Row) -> None:
        block.rows[block.count] = row
        block.keys[block.count] = mention, issue
        # Last of all: whoever searches meanwhile looks at whole rows only.
        block.count += 1


def _near_in(block: _Block, count: int, row: Row, *, least: float, most: int) -> Iterable[Near]:
    cosines = block.rows[:count] @ row
    near = np.flatnonzero(cosines >= least)
    if len(near) > most:
        near = near[np.argpartition(-cosines[near], most - 1)[:most]]
    for index in near:
        mention, issue = block.keys[index]
        yield Near(mention=int(mention), issue=int(issue), likeness=float(cosines[index]))
