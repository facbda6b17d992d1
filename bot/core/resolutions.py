"""How long it took from the asking to the end, by department.

Guarantee: a pure fold; an ask that ended otherwise (handed on, dismissed, merged) is none that was resolved.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.core import events as ev
from bot.core.asks import Ask, Told
from bot.core.classification import Urgency
from bot.core.figures import ResolutionTimes
from bot.core.rulebook import Rulebook
from bot.core.schedule import hours_under
from bot.core.usual import middle, nearest_rank
from bot.core.week import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """One ask that a department finished: in how much of its working time, and in how much it was to."""

    department: str
    took: timedelta
    target: timedelta | None = None


def resolved(story: Told, span: Span, rulebook: Rulebook) -> Iterator[Resolved]:
    """The asks of one story that were resolved within `span`."""
    for ask in story.asks:
        if ask.ended_at in span and _is_resolved(story, ask):
            yield _resolved(ask, story.issue.urgency, rulebook)


def resolution_times(found: Iterable[Resolved]) -> ResolutionTimes:
    """All of them together."""
    kept = list(found)
    taken = sorted(each.took for each in kept)
    return ResolutionTimes(
        resolved=len(kept),
        targeted=sum(each.target is not None for each in kept),
        in_time=sum(each.target is not None and each.took <= each.target for each in kept),
        median=middle(taken) if taken else None,
        p90=nearest_rank(taken, 0.9) if taken else None,
    )


def _is_resolved(story: Told, ask: Ask) -> bool:
    return any(
        isinstance(event, ev.IssueResolved | ev.AssignmentResolved)
        and event.assignment == ask.assignment
        and event.at == ask.ended_at
        for event in story.events
    )


def _resolved(ask: Ask, urgency: Urgency, rulebook: Rulebook) -> Resolved:
    department = rulebook.door(ask.department)
    hours = hours_under(ask.door.policy, department.hours)
    return Resolved(
        department=ask.department,
        took=hours.worked(ask.asked_at, ask.ended_at or ask.asked_at),
        target=department.resolve_within.get(urgency),
    )
