"""One value that is fetched again once it is older than it may be.

Guarantee: safe to share between threads; nobody waits for a fetch but those who have nothing to go on with.
"""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.errors import TemporaryFailure

T = TypeVar("T")


class Aged(Generic[T]):
    """One value that is fetched again once it is older than it may be.

    While one thread fetches, the others take the old value; where Slack cannot be reached, everybody does.
    """

    def __init__(self, fetch: Callable[[], T], *, age_s: float) -> None:
        self._fetch = fetch
        self._age_s = age_s
        self._value: T | None = None
        self._fetched = float("-inf")
        self._lock = threading.Lock()

    def get(self, *, no_older_than: float | None = None) -> T:
        """The value, fetched now where there is none yet or it is too old."""
        most = self._age_s if no_older_than is None else min(self._age_s, no_older_than)
        if self._value is not None and time.monotonic() - self._fetched <= most:
            return self._value
        if not self._lock.acquire(blocking=self._value is None):
            return self._value  # type: ignore[return-value]  # only a first fetch waits, so there is one
        try:
            return self._fetched_now(most)
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Fetch anew at the next question."""
        self._fetched = float("-inf")

    def _fetched_now(self, most: float) -> T:
        if self._value is None or time.monotonic() - self._fetched > most:
            try:
                self._value = self._fetch()
            except TemporaryFailure:
                if self._value is None:
                    raise
            self._fetched = time.monotonic()
        return self._value
