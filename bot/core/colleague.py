"""Who is to be knocked for: what Slack knows about a person, and what the rulebook says about their time.

Guarantee: plain frozen data; somebody whom the rulebook does not name works as their department does, in the zone that
they have set in Slack.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.working_hours import WorkingHours

KNOCKS_A_DAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A member of the workspace: their Slack id (U…), the zone they have set, if any, and whether they say "away"."""

    id: str
    zone: str = ""
    is_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days away, the first and the last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTerms:
    """What people.yaml says of one person. An empty `zone` is the one in Slack, no `hours` are the department's."""

    zone: str = ""
    hours: WorkingHours | None = None
    away: tuple[Absence, ...] = ()
    knocks_a_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Etiquette:
    """people.yaml: how many personal messages a day, and each person's own terms by e-mail address or Slack id."""

    knocks_a_day: int = KNOCKS_A_DAY
    people: Mapping[str, PersonTerms] = field(default_factory=dict)

    def terms_of(self, person: str, slack_id: str = "") -> PersonTerms:
        """The terms of somebody whom the rulebook calls `person`."""
        return self.people.get(person.lower()) or self.people.get(slack_id) or PersonTerms()

    def budget_of(self, terms: PersonTerms) -> int:
        """How many personal messages that are not urgent somebody gets a day."""
        return self.knocks_a_day if terms.knocks_a_day is None else terms.knocks_a_day


def hours_of_person(colleague: Colleague, terms: PersonTerms, department: WorkingHours) -> WorkingHours:
    """When somebody may be knocked for: in their own hours, else in the department's week in their own zone."""
    return terms.hours or replace(department, zone=terms.zone or colleague.zone or department.zone)


def is_away(colleague: Colleague, terms: PersonTerms, department: WorkingHours, *, now: datetime) -> bool:
    """Whether somebody is away now, by their status or by an absence listed in days of the zone they work in."""
    zone = hours_of_person(colleague, terms, department).zone
    return colleague.is_away or last_day_away(terms, now=now, zone=zone) is not None


def last_day_away(terms: PersonTerms, *, now: datetime, zone: str) -> date | None:
    """The last day of the listed absence that somebody is in now, as days go in `zone`; None where there is none."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return max((each.last for each in terms.away if each.first <= today <= each.last), default=None)
