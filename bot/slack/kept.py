"""Values that are fetched from Slack and kept: whoever asks is answered from memory, a fresh one is fetched behind it.

Guarantee: asking never waits, though one may wait for an arrival. A value older than its age is given out while it is
fetched anew; one older than `LONGEST_S` is not given out any more. What Slack says of a change while a value is on its
way is not lost to the older answer that arrives. Safe to share between threads.
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

    def __init__(
        self,
        fetch: Callable[[], T],
        *,
        executor: Executor,
        age_s: float,
        missing: T,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._executor = executor
        self._age_s = age_s
        self._missing = missing
        self._monotonic = monotonic
        self._value: T | None = None
        self._arrived = float("-inf")
        self._due = float("-inf")
        self._flying: Future[None] | None = None
        self._changes: list[Callable[[T], T]] = []
        self._lock = threading.Lock()

    def peek(self) -> T | None:
        """The value, None where there is none yet; fetching begins where it is missing or old."""
        with self._lock:
            self._fetch_if_due()
            return self._value if self._monotonic() - self._arrived <= LONGEST_S else None

    def arrival(self) -> Future[None]:
        """Done when what is being fetched is there, or could not be had; done already where nothing is due."""
        with self._lock:
            return self._fetch_if_due()

    def change(self, how: Callable[[T], T]) -> None:
        """Correct the value by what Slack has just told, and the one that is on its way; nothing where there is none.

        `how` must do no harm to a value that knows of the change already.
        """
        with self._lock:
            if self._value is not None:
                self._value = how(self._value)
            if self._flying is not None and not self._flying.done():
                self._changes.append(how)

    def _fetch_if_due(self) -> Future[None]:
        is_flying = self._flying is not None and not self._flying.done()
        if self._flying is None or (not is_flying and self._monotonic() >= self._due):
            self._changes.clear()
            self._flying = self._begun()
        return self._flying

    def _begun(self) -> Future[None]:
        try:
            return self._executor.submit(self._arrive)
        except RuntimeError:
            # The process is on its way out: what is known has to do.
            nothing: Future[None] = Future()
            nothing.set_result(None)
            return nothing

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
            for how in self._changes:
                value = how(value)
            self._value, self._arrived = value, self._monotonic()
            self._due = self._arrived + self._age_s

    def _put_off(self) -> None:
        """Not asked for again at every click while Slack is away."""
        with self._lock:
            self._due = self._monotonic() + RETRY_S
