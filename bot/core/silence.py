"""Why a door is silent: not reached, shut, talked about but unclaimed, claimed but idle, or simply not answered.

Guarantee: pure; whoever has asked for quiet, or has said by when they get back, is not called silent.
"""

from collections.abc import Container, Iterator
from datetime import datetime, timedelta

from bot.core import events as ev
from bot.core.asks import Told
from bot.core.department import TRIAGE
from bot.core.doors import Silence, Why
from bot.core.issue import Assignment, AssignmentStatus
from bot.core.rulebook import Rulebook
from bot.core.schedule import hours_of

TALKED_ENOUGH = timedelta(hours=1)
"""So much working time after the last word, somebody might have claimed it."""


def silences(
    story: Told, *, now: datetime, rulebook: Rulebook, unposted: Container[tuple[int, int]]
) -> Iterator[Silence]:
    """Every share of the issue that nobody moves; `unposted` are (issue, assignment) that have not reached Slack."""
    for share in story.issue.open_assignments():
        # Whoever has answered has found it, wherever it stands.
        is_known = share.first_response_at is not None or (story.issue.number, share.number) not in unposted
        why = why_silent(story, share, now=now, rulebook=rulebook) if is_known else Why.UNDELIVERED
        if why is not None:
            yield Silence(
                issue=story.issue.number,
                assignment=share.number,
                department=share.department,
                why=why,
                since=share.last_activity_at or share.assigned_at,
            )


def why_silent(story: Told, share: Assignment, *, now: datetime, rulebook: Rulebook) -> Why | None:
    """Why nobody moves `share`, which has reached Slack; None where somebody does, or has time still."""
    if share.promise is not None:
        return None
    match share.status:
        case AssignmentStatus.CLAIMED:
            return Why.IDLE if share.checks else None
        case AssignmentStatus.ANSWERED:
            spoken = share.last_activity_at or share.assigned_at
            return Why.UNCLAIMED if hours_of(share, rulebook).worked(spoken, now) >= TALKED_ENOUGH else None
        case AssignmentStatus.WAITING:
            return _why_it_waits(story, share, now=now, rulebook=rulebook)
        case _:
            return None


def _why_it_waits(story: Told, share: Assignment, *, now: datetime, rulebook: Rulebook) -> Why | None:
    if share.first_response_at is not None:
        # It was answered once, and waits anew: either a claim ran out, or nobody ever took it.
        return Why.IDLE if _ran_out(story, share) else Why.UNCLAIMED
    hours = rulebook.door(share.department or TRIAGE).hours
    if not hours.worked(share.assigned_at, now):
        return Why.OUT_OF_HOURS
    if share.knocks or share.door.answer_by < now:
        return Why.UNANSWERED
    return None if hours.is_open(now) else Why.OUT_OF_HOURS


def _ran_out(story: Told, share: Assignment) -> bool:
    ends = [
        event
        for event in story.events
        if isinstance(event, ev.AssignmentReleased | ev.AnswerWentQuiet) and event.assignment == share.number
    ]
    return bool(ends) and isinstance(ends[-1], ev.AssignmentReleased) and ends[-1].is_stale
