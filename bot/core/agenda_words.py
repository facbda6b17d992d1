"""The words around an agenda: its title, what it looks back on, and what is said where there is nothing on it.

Guarantee: pure; days and times are the committee's own.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.agenda import Agenda
from bot.core.committee import Committee

NOTHING = (
    "Nothing waits for this meeting. A good one to keep short, or to ask each other what you wish the others knew "
    "about your work."
)


def title_of(agenda: Agenda, committee: Committee) -> str:
    """`The committee meets on Tuesday, 1 December 2026, 14:00`."""
    begins = _local(agenda.begins_at, committee)
    return f"The committee meets on {begins:%A}, {begins.day} {begins:%B %Y}, {begins:%H:%M}"


def since_words(agenda: Agenda, committee: Committee) -> str:
    """`What has come up since 3 November.`."""
    since = _local(agenda.since, committee)
    return f"What has come up since {since.day} {since:%B}."


def _local(at: datetime, committee: Committee) -> datetime:
    return at.astimezone(ZoneInfo(committee.zone))
