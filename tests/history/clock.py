"""One clock for many processes, faster than the machine's: a lease of a minute passes in three seconds.

Guarantee: all processes of a run read the same time, however long any of them slept, and none waits for a real lease.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SPEED = 20.0
SUMMARY_DUE = datetime(2026, 11, 30, 9, tzinfo=UTC)
MONDAY = SUMMARY_DUE - timedelta(minutes=3)
"""When a history begins."""


@dataclass(frozen=True, slots=True)
class SharedClock:
    """Runs at SPEED since `anchor`, an instant of the machine's monotonic clock, which all its processes share."""

    anchor: float

    def now(self) -> datetime:
        return MONDAY + timedelta(seconds=(time.monotonic() - self.anchor) * SPEED)


def real_s(span: timedelta) -> float:
    """How many of the machine's seconds that is."""
    return span.total_seconds() / SPEED
