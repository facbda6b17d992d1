"""Endings, and new beginnings: a share or an issue is resolved, dismissed, or taken up again.

Guarantee: pure; the owner's ending is the issue's, and whoever comes second is told who closed it.
"""

from dataclasses import replace
from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.passing_on import handed_off
from bot.core.deciding.shares import Decision, new_door, open_share, refuse
from bot.core.issue import Issue, Role
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook
from bot.core.schedule import door_of


def decide_resolve(command: cmd.Resolve, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Finish a share; the owner's finishes the issue."""
    if not issue.is_open:
        return refuse(RefusalReason.ISSUE_CLOSED, issue, who=issue.closed_by)
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if share.role is Role.BROUGHT_IN:
        return (ev.AssignmentResolved(at=now, by=command.by, assignment=share.number, outcome=command.outcome),)
    resolved = ev.IssueResolved(
        at=now,
        by=command.by,
        assignment=share.number,
        outcome=command.outcome,
        public_reply=command.public_reply,
        cause=command.cause,
        needed=command.needed,
    )
    return (resolved,)


def decide_dismiss(command: cmd.Dismiss, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Close the issue, since nobody has to act."""
    if not issue.is_open:
        return refuse(RefusalReason.ISSUE_CLOSED, issue, who=issue.closed_by)
    return (ev.IssueDismissed(at=now, by=command.by, why=command.why),)


def decide_reopen(command: cmd.Reopen, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Take a closed issue up again, at its owner's door."""
    if issue.is_open:
        return refuse(RefusalReason.ISSUE_OPEN, issue)
    owner = issue.owner
    department = rulebook.department(owner.department)
    if department is None:
        return _reopened_at_triage(command, issue, now=now, rulebook=rulebook)
    terms = door_of(rulebook, department, urgency=issue.urgency, now=now, policy=issue.policy)
    # The card stands where it stood, wherever the department's new cards go by now.
    door = replace(terms, channel=owner.door.channel)
    return (ev.IssueReopened(at=now, by=command.by, why=command.why, door=door),)


def _reopened_at_triage(command: cmd.Reopen, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """The owner's department has left the rulebook: nobody would look at its door, so triage gets a card of its own."""
    triage = new_door(issue, rulebook.triage.key, now=now, rulebook=rulebook)
    if isinstance(triage, Refusal):
        return triage
    owner = issue.owner
    passed = cmd.HandOff(
        by=cmd.DOORKNOCK,
        assignment=owner.number,
        to=rulebook.triage.key,
        why=f"{owner.department} is no department any more",
    )
    return (
        ev.IssueReopened(at=now, by=command.by, why=command.why, door=owner.door),
        handed_off(owner, passed, now=now, to_assignment=triage.assignment),
        replace(triage, role=Role.OWNER),
    )
