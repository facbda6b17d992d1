"""What a corrected urgency does to an issue: new terms for every open share, and an end to quiet when raised.

Guarantee: pure; a correction restarts nobody's target, and raising never slows a door down.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.promising import cancelled
from bot.core.rulebook import Rulebook
from bot.core.schedule import changed_door


def correct_urgency(
    issue: Issue, urgency: Urgency, *, by: str, why: str, now: datetime, rulebook: Rulebook
) -> tuple[ev.Event, ...]:
    """The events that give `issue` another `urgency`."""
    doors = tuple(
        (share.number, changed_door(rulebook, share, urgency=urgency, was=issue.urgency))
        for share in issue.open_assignments()
    )
    changed = ev.UrgencyChanged(at=now, by=by, urgency=urgency, was=issue.urgency, doors=doors, why=why)
    if urgency < issue.urgency:
        return (changed,)
    return (*wake(issue.open_assignments(), by=by, now=now), changed)


def wake(shares: Iterable[Assignment], *, by: str, now: datetime) -> tuple[ev.Event, ...]:
    """The end of quiet for those of `shares` that have it: it was asked for when less was at stake."""
    quiet = tuple(shares)
    awake = tuple(
        ev.SnoozeEnded(at=now, by=by, assignment=share.number)
        for share in quiet
        if share.status is AssignmentStatus.SNOOZED
    )
    return (*awake, *cancelled(quiet, by=by, now=now))
