"""Values that are fetched from Slack and kept: whoever asks is answered from memory, a fresh one is fetched behind it.

Guarantee: asking never waits. A value older than its age is given out once more while it is fetched anew; one older
than `LONGEST_S` is not given out any more. Safe to share between threads.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Generic, TypeVar

from bot.errors import PermanentFailure, TemporaryFailure
from bot.logs import get_logger

LONGEST_S = 24 * 3600.0
RETRY_S = 5.0

T = TypeVar("T")


class Kept(Generic[T]):
    """One value. `fetch` raises TemporaryFailure where it is to be tried again; `missing` is taken where it never will.

    That is the closed answer: an empty channel, a group of nobody.
    """

    def __init__(self, fetch: Callable[[], T], *, executor: Executor, age_s: float, missing: T) -> None:
        self._fetch = fetch
        self._executor = executor
        self._age_s = age_s
        self._missing = missing
        self._value: T | None = None
        self._arrived = float("-inf")
        self._due = float("-inf")
        self._flying: Future[None] | None = None
        self._lock = threading.Lock()

    def peek(self) -> T | None:
        """The value, None where there is none yet; fetching begins where it is missing or old."""
        with self._lock:
            now = time.monotonic()
            if now >= self._due:
                self._begin()
            return self._value if now - self._arrived <= LONGEST_S else None

    def arrival(self) -> Future[None]:
        """Done when what is being fetched is there."""
        with self._lock:
            return self._begin()

    def change(self, how: Callable[[T], T]) -> None:
        """Correct the value by what Slack has just told; nothing where there is none yet."""
        with self._lock:
            if self._value is not None:
                self._value = how(self._value)

    def forget(self) -> None:
        """Have it fetched anew at the next question; until then the old one counts."""
        with self._lock:
            self._due = float("-inf")

    def _begin(self) -> Future[None]:
        if self._flying is None or self._flying.done():
            self._flying = self._executor.submit(self._arrive)
        return self._flying

    def _arrive(self) -> None:
        try:
            value = self._fetch()
        except TemporaryFailure as failure:
            get_logger().warning("kept", failed=str(failure))
            self._put_off()
            return
        except PermanentFailure as failure:
            get_logger().warning("kept", failed=str(failure))
            value = self._missing
        with self._lock:
            self._value, self._arrived = value, time.monotonic()
            self._due = self._arrived + self._age_s

    def _put_off(self) -> None:
        """Not asked for again at every click while Slack is away."""
        with self._lock:
            self._due = time.monotonic() + RETRY_S
