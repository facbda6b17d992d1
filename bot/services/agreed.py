"""What was agreed at the committee's table: noted once, reminded of on its day, ticked off once.

Guarantee: a form that is sent twice is one follow-up; it is reminded of once, in the transaction that notes it, however
many processes tick.
"""

from collections.abc import Sequence

from bot.clock import Clock
from bot.core.agreed import Agreed
from bot.core.committee_notices import RemindOfAgreed, ShowAgreedDone
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit

AT_ONCE = 20
MOST_OPEN = 100


class Agreements:
    """Keeps what was agreed, and reminds of it."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock

    def note(self, agreed: Agreed, *, key: str) -> None:
        """Keep one; `key` is that of the form it came by."""
        with self._open_unit() as unit:
            if unit.received.first_sight(key, now=self._clock.now()):
                unit.agreed.add(agreed)
                unit.commit()

    def get(self, number: int) -> Agreed | None:
        """One by its number."""
        with self._open_unit().for_reading() as unit:
            return unit.agreed.get(number)

    def open(self) -> Sequence[Agreed]:
        """All that is not done yet, the first due first."""
        with self._open_unit().for_reading() as unit:
            return unit.agreed.open(limit=MOST_OPEN)

    def tick_off(self, number: int, *, by: str) -> bool:
        """It is done; False where it was done before, or there is no such one."""
        now = self._clock.now()
        with self._open_unit() as unit:
            found = unit.agreed.get(number)
            is_first = found is not None and unit.agreed.done(number, by=by, at=now)
            if found is not None and is_first:
                if found.reminded_at is not None:
                    unit.outbox.enqueue([ShowAgreedDone(channel=found.who, agreed=number)], now=now)
                unit.commit()
        return is_first

    def tick(self) -> int:
        """Remind of what is due; returns of how many."""
        with self._open_unit().for_reading() as unit:
            due = unit.agreed.due(now=self._clock.now(), limit=AT_ONCE)
        for each in due:
            self._remind(each)
        return len(due)

    def _remind(self, agreed: Agreed) -> None:
        now = self._clock.now()
        with unit_of_work_line("remind_of_agreed", agreed=agreed.id), self._open_unit() as unit:
            if unit.agreed.reminded(agreed.id, at=now):
                unit.outbox.enqueue([RemindOfAgreed(channel=agreed.who, agreed=agreed.id)], now=now)
                unit.commit()
