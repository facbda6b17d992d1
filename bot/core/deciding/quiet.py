"""Quiet, and the end of it: a department asks for it until an instant, and time brings what is due.

Guarantee: pure; nobody silences what somebody else has claimed, and a tick that finds nothing due does nothing.
"""

from datetime import datetime, timedelta

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.shares import Decision, open_share, refuse
from bot.core.due import event_due
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook

ALL_THE_SAME = timedelta(minutes=1)
"""Two clicks on "an hour" are some moments apart, and mean one hour."""


def decide_snooze(command: cmd.Snooze, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Keep quiet about a share until an instant that is still to come."""
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if command.until <= now:
        return refuse(RefusalReason.TIME_IS_PAST, issue)
    if share.claimed_by and share.claimed_by != command.by:
        return refuse(RefusalReason.CLAIMED_BY_ANOTHER, issue, who=share.claimed_by)
    if share.snoozed_until is not None and abs(share.snoozed_until - command.until) < ALL_THE_SAME:
        return ()
    return (ev.AssignmentSnoozed(at=now, by=command.by, assignment=share.number, until=command.until),)


def decide_remind(command: cmd.Remind, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Do whatever is due for a share by now."""
    share = issue.assignment(command.assignment)
    due = event_due(share, now=now, rulebook=rulebook) if share else None
    return () if due is None else (due,)
