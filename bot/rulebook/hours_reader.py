"""Working hours as departments and people have them: a zone, holidays, and windows for weekdays.

Guarantee: hours come out only where every line of them is right; each that is wrong is noted where it stands.
"""

from collections.abc import Callable, Container
from datetime import date
from typing import TypeVar

from bot.core.working_hours import ROUND_THE_CLOCK, WorkingHours
from bot.rulebook import values
from bot.rulebook.calendars import holiday_calendar
from bot.rulebook.document import Node
from bot.rulebook.problems import Problems

T = TypeVar("T")


def read_hours(node: Node, problems: Problems, *, zone: str = "") -> WorkingHours | None:
    """The hours that `node` states, None where they are wrong; `zone` is the one they are in where they name none."""
    if node.value == values.ROUND_THE_CLOCK:
        return ROUND_THE_CLOCK
    if not node.entries:
        problems.refuse(
            node.at, f"hours needs a zone and lines such as «mon-fri: 09:00-18:00», or {values.ROUND_THE_CLOCK}"
        )
        return None
    before = len(problems.found)
    named = zone if zone and "zone" not in node.entries else _checked(node, "zone", values.zone, problems)
    calendar: Container[date] | None = frozenset()
    if "holidays" in node.entries:
        calendar = _checked(node, "holidays", holiday_calendar, problems)
    week = values.week_of(_days(node, problems))
    if not any(week) and len(problems.found) == before:
        problems.refuse(node.at, "these hours are never open")
    if named is None or calendar is None or len(problems.found) > before:
        return None
    return WorkingHours(named, week, calendar)


def _checked(node: Node, key: str, check: Callable[[str], T], problems: Problems) -> T | None:
    entry = node.entries.get(key)
    if entry is None:
        problems.refuse(node.at, f"hours: «{key}» is missing")
        return None
    if not isinstance(entry.node.value, str):
        problems.refuse(entry.node.at, f"hours: {key} needs text")
        return None
    try:
        return check(entry.node.value)
    except ValueError as error:
        problems.refuse(entry.node.at, str(error))
        return None


def _days(node: Node, problems: Problems) -> list[tuple[int, tuple[int, int]]]:
    """(weekday, span in minutes) for each window the mapping states."""
    taken: dict[int, str] = {}
    windows: list[tuple[int, tuple[int, int]]] = []
    for key, entry in node.entries.items():
        if key in ("zone", "holidays"):
            continue
        try:
            days, spans = values.weekdays(key), values.spans(entry.node.plain())
        except ValueError as error:
            problems.refuse(entry.at, f"hours: {error}")
            continue
        for day in days:
            if day in taken:
                problems.refuse(entry.at, f"hours: {values.WEEKDAYS[day]} is already set by «{taken[day]}»")
            taken[day] = key
            windows.extend((day, span) for span in spans)
    return windows
