"""Finds the open issue that a mention belongs to because nearly the same has been said before.

Guarantee: memory is bounded; the database says which mentions count, the cache only saves reading them again.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.core.issue import Issue
from bot.core.storm import WINDOW, Printed, issue_like, printed
from bot.ports import StoredMention, UnitOfWork

CANDIDATES = 500
REMEMBERED = 2 * CANDIDATES


class Kinship:
    """Near-identical mentions of open issues, for one triage worker."""

    def __init__(self) -> None:
        self._prints: OrderedDict[int, Printed] = OrderedDict()
        self._highest = 0

    def issue_of(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> Issue | None:
        """The open issue `stored` should join, None where it is news."""
        mine = self._print_of(unit, stored.id, stored)
        if mine is None or not mine.grams:
            return None
        # Before the candidates: whatever comes between the two counts as a newcomer.
        self._highest = unit.issues.highest()
        candidates = unit.mentions.of_open_issues(since=now - WINDOW, limit=CANDIDATES)
        number = issue_like(mine, self._printed(unit, candidates))
        found = unit.issues.get(number) if number is not None else None
        return found if found is not None and found.is_open else None

    def has_newcomer(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> bool:
        """Whether an issue that `stored` should join has been opened since `issue_of` was asked about it.

        Asked while all others wait for their number, so it reads no more than it must: what has joined an older issue
        meanwhile might as well have come after `stored`.
        """
        mine = self._print_of(unit, stored.id, stored)
        if mine is None or not mine.grams:
            return False
        newcomers = unit.mentions.of_open_issues(since=now - WINDOW, limit=CANDIDATES, above=self._highest)
        return issue_like(mine, self._printed(unit, newcomers)) is not None

    def _printed(self, unit: UnitOfWork, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Printed]]:
        for mention_id, issue in pairs:
            found = self._print_of(unit, mention_id)
            if found is not None:
                yield issue, found

    def _print_of(self, unit: UnitOfWork, mention_id: int, known: StoredMention | None = None) -> Printed | None:
        if mention_id not in self._prints:
            stored = known or unit.mentions.get(mention_id)
            if stored is None:
                return None
            self._prints[mention_id] = printed(stored.mention)
            while len(self._prints) > REMEMBERED:
                self._prints.popitem(last=False)
        # What is compared again and again stays, whatever else passes through.
        self._prints.move_to_end(mention_id)
        return self._prints[mention_id]
