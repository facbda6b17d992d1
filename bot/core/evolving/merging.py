"""Merging: an issue goes on as a part of another one, which takes it in.

Guarantee: pure; no mention and no follower is counted twice or lost.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import close_all
from bot.core.issue import AssignmentStatus, Issue, IssueStatus


def apply_issue_merged(event: ev.IssueMerged, issue: Issue) -> Issue:
    """The issue is closed, and says where it goes on."""
    ended = close_all(issue, AssignmentStatus.MERGED, event)
    return replace(ended, status=IssueStatus.MERGED, merged_into=event.into)


def apply_issue_taken_in(event: ev.IssueTakenIn, issue: Issue) -> Issue:
    """The issue counts the other one's mentions as its own, and tells its followers as well."""
    return replace(
        issue,
        mentions=issue.mentions + event.mentions,
        reach=issue.reach + event.reach,
        followers=tuple(dict.fromkeys((*issue.followers, *event.followers))),
        taken_in=(*issue.taken_in, event.issue),
    )
