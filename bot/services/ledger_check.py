"""The daily count: what came in against what became of it, told to the strategist only where something is off.

Guarantee: once a day and installation, however many processes tick; a day on which all is well says nothing.
"""

from datetime import datetime

from bot.clock import Clock
from bot.core.department import Strategist
from bot.core.notices import ReportLedger
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, Rules, UnitOfWork
from bot.services.daily import A_DAY, due_at, latest_due, the_day_before

CURSOR = "ledger-check"
"""Under this name the last day that was counted is kept."""


class LedgerCheck:
    """Counts once a day, at the hour at which the strategist reads her summary."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, rules: Rules) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules
        self._counted = ""

    def tick(self) -> int:
        """Count where today's count is due; returns how many things are off."""
        now, strategist = self._clock.now(), self._rules.current.strategist
        day = latest_due(now, strategist)
        if day == self._counted:
            return 0
        # Counting takes a while where much is stored, and would keep every writer waiting.
        with self._open_unit().for_reading() as unit:
            before = unit.cursors.get(CURSOR)
            if before >= day:
                self._counted = day
                return 0
            with unit_of_work_line("ledger", day=day) as line:
                report = _report(unit, strategist, day=day, before=before or the_day_before(day), now=now)
                line.add(lost=report.lost, waiting=report.waiting, stuck=report.undelivered, parked=report.parked)
        off = report.lost + report.waiting + report.undelivered + report.parked
        with self._open_unit() as unit:
            # Another process may have counted meanwhile.
            if unit.cursors.get(CURSOR) < day:
                if off:
                    unit.outbox.enqueue([report], now=now, urgency_rank=2)
                unit.cursors.set(CURSOR, day)
                unit.commit()
        self._counted = day
        return off


def _report(unit: UnitOfWork, strategist: Strategist, *, day: str, before: str, now: datetime) -> ReportLedger:
    # From one due instant to the next, whenever the counting was done: so that no refusal falls between two counts.
    ends = unit.record.loose_ends(
        came_before=now - A_DAY, parked_from=due_at(before, strategist), parked_until=due_at(day, strategist)
    )
    return ReportLedger(
        channel=strategist.channel,
        day=day,
        lost=unit.record.ledger().lost,
        waiting=ends.waiting,
        undelivered=ends.undelivered,
        parked=ends.parked,
    )
