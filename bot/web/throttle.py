"""How fast one sender may knock: a token bucket each, in memory.

Guarantee: a sender that keeps to its rate is never held up by another one. Safe to share between threads.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class Throttle:
    """`rate` requests a second in the long run, `burst` at once."""

    def __init__(
        self, *, rate: float = 50.0, burst: int = 500, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._monotonic = monotonic
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def wait_for(self, sender: str) -> float:
        """Take one token; 0.0 where there was one, else the seconds until there will be (nothing is taken then).

        `sender` must be one of a known few (sources of the rulebook): a bucket is kept for each.
        """
        with self._lock:
            now = self._monotonic()
            bucket = self._buckets.setdefault(sender, _Bucket(self._burst, now))
            bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.filled_at) * self._rate)
            bucket.filled_at = now
            if bucket.tokens < 1:
                return (1 - bucket.tokens) / self._rate
            bucket.tokens -= 1
            return 0.0
