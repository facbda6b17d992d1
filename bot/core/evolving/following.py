"""Following: who wants to hear how an issue goes on.

Guarantee: pure; each follower is there once, in the order in which they came.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.issue import Issue


def apply_issue_followed(event: ev.IssueFollowed, issue: Issue) -> Issue:
    """One follower more."""
    return replace(issue, followers=tuple(dict.fromkeys((*issue.followers, event.by))))


def apply_issue_unfollowed(event: ev.IssueUnfollowed, issue: Issue) -> Issue:
    """One follower less."""
    return replace(issue, followers=tuple(each for each in issue.followers if each != event.by))
