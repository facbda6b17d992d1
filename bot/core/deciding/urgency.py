"""Urgency: how soon somebody must act is corrected, or help is called from above the door.

Guarantee: pure; calling for help again within the minimum pace does nothing.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.correction import correct_urgency, wake
from bot.core.deciding.shares import Decision, open_share
from bot.core.escalation import MINIMUM_PACE
from bot.core.issue import Issue
from bot.core.refusal import Refusal
from bot.core.rulebook import Rulebook


def decide_escalate(command: cmd.Escalate, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Call for help above the door, and treat the issue as urgent."""
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if share.escalated_at is not None and now - share.escalated_at < MINIMUM_PACE:
        return ()
    escalated = ev.IssueEscalated(at=now, by=command.by, assignment=share.number, why=command.why)
    if issue.urgency >= Urgency.HIGH:
        return (escalated, *wake([share], by=command.by, now=now))
    raised = correct_urgency(issue, Urgency.HIGH, by=command.by, why=command.why, now=now, rulebook=rulebook)
    return (escalated, *raised)


def decide_change_urgency(command: cmd.ChangeUrgency, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Correct how soon somebody must act."""
    if command.urgency is issue.urgency:
        return ()
    return correct_urgency(issue, command.urgency, by=command.by, why=command.why, now=now, rulebook=rulebook)
