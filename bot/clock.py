"""The only reader of time.

Everything else takes `now` as a parameter or a `Clock`. All instants are aware and in UTC.
"""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant by the machine's clock."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that starts where it is told, stands still or runs at `speed`, and can be moved forward.

    It serves the demo, rehearsals and tests. It never goes backwards; it is safe to share between threads.
    """

    def __init__(self, start: datetime, *, speed: float = 0.0) -> None:
        if start.tzinfo is None:
            raise ValueError("MovableClock needs an aware start, for example datetime(2026, 11, 23, tzinfo=UTC)")
        self._base = start.astimezone(UTC)
        self._speed = speed
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The present instant on this clock."""
        with self._lock:
            return self._reading()

    def forward(self, delta: timedelta) -> datetime:
        """Move forward by `delta` (not negative) and return the new present."""
        if delta < timedelta(0):
            raise ValueError(f"a clock only moves forward, not by {delta}")
        with self._lock:
            self._rebase(self._reading() + delta)
            return self._base

    def forward_to(self, instant: datetime) -> datetime:
        """Move forward to `instant`; a past instant leaves the clock where it is."""
        with self._lock:
            self._rebase(max(self._reading(), instant.astimezone(UTC)))
            return self._base

    def set_speed(self, speed: float) -> None:
        """Let the clock run at `speed` seconds a second; 0 stands still."""
        with self._lock:
            self._rebase(self._reading())
            self._speed = speed

    def _reading(self) -> datetime:
        return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def _rebase(self, base: datetime) -> None:
        self._base = base
        self._since = time.monotonic()
