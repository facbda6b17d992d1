"""The day's due instant, for what is done once a day: at the hour at which the strategist reads her summary.

Guarantee: pure; days are those of the strategist's zone, and are compared as ISO 8601 text.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.department import Strategist
from bot.core.working_hours import local_instant

A_DAY = timedelta(days=1)


def latest_due(now: datetime, strategist: Strategist) -> str:
    """The newest day whose hour has come."""
    today = now.astimezone(ZoneInfo(strategist.zone)).date().isoformat()
    return today if due_at(today, strategist) <= now else the_day_before(today)


def the_day_before(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - A_DAY).isoformat()


def due_at(day: str, strategist: Strategist) -> datetime:
    """The hour of that day."""
    return local_instant(date.fromisoformat(day), strategist.summary_minute, ZoneInfo(strategist.zone))
