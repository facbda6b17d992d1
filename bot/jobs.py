"""The metronome: calls the services' ticks, decides nothing.

Guarantee: the database says what is due; a late, doubled or missed tick does no harm. A tick that raises is logged and
comes again.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import SystemClock
from bot.logs import get_logger

Tick = Callable[[], object]


class Metronome:
    """Calls each tick in its own rhythm, never twice at once."""

    def __init__(self, ticks: Mapping[str, tuple[timedelta, Tick]]) -> None:
        # A late run is better than none, and one run makes up for all that were missed.
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(max(len(ticks), 1))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for name, (every, tick) in ticks.items():
            self._scheduler.add_job(_safely(name, tick), "interval", seconds=every.total_seconds(), id=name, name=name)

    def start(self) -> None:
        """Begin to call."""
        self._scheduler.start()
        for job in self._scheduler.get_jobs():
            self.hurry(job.id)

    def stop(self) -> None:
        """Stop calling, and wait for the ticks that run."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def hurry(self, name: str) -> None:
        """Call a tick now rather than at its next beat: a hint, since the next beat comes anyway."""
        if self._scheduler.running and self._scheduler.get_job(name) is not None:
            self._scheduler.modify_job(name, next_run_time=SystemClock().now())


def _safely(name: str, tick: Tick) -> Callable[[], None]:
    def run() -> None:
        try:
            tick()
        except Exception as error:  # noqa: BLE001 - a loop's edge: the next beat tries again
            get_logger().error("tick failed", tick=name, why=f"{type(error).__name__}: {error}", exc_info=True)

    return run
