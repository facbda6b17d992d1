"""Finds the open issue that a mention belongs to because the same has been said before, in these words or in others.

Guarantee: memory is bounded; the database says which mentions count, the cache only saves reading them again. Vectors
are compared only where the same encoder made them.
"""

from collections import OrderedDict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.core.issue import Issue
from bot.core.storm import MEANT_WINDOW, WINDOW, Kin, Kinship, Known, Printed, kin_among, printed
from bot.ports import Outcome, StoredMention, UnitOfWork

CANDIDATES = 500
"""Of the newest mentions, and again of those that issues were opened for: a storm must not hide the other issues."""
PORTION = 100
LOOK_AGAIN = timedelta(minutes=1)
"""While stored mentions are read by another encoder, how long one may seem not to be."""

Row = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """An open issue that a mention belongs to, and by what.

    It `is_repeated` where its author is among the latest who have said the same there.
    """

    issue: Issue
    by: Kinship
    is_repeated: bool = False

    @property
    def storm_size(self) -> int:
        """How many people say the same, with this mention."""
        return self.issue.mentions + (not self.is_repeated)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    print: Printed
    said_by: tuple[str, str] | None
    came_at: datetime
    encoder: str
    vector: Row


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Mentions with the issues they belong to, and which of them issues were opened for."""

    issues: Mapping[int, int]
    openers: Container[int]

    def without(self, issue: int) -> "_Candidates":
        return _Candidates({each: of for each, of in self.issues.items() if of != issue}, self.openers)


class KinFinder:
    """The mentions of open issues, for one triage worker."""

    def __init__(self, *, candidates: int = CANDIDATES) -> None:
        self._candidates = candidates
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._highest = 0
        self._encoder = ""
        self._looked_at: datetime | None = None

    def issue_of(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> Relative | None:
        """The open issue that `stored`, which has been classified, should join; None where it is news."""
        mine = self._remember(stored)
        if not mine.print.is_comparable:
            return None
        self._forget_others(mine, now=now)
        # Before the candidates: whatever comes between the two counts as a newcomer.
        self._highest = unit.issues.highest()
        newest = unit.mentions.of_open_issues(since=now - WINDOW, limit=self._candidates)
        openers = dict(unit.mentions.of_open_issues(since=now - WINDOW, limit=self._candidates, outcome=Outcome.OPENED))
        among = _Candidates({**dict(newest), **openers}, openers)
        kin = self._kin(unit, mine, among, now=now)
        found = unit.issues.get(kin.issue) if kin is not None else None
        if kin is None or found is None or not found.is_open:
            return None
        return Relative(issue=found, by=kin.by, is_repeated=self._is_repeated(mine, among, kin.issue))

    def has_newcomer(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> bool:
        """Whether an issue that `stored` should join has been opened since `issue_of` was asked about it.

        Asked while all others wait for their number, so it reads no more than it must: what has joined an older issue
        meanwhile might as well have come after `stored`.
        """
        mine = self._remember(stored)
        if not mine.print.is_comparable:
            return False
        newcomers = dict(
            unit.mentions.of_open_issues(
                since=now - WINDOW, limit=self._candidates, above=self._highest, outcome=Outcome.OPENED
            )
        )
        return self._nearest(unit, mine, _Candidates(newcomers, newcomers), now=now) is not None

    def _kin(self, unit: UnitOfWork, mine: _Entry, among: _Candidates, *, now: datetime) -> Kin | None:
        kin = self._nearest(unit, mine, among, now=now)
        if kin is None or not self._is_nearer_to_what_left(unit, mine, kin, now=now):
            return kin
        # A person has said that the likes of it do not belong there; another issue may fit still.
        return self._kin(unit, mine, among.without(kin.issue), now=now)

    def _is_repeated(self, mine: _Entry, among: _Candidates, issue: int) -> bool:
        there = (self._entries[each] for each, of in among.issues.items() if of == issue and each in self._entries)
        return mine.said_by is not None and any(each.said_by == mine.said_by for each in there)

    def _is_nearer_to_what_left(self, unit: UnitOfWork, mine: _Entry, kin: Kin, *, now: datetime) -> bool:
        gone = {each: of for each, of in unit.mentions.kept_apart(since=now - WINDOW) if of == kin.issue}
        rival = self._nearest(unit, mine, _Candidates(gone, gone), now=now) if gone else None
        return rival is not None and rival.rank > kin.rank

    def _nearest(self, unit: UnitOfWork, mine: _Entry, among: _Candidates, *, now: datetime) -> Kin | None:
        self._read(unit, [each for each in among.issues if each not in self._entries])
        others = [each for each in among.issues if each in self._entries]
        for each in others:
            # What is compared again and again stays, whatever else passes through.
            self._entries.move_to_end(each)
        entries = [self._entries[each] for each in others]
        known = (
            Known(
                issue=among.issues[each],
                print=entry.print,
                closeness=closeness,
                may_mean=each in among.openers and entry.came_at >= now - MEANT_WINDOW,
            )
            for each, entry, closeness in zip(others, entries, _closeness(mine, entries), strict=True)
        )
        return kin_among(mine.print, known)

    def _forget_others(self, mine: _Entry, *, now: datetime) -> None:
        """What another encoder has read may have been read by this one by now."""
        if mine.encoder == self._encoder and self._looked_at is not None and now < self._looked_at + LOOK_AGAIN:
            return
        self._encoder, self._looked_at = mine.encoder, now
        for each in [each for each, entry in self._entries.items() if entry.encoder != mine.encoder]:
            del self._entries[each]

    def _read(self, unit: UnitOfWork, mention_ids: Sequence[int]) -> None:
        for start in range(0, len(mention_ids), PORTION):
            for stored in unit.mentions.by_ids(mention_ids[start : start + PORTION]).values():
                self._remember(stored)

    def _remember(self, stored: StoredMention) -> _Entry:
        entry = self._entries[stored.id] = _entry(stored)
        while len(self._entries) > 3 * self._candidates:
            self._entries.popitem(last=False)
        return entry


def _entry(stored: StoredMention) -> _Entry:
    judged = stored.classification
    return _Entry(
        print=printed(stored.mention, judged),
        said_by=stored.mention.said_by,
        came_at=stored.mention.received_at,
        encoder=judged.encoder if judged else "",
        vector=np.frombuffer(judged.vector if judged else b"", dtype="<f4"),
    )


def _closeness(mine: _Entry, others: Sequence[_Entry]) -> Iterable[float | None]:
    """The cosine of each with `mine`, None where the two cannot be compared."""
    fits = [_can_be_compared(mine, other) for other in others]
    rows = [other.vector for other, fit in zip(others, fits, strict=True) if fit]
    cosines = iter((np.stack(rows) @ mine.vector).tolist() if rows else [])
    return [next(cosines) if fit else None for fit in fits]


def _can_be_compared(one: _Entry, other: _Entry) -> bool:
    return bool(one.vector.any()) and one.encoder == other.encoder and one.vector.shape == other.vector.shape
