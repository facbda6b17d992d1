"""Finds the open issue that a mention belongs to because nearly the same has been said before.

Guarantee: memory is bounded; the database says which mentions count, the cache only saves reading them again.
"""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime

from bot.core.issue import Issue
from bot.core.storm import WINDOW, Printed, issue_like, printed
from bot.ports import StoredMention, UnitOfWork

CANDIDATES = 500
REMEMBERED = 5_000


class Kinship:
    """Near-identical mentions of open issues, for one triage worker."""

    def __init__(self) -> None:
        self._prints: OrderedDict[int, Printed] = OrderedDict()

    def issue_of(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> Issue | None:
        """The open issue `stored` should join, None where it is news."""
        mine = self._print_of(unit, stored.id, stored)
        if mine is None or not mine.grams:
            return None
        number = issue_like(mine, self._candidates(unit, now))
        found = unit.issues.get(number) if number is not None else None
        return found if found is not None and found.is_open else None

    def _candidates(self, unit: UnitOfWork, now: datetime) -> Iterator[tuple[int, Printed]]:
        for mention_id, issue in unit.mentions.of_open_issues(since=now - WINDOW, limit=CANDIDATES):
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
        return self._prints[mention_id]
