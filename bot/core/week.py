"""Weeks as people live them: ISO weeks in their zone.

Guarantee: pure and exact over daylight-saving changes. Weeks follow each other without gap or overlap; a week of the
change has 167 or 169 hours (as a rule), and a moment after it is what the clock on the wall says.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.core.working_hours import local_instant

WEEK = timedelta(days=7)
YEARS = range(1970, 9000)
"""Beyond them a calendar ends before the weeks do that a summary compares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time from `start` (included) to `end` (excluded), both in UTC."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime | None) -> bool:
        return at is not None and self.start <= at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Week(Span):
    """One week: `key` as people type it (`2026-W48`)."""

    key: str


def week_of(key: str, zone: str) -> Week:
    """The week called `key` in `zone`; ValueError where there is no such week."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", key.strip().upper())
    year, number = (int(found[1]), int(found[2])) if found else (0, 0)
    try:
        monday = date.fromisocalendar(year, number, 1) if year in YEARS else None
    except ValueError:
        monday = None
    if monday is None:
        raise ValueError(f"«{key}» is no week; write the year and the ISO week, such as 2026-W48")
    return _week_from(monday, zone)


def week_at(at: datetime, zone: str) -> Week:
    """The week that `at` lies in."""
    today = at.astimezone(ZoneInfo(zone)).date()
    return _week_from(today - timedelta(days=today.weekday()), zone)


def weeks_before(week: Week, zone: str, *, count: int) -> list[Week]:
    """The `count` weeks that end where `week` begins, newest first."""
    monday = week.start.astimezone(ZoneInfo(zone)).date()
    return [_week_from(monday - WEEK * back, zone) for back in range(1, count + 1)]


def week_before(week: Week, zone: str) -> Week:
    """The week that ends where `week` begins."""
    return weeks_before(week, zone, count=1)[0]


def days_of(week: Week, zone: str) -> list[Span]:
    """The seven days of `week` in `zone`, which add up to it; one of them may have 23 or 25 hours."""
    monday = week.start.astimezone(ZoneInfo(zone)).date()
    midnights = [local_instant(monday + timedelta(days=day), 0, ZoneInfo(zone)) for day in range(8)]
    return [Span(start=start, end=end) for start, end in pairwise(midnights)]


def moment_after(week: Week, zone: str, *, weekday: int, minute: int) -> datetime:
    """The first time after the end of `week` at which it is this weekday (from Monday = 0) and minute in `zone`."""
    day = week.end.astimezone(ZoneInfo(zone)).date() + timedelta(days=weekday)
    return local_instant(day, minute, ZoneInfo(zone))


def _week_from(monday: date, zone: str) -> Week:
    year, number, _ = monday.isocalendar()
    start, end = (local_instant(day, 0, ZoneInfo(zone)) for day in (monday, monday + WEEK))
    return Week(key=f"{year}-W{number:02d}", start=start, end=end)
