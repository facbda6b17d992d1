"""Upkeep: forgets what only grows and serves nobody any more.

Guarantee: bounded work a tick, at most once every EVERY; any number of processes may run it. Mentions, issues and the
outbox are never touched: an id is forgotten only long after its sender has stopped repeating itself.
"""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit

KEPT = timedelta(days=30)
EVERY = timedelta(hours=1)
BATCH = 1_000


class Upkeep:
    """The step that tidies up."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._next_at: datetime | None = None

    def tick(self) -> int:
        """Forget one batch of old ids where it is time to; returns how many. More of them are left to the next tick."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return 0
        with unit_of_work_line("upkeep") as line, self._open_unit() as unit:
            forgotten = unit.received.forget(before=now - KEPT, limit=BATCH)
            questions = unit.questions.forget(before=now - KEPT, limit=BATCH)
            unit.commit()
            line.add(forgotten=forgotten, questions=questions)
        if forgotten < BATCH:
            self._next_at = now + EVERY
        return forgotten
