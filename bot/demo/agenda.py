"""The agenda: who does what when, in the play's own time.

Guarantee: in order of time, and in the order of adding where times are equal.
"""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Happening = Callable[[], object]


class Agenda:
    """Happenings to come."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Happening]] = []
        self._order = count()

    def add(self, at: datetime, happening: Happening) -> None:
        """Put `happening` down for `at`."""
        heapq.heappush(self._heap, (at, next(self._order), happening))

    def next_at(self) -> datetime | None:
        """When the next one is due, None where nothing is to come."""
        return self._heap[0][0] if self._heap else None

    def due(self, now: datetime) -> list[Happening]:
        """Take out everything that is due by `now`."""
        taken = []
        while self._heap and self._heap[0][0] <= now:
            taken.append(heapq.heappop(self._heap)[2])
        return taken

    def __len__(self) -> int:
        return len(self._heap)
