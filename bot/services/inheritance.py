"""Inheritance: what a process that is no more held under a lease is free again, without waiting for the lease to end.

Guarantee: what the dead may have said in Slack is looked up first, after it has had its time to settle. The minute
between two pings of the dead man has to pass all the same. Where somebody is called gone who is not (another container
with the same host name), they find their leases lost, as after a sleep.
"""

from collections.abc import Callable

from bot.clock import Clock
from bot.errors import TemporaryFailure
from bot.logs import get_logger, unit_of_work_line
from bot.ports import OpenUnit
from bot.services.dead_man import CURSOR as DEAD_MAN
from bot.services.delivery import SETTLING


class Inheritance:
    """Takes over, once, when a process starts."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, *, is_gone: Callable[[str], bool]) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._is_gone = is_gone

    def take_over(self) -> int:
        """Free what the dead held; returns how much. Where the database does not answer, the leases end as ever."""
        try:
            return self._take_over()
        except TemporaryFailure as failure:
            get_logger().warning("nothing taken over", why=str(failure))
            return 0

    def _take_over(self) -> int:
        now = self._clock.now()
        with unit_of_work_line("inheritance") as line, self._open_unit() as unit:
            mentions = sum(map(unit.mentions.release, filter(self._is_gone, unit.mentions.holders())))
            dead = filter(self._is_gone, unit.outbox.holders())
            notices = sum(unit.outbox.abandon(owner, at=now + SETTLING) for owner in dead)
            dead = filter(self._is_gone, unit.cursors.holders())
            leases = sum(unit.cursors.release(owner, but=DEAD_MAN) for owner in dead)
            unit.commit()
            line.add(mentions=mentions, notices=notices, leases=leases)
        return mentions + notices + leases
