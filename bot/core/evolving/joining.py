"""Joining: one more says the same, or did not after all.

Guarantee: pure; of the times at which they were said, only the newest are kept.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.issue import Issue
from bot.core.storm_events import MentionJoined, MentionSplit

BEATS = 10


def apply_mention_joined(event: MentionJoined, issue: Issue) -> Issue:
    """The issue counts one more voice, and whom it reaches; nobody is counted twice."""
    if event.is_repeated:
        return replace(issue, repeats=issue.repeats + 1)
    # In the order in which they were said: a source that was down brings the old ones last.
    pulse = tuple(sorted((*issue.pulse, event.said_at or event.at))[-BEATS:])
    return replace(issue, mentions=issue.mentions + 1, reach=issue.reach + event.reach, pulse=pulse)


def apply_mention_split(event: MentionSplit, issue: Issue) -> Issue:
    """The issue counts one less, and knows where it has gone."""
    split_off = (*issue.split_off, event.into)
    if event.is_repeated:
        return replace(issue, repeats=max(0, issue.repeats - 1), split_off=split_off)
    return replace(
        issue,
        mentions=issue.mentions - 1,
        reach=max(0, issue.reach - event.reach),
        pulse=_without(issue.pulse, event.said_at),
        split_off=split_off,
    )


def _without(pulse: tuple[datetime, ...], beat: datetime | None) -> tuple[datetime, ...]:
    """`pulse` without one such beat, where there is one."""
    at = pulse.index(beat) if beat in pulse else len(pulse)
    return pulse[:at] + pulse[at + 1 :]
