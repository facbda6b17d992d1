"""When a department works: weekly windows in its zone, less its holidays.

Guarantee: pure and exact over daylight-saving changes. Wall-clock windows are turned into instants day by day,
so a window that loses an hour on a spring night is an hour shorter, and one in autumn an hour longer. A wall-clock time
that is skipped in spring means the instant of the change; one that comes twice in autumn means its first coming.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
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
    """Seven weekdays of windows (Monday first), read in the IANA zone `zone`, closed on `holidays`.

    The windows of a day stand in order and do not overlap; a shift over midnight is two windows that meet there.
    """

    zone: str
    week: tuple[tuple[Window, ...], ...]
    holidays: Container[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.week) != 7 or not any(self.week):
            raise ValueError("working hours need seven weekdays, at least one of them with a window")
        for windows in self.week:
            if any(later.opens < earlier.closes for earlier, later in pairwise(windows)):
                raise ValueError(f"the windows of a day must be in order and must not overlap: {windows}")

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
        """The next time after `at` that the door opens, having been shut: what "until our next working hour" means.

        A department that never shuts has its next local midnight.
        """
        shut_at: datetime | None = None
        midnight = at
        for opens, closes in self._openings(at):
            if opens > at:
                if shut_at is None or opens > shut_at:
                    return opens
                midnight = opens if midnight == at else midnight
            # Openings that touch, such as the two halves of a night shift, are one.
            shut_at = closes
        return midnight

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The instant at which `working` time has passed since `start`, counting open hours only.

        Zero time from a closed hour gives the next opening. Time that is used up just when the door shuts ends there.
        """
        left = working
        for opens, closes in self._openings(start):
            begin = max(opens, start)
            if begin >= closes:
                continue
            if closes - begin > left or (closes - begin == left and left > timedelta(0)):
                return begin + left
            left -= closes - begin
        return start + HORIZON + timedelta(days=1) + left

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The open time between `start` and `end`; none where `end` is not after `start`. The inverse of `add`."""
        total = timedelta(0)
        while start < end:
            upto = min(end, start + HORIZON / 2)
            for opens, closes in self._openings(start):
                if opens >= upto:
                    break
                total += max(min(closes, upto) - max(opens, start), timedelta(0))
            start = upto
        return total

    def _openings(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Openings in order, from the day before `since` to the horizon, as UTC instants that never overlap."""
        zone = ZoneInfo(self.zone)
        day = since.astimezone(zone).date() - timedelta(days=1)
        last = day + HORIZON
        while day <= last:
            if day not in self.holidays:
                for window in self.week[day.weekday()]:
                    opens, closes = local_instant(day, window.opens, zone), local_instant(day, window.closes, zone)
                    # A window that lies wholly in the hour skipped in spring does not exist that night.
                    if opens < closes:
                        yield opens, closes
            day += timedelta(days=1)


@lru_cache(maxsize=10_000)
def local_instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The UTC instant at which clocks in `zone` show `minutes` after midnight of `day`; DST nights as in the module."""
    local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _change_between(local.replace(fold=1).astimezone(UTC), instant, zone)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second in (before, after] at which `zone` has the offset it has at `after`."""
    offset = after.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return before + timedelta(seconds=high)


ROUND_THE_CLOCK = WorkingHours("UTC", ((Window(0, MINUTES_A_DAY),),) * 7)
