"""Claims: a named person takes a share, or gives it back.

Guarantee: pure; the first claim wins, and the second person is told whose it is.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.shares import Decision, open_share, refuse
from bot.core.issue import AssignmentStatus, Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook


def decide_claim(command: cmd.Claim, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Take a share that nobody else has claimed."""
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if share.claimed_by and share.claimed_by != command.by:
        return refuse(RefusalReason.CLAIMED_BY_ANOTHER, issue, who=share.claimed_by)
    if share.status is AssignmentStatus.CLAIMED:
        return ()
    return (ev.AssignmentClaimed(at=now, by=command.by, assignment=share.number, with_emoji=command.with_emoji),)


def decide_release(command: cmd.Release, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Give a claim back, so that the door waits anew."""
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if command.with_emoji and (share.claimed_by, share.claimed_with) != (command.by, command.with_emoji):
        # Something else has happened since: taking an emoji off is tidying up then.
        return ()
    if not share.claimed_by:
        return refuse(RefusalReason.NOT_CLAIMED, issue)
    return (ev.AssignmentReleased(at=now, by=command.by, assignment=share.number, claimed_by=share.claimed_by),)
