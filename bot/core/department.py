"""Departments, their seats, and the brands they act for.

Guarantee: plain frozen data, as the rulebook states it; a key is what rules and people type (`food-and-beverage`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.classification import Urgency
from bot.core.working_hours import WorkingHours

TRIAGE = "triage"
"""The key of the lane for what nobody could file: the strategist's own door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPlan:
    """When and where a department reads how its week was. `weekday` counts from Monday = 0, `minute` from midnight.

    Where no minute is named it comes at nine, or once the door opens next; "" means the department's own channel, and
    the zone of its hours.
    """

    weekday: int | None = None
    minute: int | None = None
    channel: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """One door. `seat` and `backup` are e-mail addresses or Slack ids (U…), `channel` a name (#billing) or id (C…).

    `group` is a Slack user group (S… or @handle) or "". `answer_within` is working time per urgency, except for
    emergencies, which run on the wall clock. `policies` names the escalation policy per urgency.
    `summary` is None where the department does not want to read how its week was. `resolve_within` is working time from
    the asking to the end, per urgency; what is missing has no target.
    """

    key: str
    name: str
    description: str
    channel: str
    hours: WorkingHours
    answer_within: Mapping[Urgency, timedelta]
    policies: Mapping[Urgency, str]
    seat: str = ""
    backup: str = ""
    group: str = ""
    summary: SummaryPlan | None = SummaryPlan()
    resolve_within: Mapping[Urgency, timedelta] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """One brand; `names` are the words by which the public calls it, matched as whole words without regard to case."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategist:
    """Who owns social media: where she is told things, in which zone her week ends and when she reads its summary.

    `summary_weekday` counts from Monday = 0, `summary_minute` from local midnight.
    """

    person: str
    channel: str
    zone: str
    summary_channel: str
    summary_weekday: int = 0
    summary_minute: int = 9 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A labelled mention of `examples.yaml`: it teaches the classifier and is a test of the rulebook.

    `department` is None for texts that are to be dismissed; unset labels are None. `stage` is one of the journey's, by
    its key. `at` is file:line. One that
    `is_lesson` stands in no file: somebody's click has taught it. `weight` is how much it teaches beside the others.
    """

    text: str
    department: str | None
    sentiment: str | None = None
    urgency: Urgency | None = None
    relevance: str | None = None
    language: str | None = None
    at: str = field(default="", compare=False)
    weight: float = 1.0
    is_lesson: bool = False
    stage: str | None = None
