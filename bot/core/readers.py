"""Who reads a weekly summary, where, and when it is due: the strategist, and each department.

Guarantee: pure and exact over daylight-saving changes; whoever has named no hour is not told before their door is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.department import TRIAGE, Department, Strategist, SummaryPlan
from bot.core.rulebook import Rulebook
from bot.core.week import Week, moment_after, week_at, week_before
from bot.core.working_hours import ROUND_THE_CLOCK, WorkingHours

NINE = 9 * 60


class Audience(StrEnum):
    """Which of the summaries somebody reads."""

    STRATEGIST = "strategist"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader. Weeks are those of `zone`; `weekday` counts from Monday = 0, `minute` from midnight.

    Where there are `hours`, a summary waits until they have begun.
    """

    audience: Audience
    channel: str
    zone: str
    weekday: int = 0
    minute: int = NINE
    department: str = ""
    hours: WorkingHours | None = None

    @property
    def name(self) -> str:
        """Under this name the reader is kept; "" for the strategist."""
        return department_name(self.department) if self.audience is Audience.DEPARTMENT else ""


def department_name(key: str) -> str:
    """Under this name a department is kept as a reader."""
    return f"{Audience.DEPARTMENT}:{key}"


def readers_of(rulebook: Rulebook) -> Iterator[Reader]:
    """Everybody who reads a summary."""
    yield strategist_reader(rulebook.strategist)
    for department in rulebook.departments:
        # What is in triage is the strategist's own, and in her summary already.
        if department.summary is not None and department.key != TRIAGE:
            yield _department_reader(department, department.summary, rulebook.strategist)


def reader_called(name: str, rulebook: Rulebook) -> Reader | None:
    """The reader kept under `name`, None where the rulebook has none such any more."""
    return next((each for each in readers_of(rulebook) if each.name == name), None)


def strategist_reader(strategist: Strategist) -> Reader:
    """The strategist as a reader."""
    return Reader(
        audience=Audience.STRATEGIST,
        channel=strategist.summary_channel or strategist.channel,
        zone=strategist.zone,
        weekday=strategist.summary_weekday,
        minute=strategist.summary_minute,
    )


def _department_reader(department: Department, plan: SummaryPlan, strategist: Strategist) -> Reader:
    hours, is_round_the_clock = department.hours, department.hours.week == ROUND_THE_CLOCK.week
    return Reader(
        audience=Audience.DEPARTMENT,
        department=department.key,
        channel=plan.channel or department.channel,
        zone=plan.zone or (strategist.zone if is_round_the_clock else hours.zone),
        weekday=plan.weekday or 0,
        minute=NINE if plan.minute is None else plan.minute,
        hours=hours if plan.minute is None else None,
    )


def due_at(week: Week, reader: Reader) -> datetime:
    """When the summary of `week` is to be posted: the reader's weekday and minute next after the week's end."""
    at = moment_after(week, reader.zone, weekday=reader.weekday, minute=reader.minute)
    return reader.hours.next_open(at) if reader.hours else at


def latest_due(now: datetime, reader: Reader) -> Week:
    """The newest week whose summary is due by `now`."""
    week = week_before(week_at(now, reader.zone), reader.zone)
    while due_at(week, reader) > now:
        week = week_before(week, reader.zone)
    return week
