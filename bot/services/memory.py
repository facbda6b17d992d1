"""Memory: closed issues that are like the one at hand, found by the vectors that triage has stored.

Guarantee: exact cosines over a bounded number of the newest issues; nothing is encoded here, and no model is loaded.
Each vector is read once and held once; whether an issue counts, the database says at each question.
"""

import threading
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from bot.core.issue import Issue
from bot.ports import OpenedFor, OpenUnit, Outcome, PastIssue, StoredMention, UnitOfWork
from bot.services.vector_shelf import ROWS, Near, Row, VectorShelf

REMEMBERED = 1_000_000
"""Issues. Of the default encoder's vectors that is 1.5 GB, once there are so many and somebody has asked."""
ALIKE, ALIKE_ELSEWHERE = 0.45, 0.6
"""The least cosine; the higher one holds where no department dealt with both issues. See docs/decisions/."""
LOOKED_AT = 60
"""Of the most alike, how many are looked up: some are open still."""
PORTION = 1_000
READ_AT_ONCE = 100_000
"""How far a question reads back. The newest come first, so that the first one is answered well already."""
HIGHEST = 2**62


class VectorMemory:
    """`ports.Memory` by exact search. Safe to share between threads."""

    def __init__(self, open_unit: OpenUnit, *, remembered: int = REMEMBERED, rows: int = ROWS) -> None:
        self._open_unit = open_unit
        self._remembered = remembered
        self._rows = rows
        self._encoder = ""
        self._shelf = VectorShelf(dimension=0)
        self._newest, self._oldest = 0, 0
        self._lock = threading.Lock()

    def similar_to(self, mention: StoredMention, *, count: int) -> list[PastIssue]:
        """Up to `count` closed issues like the one of `mention`, the most alike first; none where none is like it."""
        judged = mention.classification
        mine = _row(judged.vector) if judged else None
        if judged is None or mine is None:
            return []
        with self._lock:
            self._begin(judged.encoder, dimension=len(mine))
            self._read()
            shelf = self._shelf
        alike = shelf.nearest(mine, least=ALIKE, most=LOOKED_AT)
        with self._open_unit().for_reading() as unit:
            return list(islice(_told(unit, alike, mention.issue), count))

    def _begin(self, encoder: str, *, dimension: int) -> None:
        """From the beginning where another encoder asks: its vectors are others."""
        if (encoder, dimension) != (self._encoder, self._shelf.dimension):
            self._encoder, self._shelf = encoder, VectorShelf(dimension=dimension, rows=self._rows)
            self._newest, self._oldest = 0, HIGHEST

    def _read(self) -> None:
        """What is new since the last question, and some of what is older than all that is known."""
        fresh = [] if self._newest == 0 else list(self._portions(above=self._newest, below=HIGHEST, most=HIGHEST))
        for each in reversed(fresh):
            self._put(each, is_new=True)
        left = min(READ_AT_ONCE, self._remembered - len(self._shelf))
        for each in self._portions(above=0, below=self._oldest, most=left):
            self._put(each, is_new=False)
        self._shelf.drop_beyond(self._remembered)

    def _portions(self, *, above: int, below: int, most: int) -> Iterator[OpenedFor]:
        """In portions: whoever reads long keeps SQLite's writers waiting."""
        while most > 0:
            with self._open_unit().for_reading() as unit:
                found = unit.mentions.opened_for(above=above, below=below, limit=min(PORTION, most))
            yield from found
            if not found:
                return
            most, below = most - len(found), found[-1].issue

    def _put(self, each: OpenedFor, *, is_new: bool) -> None:
        self._newest = max(self._newest, each.issue)
        self._oldest = min(self._oldest, each.issue)
        row = _row(each.known.vector)
        if row is None or each.known.encoder != self._encoder or len(row) != self._shelf.dimension:
            return
        put = self._shelf.put_on_top if is_new else self._shelf.put_beneath
        put(each.mention, each.issue, row)


def _row(vector: bytes) -> Row | None:
    row = np.frombuffer(vector, dtype="<f4") if len(vector) % 4 == 0 else np.zeros(0, dtype="<f4")
    return row if row.any() else None


def _told(unit: UnitOfWork, found: Iterable[Near], asking: int | None) -> Iterator[PastIssue]:
    own = unit.issues.get(asking) if asking is not None else None
    for near in found:
        issue, said = unit.issues.get(near.issue), unit.mentions.get(near.mention)
        if near.issue == asking or issue is None or issue.is_open or not _is_still_its_first(said, near):
            continue
        if said is not None and (near.likeness >= ALIKE_ELSEWHERE or _meet(own, issue)):
            card = unit.messages.card_of(near.issue, issue.owner.number)
            yield PastIssue(issue=issue, likeness=near.likeness, said=said.mention.content, card=card)


def _is_still_its_first(said: StoredMention | None, near: Near) -> bool:
    """Not erased since, and not of an issue that is a part of another one now."""
    return said is not None and said.outcome is Outcome.OPENED and said.issue == near.issue


def _meet(one: Issue | None, other: Issue) -> bool:
    """Whether some department had a share in both."""
    return one is not None and not _departments(one).isdisjoint(_departments(other))


def _departments(issue: Issue) -> set[str]:
    return {share.department for share in issue.assignments}
