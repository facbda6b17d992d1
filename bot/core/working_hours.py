"""When a department works: weekly windows in its zone, less its holidays.

Guarantee: pure and exact over daylight-saving changes. Wall-clock windows are turned into instants day by day,
so a window that loses an hour on a spring night is an hour shorter, and one in autumn an hour longer.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60
# A calendar without any opening for this long is a mistake of the rulebook, not a long holiday.
HORIZON = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Window:
    """An opening on one weekday, in minutes since local midnight: opens <= t < closes <= 1440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise ValueError(f"a window needs 0 <= opens < closes <= 1440 minutes, not {self.opens}-{self.closes}")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Seven weekdays of windows (Monday first), read in the IANA zone `zone`, closed on `holidays`."""

    zone: str
    week: tuple[tuple[Window, ...], ...]
    holidays: Container[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.week) != 7 or not any(self.week):
            raise ValueError("working hours need seven weekdays, at least one of them with a window")

    def is_open(self, at: datetime) -> bool:
        """Whether the department works at the instant `at`."""
        for opens, closes in self._openings(at):
            if at < closes:
                return opens <= at
        return False

    def next_open(self, at: datetime) -> datetime:
        """`at` itself while open, else the next opening after it, in UTC."""
        for opens, closes in self._openings(at):
            if closes > at:
                return max(opens, at)
        return at

    def next_opening(self, at: datetime) -> datetime:
        """The start of the next opening strictly after `at`: what "until our next working hour" means."""
        for opens, _ in self._openings(at):
            if opens > at:
                return opens
        return at

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The instant at which `working` time has passed since `start`, counting open hours only.

        Zero time from a closed hour gives the next opening.
        """
        left = working
        for opens, closes in self._openings(start):
            begin = max(opens, start)
            if begin >= closes:
                continue
            if closes - begin > left or (closes - begin == left and left > timedelta(0)):
                return begin + left
            left -= closes - begin
        return start + working

    def _openings(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings in order, from the day before `since` to the horizon, as UTC instants that never overlap."""
        zone = ZoneInfo(self.zone)
        day = since.astimezone(zone).date() - timedelta(days=1)
        last = day + HORIZON
        while day <= last:
            if day not in self.holidays:
                for window in self.week[day.weekday()]:
                    opens, closes = _instant(day, window.opens, zone), _instant(day, window.closes, zone)
                    # A window that lies wholly in the hour skipped in spring does not exist that night.
                    if opens < closes:
                        yield opens, closes
            day += timedelta(days=1)


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    return local.astimezone(UTC)


ROUND_THE_CLOCK = WorkingHours("UTC", ((Window(0, MINUTES_A_DAY),),) * 7)
