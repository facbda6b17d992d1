"""Claims: a named person has a share, or has it no more.

Guarantee: pure; a claim ends quiet, and its end lets the door wait anew.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share, responded, unpromised, waiting_anew
from bot.core.issue import Assignment, AssignmentStatus, Issue


def apply_assignment_claimed(event: ev.AssignmentClaimed, issue: Issue) -> Issue:
    """The share is its claimant's."""

    def claimed(share: Assignment) -> Assignment:
        # Whoever takes it from here on answers for it; what somebody else has promised is not theirs to keep.
        is_own = share.promise is not None and share.promise.by == event.by
        heard = responded(share, event)
        return replace(
            heard if is_own else unpromised(heard),
            status=AssignmentStatus.CLAIMED,
            claimed_by=event.by,
            claimed_with=event.with_emoji,
            snoozed_until=None,
        )

    return on_share(issue, event.assignment, claimed)


def apply_assignment_released(event: ev.AssignmentReleased, issue: Issue) -> Issue:
    """The share is nobody's, and waits anew."""
    return on_share(issue, event.assignment, lambda share: replace(waiting_anew(share, event), released_by=event.by))
