"""What is amiss around the table: chairs nobody sits on, people who have left, channels and calendars that ended.

Guarantee: plain frozen data, and pure: what only Slack knows is looked up elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.core.department import TRIAGE
from bot.core.rulebook import Rulebook
from bot.core.summary_words import name_of

A_YEAR = 366
STRATEGIST, SUMMARY, COMMITTEE = "strategist", "summary", "committee"
"""Whose what belongs to no department is."""


class Amiss(StrEnum):
    """What is wrong."""

    EMPTY_SEAT = "empty_seat"
    LEFT = "left"
    CHANNEL_GONE = "channel_gone"
    CHANNEL_ARCHIVED = "channel_archived"
    CALENDAR_ENDED = "calendar_ended"

    @property
    def is_about_a_channel(self) -> bool:
        """Whether nothing can be said there."""
        return self in (Amiss.CHANNEL_GONE, Amiss.CHANNEL_ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Vacancy:
    """One thing that is amiss. `what` is the person or the channel.

    `whose` is the key of a department or a source, or our own word for what is ours.
    """

    kind: Amiss
    whose: str
    what: str = ""


def vacancies_in(rulebook: Rulebook, *, today: date) -> Iterator[Vacancy]:
    """What the rulebook itself shows."""
    for each in rulebook.departments:
        if not each.seat and each.key != TRIAGE:
            yield Vacancy(kind=Amiss.EMPTY_SEAT, whose=each.key)
        days = (today + timedelta(days=ahead) for ahead in range(A_YEAR))
        has_calendar = each.hours.holidays != frozenset()
        if has_calendar and not any(day in each.hours.holidays for day in days):
            yield Vacancy(kind=Amiss.CALENDAR_ENDED, whose=each.key)


_SENTENCES = {
    Amiss.EMPTY_SEAT: "nobody sits for it; its knocks go to the channel only",
    Amiss.LEFT: "{what} is not in this workspace any more",
    Amiss.CHANNEL_GONE: "{what} is not there, or the bot is not let in",
    Amiss.CHANNEL_ARCHIVED: "{what} is archived",
    Amiss.CALENDAR_ENDED: "its calendar knows no holidays of the year ahead",
}


def vacancy_line(vacancy: Vacancy, rulebook: Rulebook) -> str:
    """It in one line: `Food: food@example.com is not in this workspace any more`."""
    whose = name_of(vacancy.whose, rulebook)
    return f"{whose[:1].upper()}{whose[1:]}: {_SENTENCES[vacancy.kind].format(what=vacancy.what)}"
