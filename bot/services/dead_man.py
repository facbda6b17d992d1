"""The dead-man ping: an address outside hears from us every minute while all is well, and calls somebody when it stops.

Guarantee: one ping a minute and installation, however many processes tick; no ping while a mention is lost or a stage
stands still. A ping that fails is logged and changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.durations import SUM
from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.ports import OpenUnit, Tally, UnitOfWork

CURSOR = "dead-man"
EVERY = timedelta(minutes=1)
STILL = timedelta(minutes=30)
"""A stage whose oldest has waited for so long does not move. Slack may ask for a pause of some minutes any day."""
COUNT_EVERY = timedelta(minutes=15)
"""Counting the ledger reads every mention there is."""


class DeadMan:
    """Pings while all is well."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, *, owner: str, ping: Callable[[], None]) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._owner = owner
        self._ping = ping
        self._next_at: datetime | None = None
        self._lost = 0
        self._counted_at: datetime | None = None
        self._passed: Mapping[str, float] = {}

    def tick(self) -> int:
        """Ping where it is time to and all is well; returns whether it was done."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return 0
        with self._open_unit() as unit:
            # The lease is the minute that must pass, for us as for everybody else.
            if not unit.cursors.lease(CURSOR, owner=self._owner, now=now, until=now + EVERY):
                return 0
            unit.commit()
        self._next_at = now + EVERY
        # Counting takes a while where much is stored, and would keep every writer waiting.
        with self._open_unit().for_reading() as unit:
            why = self._trouble(unit, now)
        if why:
            get_logger().warning("no dead-man ping", why=why)
            return 0
        return self._pinged()

    def _trouble(self, unit: UnitOfWork, now: datetime) -> str:
        """What is wrong, "" where all is well."""
        if self._counted_at is None or now - self._counted_at >= COUNT_EVERY:
            self._lost, self._counted_at = unit.record.ledger().lost, now
        if self._lost:
            return f"{self._lost} mentions are lost"
        before, self._passed = self._passed, _passed(unit)
        # What waits long in a long queue is well as long as the queue moves.
        still = [
            stage
            for stage, since in unit.record.oldest_waiting().items()
            if since is not None and now - since > STILL and self._passed.get(stage) == before.get(stage, 0.0)
        ]
        return f"these stages stand still: {', '.join(still)}" if still else ""

    def _pinged(self) -> int:
        try:
            self._ping()
        except DoorknockError as failure:
            get_logger().warning("dead-man ping failed", why=str(failure))
            return 0
        return 1


def _passed(unit: UnitOfWork) -> dict[str, float]:
    """How many have passed through each stage so far; through the follow-up, which nobody counts, none ever."""
    passed = {"follow_up": 0.0, "triage": 0.0, "delivery": 0.0}
    for label, amount in unit.tallies.all()[Tally.STAGE_SECONDS].items():
        stage, _, bucket = label.partition("|")
        passed[stage] = passed.get(stage, 0.0) + (amount if bucket != SUM else 0.0)
    return passed
