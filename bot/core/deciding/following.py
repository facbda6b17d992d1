"""Following: a person wants to hear how an issue goes on, or has heard enough.

Guarantee: pure; asking for what is already so does nothing.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.shares import Decision
from bot.core.issue import Issue
from bot.core.rulebook import Rulebook


def decide_follow(command: cmd.Follow, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Tell this person from now on, also of a closed issue: it may be taken up again."""
    return () if command.by in issue.followers else (ev.IssueFollowed(at=now, by=command.by),)


def decide_unfollow(command: cmd.Unfollow, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Tell this person no more."""
    return (ev.IssueUnfollowed(at=now, by=command.by),) if command.by in issue.followers else ()
