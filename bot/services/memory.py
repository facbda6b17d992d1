"""Memory: closed issues that are like the one at hand, found by the vectors that triage has stored.

Guarantee: exact cosines over a bounded number of the newest issues; nothing is encoded here, and no model is loaded.
The database says which issues count at each question; what is kept between questions only saves reading it again.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.core.classification import encoder_of
from bot.core.issue import Issue
from bot.ports import OpenUnit, PastIssue, StoredMention, UnitOfWork

REMEMBERED = 20_000
"""Issues. Of the default encoder's vectors that is 31 MB, once somebody has asked."""
ALIKE, ALIKE_ELSEWHERE = 0.45, 0.6
"""The least cosine; the higher one holds where no department dealt with both issues. See docs/decisions/."""
LOOKED_AT = 30
PORTION = 1_000

Row = NDArray[np.float32]


class VectorMemory:
    """`ports.Memory` by exact search. Safe to share between threads."""

    def __init__(self, open_unit: OpenUnit, *, remembered: int = REMEMBERED) -> None:
        self._open_unit = open_unit
        self._remembered = remembered
        self._known: dict[int, tuple[str, Row]] = {}
        self._lock = threading.Lock()

    def similar_to(self, mention: StoredMention, *, count: int) -> list[PastIssue]:
        """Up to `count` closed issues like the one of `mention`, the most alike first; none where none is like it."""
        judged = mention.classification
        mine = _row(judged.vector) if judged else None
        if judged is None or mine is None:
            return []
        with self._lock:
            closed = self._closed()
            self._learn(closed)
            alike = self._by_likeness(mine, encoder_of(judged.model))
        others = [(found, closed[found], likeness) for found, likeness in alike if closed[found] != mention.issue]
        with self._open_unit().for_reading() as unit:
            return list(islice(_told(unit, others[:LOOKED_AT], mention.issue), count))

    def _closed(self) -> Mapping[int, int]:
        with self._open_unit().for_reading() as unit:
            return dict(unit.mentions.of_closed_issues(limit=self._remembered))

    def _learn(self, closed: Mapping[int, int]) -> None:
        """Read the vectors that are new, in portions: whoever reads long keeps SQLite's writers waiting."""
        self._known = {known: entry for known, entry in self._known.items() if known in closed}
        for portion in _portions([found for found in closed if found not in self._known]):
            with self._open_unit().for_reading() as unit:
                read = unit.mentions.vectors(portion)
            for found, each in read.items():
                row = _row(each.vector)
                if row is not None:
                    self._known[found] = (each.encoder, row)

    def _by_likeness(self, mine: Row, encoder: str) -> list[tuple[int, float]]:
        """(mention, cosine) of what is alike, the most alike first."""
        rows = {found: row for found, (by, row) in self._known.items() if by == encoder and row.shape == mine.shape}
        if not rows:
            return []
        cosines = np.stack(list(rows.values())) @ mine
        pairs = zip(rows, cosines.tolist(), strict=True)
        return sorted((pair for pair in pairs if pair[1] >= ALIKE), key=lambda pair: (-pair[1], -pair[0]))


def _row(vector: bytes) -> Row | None:
    row = np.frombuffer(vector, dtype="<f4") if len(vector) % 4 == 0 else np.zeros(0, dtype="<f4")
    return row if row.any() else None


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + PORTION] for start in range(0, len(ids), PORTION))


def _told(unit: UnitOfWork, found: Iterable[tuple[int, int, float]], asking: int | None) -> Iterator[PastIssue]:
    own = unit.issues.get(asking) if asking is not None else None
    told: set[int] = set()
    for mention_id, number, likeness in found:
        issue, said = unit.issues.get(number), unit.mentions.get(mention_id)
        if issue is None or said is None or issue.is_open or number in told:
            continue
        if likeness >= ALIKE_ELSEWHERE or _meet(own, issue):
            told.add(number)
            card = unit.messages.card_of(number, issue.owner.number)
            yield PastIssue(issue=issue, likeness=likeness, said=said.mention.content, card=card)


def _meet(one: Issue | None, other: Issue) -> bool:
    """Whether some department had a share in both."""
    return one is not None and not _departments(one).isdisjoint(_departments(other))


def _departments(issue: Issue) -> set[str]:
    return {share.department for share in issue.assignments}
