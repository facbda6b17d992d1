"""Endings, and new beginnings: a share or the issue is closed, or the issue is taken up again.

Guarantee: pure; a closed issue has no open share, and a reopened one asks its owner anew.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import close_all, closed, on_share, responded, waiting_anew
from bot.core.evolving.whys import with_ask_ended
from bot.core.issue import Assignment, AssignmentStatus, Issue, IssueStatus
from bot.core.why_ask import WhyEnding


def apply_assignment_resolved(event: ev.AssignmentResolved, issue: Issue) -> Issue:
    """The share is closed, the issue is not."""

    def resolved(share: Assignment) -> Assignment:
        ended = closed(responded(share, event), AssignmentStatus.RESOLVED, event)
        return replace(ended, outcome=event.outcome)

    return on_share(issue, event.assignment, resolved)


def apply_issue_resolved(event: ev.IssueResolved, issue: Issue) -> Issue:
    """The issue is closed with its outcome, and every share with it."""
    answered = on_share(issue, event.assignment, lambda share: responded(share, event))
    ended = close_all(answered, AssignmentStatus.RESOLVED, event)
    return replace(
        ended,
        status=IssueStatus.RESOLVED,
        outcome=event.outcome,
        public_reply=event.public_reply,
        cause=event.cause,
        whys=(),
    )


def apply_issue_dismissed(event: ev.IssueDismissed, issue: Issue) -> Issue:
    """The issue is closed without anybody having to act."""
    ended = close_all(issue, AssignmentStatus.DISMISSED, event)
    return replace(ended, status=IssueStatus.DISMISSED, outcome=event.why)


def apply_issue_reopened(event: ev.IssueReopened, issue: Issue) -> Issue:
    """The issue is open again, and its owner's door waits."""
    # Asked anew, so that the answer of the first life does not count as one to the reopening.
    owner = replace(
        waiting_anew(issue.owner, event),
        door=event.door,
        assigned_at=event.at,
        first_response_at=None,
        last_activity_at=None,
        escalated_at=None,
        neared_at=None,
        signs=(),
        closed_at=None,
        closed_by="",
        outcome="",
    )
    opened = replace(
        issue, status=IssueStatus.OPEN, closed_at=None, closed_by="", outcome="", public_reply="", cause="", whys=()
    )
    return with_ask_ended(opened.with_assignment(owner), WhyEnding.REOPENED, by=event.by)
