"""The metronome: calls the services' ticks, decides nothing.

Guarantee: the database says what is due; a late, doubled or missed tick does no harm. A tick that raises is logged and
comes again; one that hangs can be seen. A clock that is set back stops none of them.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock, SystemClock
from bot.logs import get_logger

LONGEST_S = 900.0
"""No tick takes a tenth of this: what runs for so long hangs."""
LOOK_AT_CLOCK_S = 1.0
Tick = Callable[[], object]
"""Does what is due and returns something true where there may be more at once."""


class Metronome:
    """Calls each tick in its own rhythm, never twice at once."""

    def __init__(
        self,
        ticks: Mapping[str, tuple[timedelta, Tick]],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Clock | None = None,
        look_s: float = LOOK_AT_CLOCK_S,
    ) -> None:
        self._monotonic = monotonic
        self._running_since: dict[str, float] = {}
        # A late run is better than none, and one run makes up for all that were missed.
        self._hints = {name: threading.Event() for name in ticks}
        self._is_stopping = threading.Event()
        self._wall = wall or SystemClock()
        self._look_s = look_s
        self._seen = self._wall.now()
        self._watch = threading.Thread(target=self._watch_the_clock, name="clock-watch", daemon=True)
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(max(len(ticks), 1))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for name, (every, tick) in ticks.items():
            self._scheduler.add_job(
                self._beat(name, tick), "interval", seconds=every.total_seconds(), id=name, name=name
            )

    def start(self) -> None:
        """Begin to call."""
        self._scheduler.start()
        for job in self._scheduler.get_jobs():
            self.hurry(job.id)
        self._watch.start()

    def stop(self) -> None:
        """Stop calling, and wait for the ticks that run."""
        self._is_stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        if self._watch.is_alive():
            self._watch.join()

    def hurry(self, name: str) -> None:
        """Call a tick now rather than at its next beat: a hint, since the next beat comes anyway."""
        if name in self._hints and self._scheduler.running:
            # A tick that runs at this moment may have looked already, so it looks once more.
            self._hints[name].set()
            self._scheduler.modify_job(name, next_run_time=SystemClock().now())

    def stuck(self) -> list[str]:
        """The ticks that have been running for so long that they will hardly end."""
        now = self._monotonic()
        # A copy: ticks begin and end meanwhile.
        return sorted(name for name, since in dict(self._running_since).items() if now - since > LONGEST_S)

    def _watch_the_clock(self) -> None:
        """The scheduler waits for instants of the wall clock: set back by an hour, it would do nothing for an hour."""
        while not self._is_stopping.wait(self._look_s):
            now, before = self._wall.now(), self._seen
            self._seen = now
            if now < before:
                get_logger().warning("clock set back", by_s=round((before - now).total_seconds(), 1))
                for name in self._hints:
                    self.hurry(name)

    def _beat(self, name: str, tick: Tick) -> Callable[[], None]:
        hint = self._hints[name]

        def beat() -> None:
            while True:
                hint.clear()
                self._running_since[name] = self._monotonic()
                has_done = _safely(name, tick)
                self._running_since.pop(name, None)
                # More of the same may be due at once; a stop waits for one round only.
                if self._is_stopping.is_set() or not (has_done or hint.is_set()):
                    return

        return beat


def in_turn(ticks: Mapping[str, Tick]) -> Tick:
    """One tick made of several, called one after the other; one that raises keeps none of the others from its work."""

    def tick() -> None:
        for name, each in ticks.items():
            _safely(name, each)

    return tick


def _safely(name: str, tick: Tick) -> bool:
    """Whether the tick found something to do."""
    try:
        return bool(tick())
    except Exception as error:  # noqa: BLE001 - a loop's edge: the next beat tries again
        get_logger().error("tick failed", tick=name, why=f"{type(error).__name__}: {error}", exc_info=True)
        return False
