"""Once a day: are the seats filled, are the people still here, do the channels still stand, do the calendars go on?

Guarantee: once a day and installation, however many processes tick; the strategist hears of what is new or mended, and
nothing on all other days. Where Slack does not answer it is asked again in an hour.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.core.committee_notices import ReportVacancies
from bot.core.rulebook import Rulebook
from bot.core.vacancy import Vacancy, vacancies_in
from bot.errors import DoorknockError
from bot.logs import get_logger, unit_of_work_line
from bot.ports import Colleagues, OpenUnit, Rules
from bot.services.daily import latest_due

CURSOR = "night-watch"
"""Under this name the last day that was looked around on is kept."""
AGAIN = timedelta(hours=1)


class NightWatch:
    """Looks around. `look` asks Slack for what it alone knows."""

    def __init__(
        self,
        open_unit: OpenUnit,
        clock: Clock,
        rules: Rules,
        *,
        colleagues: Colleagues,
        look: Callable[[Rulebook], Collection[Vacancy]],
    ) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules
        self._look = look
        self._colleagues = colleagues
        self._looked = ""
        self._not_before: datetime | None = None

    def tick(self) -> int:
        """Look around where today's look is due; returns how many things are new or mended."""
        now, rulebook = self._clock.now(), self._rules.current
        day = latest_due(now, rulebook.strategist)
        if day == self._looked or (self._not_before is not None and now < self._not_before):
            return 0
        with self._open_unit().for_reading() as unit:
            if unit.cursors.get(CURSOR) >= day:
                self._looked = day
                return 0
        try:
            found = {*vacancies_in(rulebook, today=date.fromisoformat(day)), *self._look(rulebook)}
            channel = self._place(rulebook, found)
        except DoorknockError as error:
            get_logger().warning("night watch", failed=str(error))
            self._not_before = now + AGAIN
            return 0
        self._looked = day
        return self._note(found, channel=channel, day=day, now=now)

    def _place(self, rulebook: Rulebook, found: Collection[Vacancy]) -> str:
        """Where the strategist hears of it: alone, where it is her channel that is gone."""
        channel = rulebook.strategist.channel
        is_gone = any(each.kind.is_about_a_channel and each.what == channel for each in found)
        strategist = self._colleagues.colleague(rulebook.strategist.person) if is_gone else None
        return strategist.id if strategist else channel

    def _note(self, found: set[Vacancy], *, channel: str, day: str, now: datetime) -> int:
        with unit_of_work_line("night_watch", day=day) as line, self._open_unit() as unit:
            # Another process may have looked meanwhile.
            if unit.cursors.get(CURSOR) >= day:
                return 0
            known = set(unit.vacancies.all())
            new, mended = sorted(found - known), sorted(known - found)
            line.add(amiss=len(found), new=len(new), mended=len(mended))
            if new or mended:
                unit.vacancies.replace(found, at=now)
                notice = ReportVacancies(channel=channel, day=day, new=tuple(new), mended=tuple(mended))
                unit.outbox.enqueue([notice], now=now)
            unit.cursors.set(CURSOR, day)
            unit.commit()
        return len(new) + len(mended)
