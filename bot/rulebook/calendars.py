"""Public holidays by country and region, as a container of dates.

Guarantee: two calendars of the same region are equal, hashable and pickled by name alone; looking a date up is safe
from any thread. (The holidays library's own objects grow while they are asked and differ by what they were asked.)
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from bot.rulebook.problems import nearest


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Contains each public holiday of `country` (ISO 3166), and of `region` in it where one is given."""

    country: str
    region: str = ""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _holidays(self.country, self.region, day.year)


def holiday_calendar(text: str) -> HolidayCalendar:
    """The calendar of `GB`, `GB-ENG` or `ES-CT`; ValueError with the nearest known name where there is none."""
    country, _, region = text.partition("-")
    try:
        holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError:
        raise ValueError(_unknown(country, region)) from None
    return HolidayCalendar(country, region)


def _unknown(country: str, region: str) -> str:
    countries = holidays.list_supported_countries(include_aliases=True)
    if country not in countries:
        return f"nobody knows the holidays of «{country}»; write a country's ISO code such as GB, ES or US-NY"
    regions = countries[country]
    hint = nearest(region, regions) if regions else "; write the country alone"
    return f"«{region}» is no region of {country} with holidays of its own{hint}"


@lru_cache(maxsize=512)
def _holidays(country: str, region: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year, expand=False))
