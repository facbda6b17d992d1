"""Quiet: a share sleeps until an instant, and wakes.

Guarantee: pure; a claim outlives its quiet.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share, responded, unpromised, waiting_anew
from bot.core.issue import Assignment, AssignmentStatus, Issue


def apply_assignment_snoozed(event: ev.AssignmentSnoozed, issue: Issue) -> Issue:
    """The share is quiet until an instant."""

    def snoozed(share: Assignment) -> Assignment:
        quiet = unpromised(responded(share, event))
        return replace(quiet, status=AssignmentStatus.SNOOZED, snoozed_until=event.until)

    return on_share(issue, event.assignment, snoozed)


def apply_snooze_ended(event: ev.SnoozeEnded, issue: Issue) -> Issue:
    """The share is its claimant's again, or waits anew."""

    def awake(share: Assignment) -> Assignment:
        if share.claimed_by:
            return replace(
                share, status=AssignmentStatus.CLAIMED, snoozed_until=None, last_activity_at=event.at, checks=0
            )
        return waiting_anew(share, event)

    return on_share(issue, event.assignment, awake)
