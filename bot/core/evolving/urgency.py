"""Urgency: a share was escalated, or the issue's urgency was corrected and its doors got new terms.

Guarantee: pure; lowering sets off no knock.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share
from bot.core.issue import Assignment, AssignmentStatus, Door, Issue


def apply_issue_escalated(event: ev.IssueEscalated, issue: Issue) -> Issue:
    """The share remembers when help was called."""
    return on_share(issue, event.assignment, lambda share: replace(share, escalated_at=event.at))


def apply_urgency_changed(event: ev.UrgencyChanged, issue: Issue) -> Issue:
    """The issue has its new urgency, and its open shares their new terms."""
    doors = dict(event.doors)
    shares = tuple(
        _under_new_terms(share, doors[share.number], event) if share.number in doors else share
        for share in issue.assignments
    )
    return replace(issue, urgency=event.urgency, urgency_by=event.by, policy="", assignments=shares)


def _under_new_terms(share: Assignment, door: Door, event: ev.UrgencyChanged) -> Assignment:
    if door.answer_by != share.door.answer_by:
        # A heads-up was about the target of then.
        share = replace(share, neared_at=None)
    if door.policy == share.door.policy:
        return replace(share, door=door)
    if share.status is AssignmentStatus.WAITING and event.urgency < event.was:
        # Steps of the gentler policy may lie in the past already; lowering must not set off a knock.
        return replace(share, door=door, clock_from=event.at, knocks=0, next_step=0)
    return replace(share, door=door, next_step=0)
