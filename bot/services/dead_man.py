"""The dead-man ping: an address outside hears from us every minute while all is well, and calls somebody when it stops.

Guarantee: one ping a minute and installation, however many processes tick; no ping while a mention is lost or a stage
stands still, be it because every process dies of it and is started anew. A ping that fails is logged and changes
nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.core.durations import SUM
from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.ports import OpenUnit, Tally, UnitOfWork

CURSOR = "dead-man"
EVERY = timedelta(minutes=1)
STILL = timedelta(minutes=30)
"""A stage whose oldest has waited for so long, and that nothing has passed for so long, stands still."""
COUNT_EVERY = timedelta(minutes=15)
"""Counting the ledger reads every mention there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """How many had passed a stage when it was seen to move last. Kept with the lease, so that it outlives a process."""

    passed: float
    at: datetime


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

    def tick(self) -> int:
        """Ping where it is time to and all is well; returns whether it was done."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return 0
        with self._open_unit() as unit:
            # The lease is the minute that must pass, for us as for everybody else.
            if not unit.cursors.lease(CURSOR, owner=self._owner, now=now, until=now + EVERY):
                return 0
            moved = _moved(unit, now)
            unit.cursors.set(CURSOR, _written(moved))
            unit.commit()
        self._next_at = now + EVERY
        # Counting takes a while where much is stored, and would keep every writer waiting.
        with self._open_unit().for_reading() as unit:
            why = self._trouble(unit, moved, now)
        if why:
            get_logger().warning("no dead-man ping", why=why)
            return 0
        return self._pinged()

    def _trouble(self, unit: UnitOfWork, moved: Mapping[str, _Moved], now: datetime) -> str:
        """What is wrong, "" where all is well."""
        if self._counted_at is None or now - self._counted_at >= COUNT_EVERY:
            self._lost, self._counted_at = unit.record.ledger().lost, now
        if self._lost:
            return f"{self._lost} mentions are lost"
        # What waits long in a long queue is well as long as the queue moves.
        still = [
            stage
            for stage, since in unit.record.oldest_waiting().items()
            if since is not None and now - max(since, moved[stage].at) > STILL
        ]
        return f"these stages stand still: {', '.join(still)}" if still else ""

    def _pinged(self) -> int:
        try:
            self._ping()
        except DoorknockError as failure:
            get_logger().warning("dead-man ping failed", why=str(failure))
            return 0
        return 1


def _moved(unit: UnitOfWork, now: datetime) -> dict[str, _Moved]:
    before = _read(unit.cursors.get(CURSOR))
    never = _Moved(passed=0.0, at=datetime.min.replace(tzinfo=UTC))
    return {
        stage: known if (known := before.get(stage, never)).passed == amount else _Moved(passed=amount, at=now)
        for stage, amount in _passed(unit).items()
    }


def _written(moved: Mapping[str, _Moved]) -> str:
    return json.dumps({stage: [each.passed, each.at.isoformat()] for stage, each in moved.items()})


def _read(written: str) -> dict[str, _Moved]:
    kept = json.loads(written) if written else {}
    return {stage: _Moved(passed=passed, at=datetime.fromisoformat(at)) for stage, (passed, at) in kept.items()}


def _passed(unit: UnitOfWork) -> dict[str, float]:
    """How many have passed through each stage so far; through the follow-up, which nobody counts, none ever."""
    passed = {"follow_up": 0.0, "triage": 0.0, "delivery": 0.0}
    for label, amount in unit.tallies.all()[Tally.STAGE_SECONDS].items():
        stage, _, bucket = label.partition("|")
        passed[stage] = passed.get(stage, 0.0) + (amount if bucket != SUM else 0.0)
    return passed
