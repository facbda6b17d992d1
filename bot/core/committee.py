"""The committee: who chairs it, when and where it meets, and when its agenda is due.

Guarantee: pure and exact over daylight-saving changes: a meeting is a day and a time on the wall, made an instant day
by day.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.working_hours import local_instant

A_DAY = timedelta(days=1)
DAYS_A_WEEK = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """When the seats meet, as company.yaml says. `chair` is an e-mail address or Slack id.

    The agenda is posted in `channel`. `weekdays` count from Monday = 0, `minute` from local midnight. It meets in each
    `every_weeks`-th week, counted from that of `first`, and never before `first`; None where every week is one of its
    weeks. `interviews` says whether each seat is asked three short questions a month. On `holidays` nobody is expected
    to read an agenda.
    """

    chair: str
    channel: str
    zone: str
    weekdays: tuple[int, ...]
    minute: int
    every_weeks: int = 1
    first: date | None = None
    interviews: bool = True
    holidays: Container[date] = frozenset()

    def meets_on(self, day: date) -> bool:
        """Whether there is a meeting on that day."""
        if day.weekday() not in self.weekdays:
            return False
        if self.first is None:
            return True
        weeks = (_monday(day) - _monday(self.first)).days // DAYS_A_WEEK
        return day >= self.first and weeks % self.every_weeks == 0

    def begins_at(self, meeting: date) -> datetime:
        """The instant at which the meeting of that day begins."""
        return local_instant(meeting, self.minute, ZoneInfo(self.zone))

    def agenda_at(self, meeting: date) -> datetime:
        """When its agenda is posted: at the same time of the working day before."""
        day = meeting - A_DAY
        while day.weekday() >= SATURDAY or day in self.holidays:
            day -= A_DAY
        return local_instant(day, self.minute, ZoneInfo(self.zone))

    def next_meeting(self, now: datetime) -> date:
        """The day of the first meeting that has not begun by `now`."""
        day = now.astimezone(ZoneInfo(self.zone)).date()
        if self.first is not None:
            day = max(day, self.first)
        while not (self.meets_on(day) and self.begins_at(day) > now):
            day += A_DAY
        return day

    def last_before(self, meeting: date) -> date | None:
        """The day of the meeting before that of `meeting`; None where that one is the first."""
        farthest = meeting - A_DAY * DAYS_A_WEEK * self.every_weeks
        day = meeting - A_DAY
        while day >= farthest:
            if self.meets_on(day):
                return day
            day -= A_DAY
        return None


def _monday(day: date) -> date:
    return day - A_DAY * day.weekday()
