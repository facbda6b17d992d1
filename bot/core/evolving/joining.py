"""Joining: one more says the same.

Guarantee: pure; of the times at which they came, only the newest are kept.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.issue import Issue

BEATS = 10


def apply_mention_joined(event: ev.MentionJoined, issue: Issue) -> Issue:
    """The issue counts one more mention, and whom it reaches."""
    pulse = (*issue.pulse, event.at)[-BEATS:]
    return replace(issue, mentions=issue.mentions + 1, reach=issue.reach + event.reach, pulse=pulse)
