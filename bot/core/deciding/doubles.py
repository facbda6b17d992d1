"""Doubles: a second click of the same person, moments after the first one has done what both ask for.

Guarantee: pure; only what the very same person has just done is taken for a double, so that nobody else's click is.
"""

from datetime import datetime, timedelta

from bot.core import commands as cmd
from bot.core.issue import AssignmentStatus, Issue

MOMENT = timedelta(seconds=10)


def is_double(command: cmd.Command, issue: Issue, *, now: datetime) -> bool:
    """Whether whoever asks has done the same a moment ago, so that nothing needs doing and nobody needs a refusal."""
    match command:
        case cmd.HandOff():
            return _has_handed_off(command, issue, now)
        case cmd.Release():
            return _has_released(command, issue, now)
        case cmd.Resolve() | cmd.Dismiss():
            return issue.closed_by == command.by and _is_now(issue.closed_at, now)
        case _:
            return False


def _has_handed_off(command: cmd.HandOff, issue: Issue, now: datetime) -> bool:
    share = issue.assignment(command.assignment)
    if share is None or share.handed_to is None or share.closed_by != command.by:
        return False
    receiver = issue.assignment(share.handed_to)
    return receiver is not None and receiver.department == command.to and _is_now(share.closed_at, now)


def _has_released(command: cmd.Release, issue: Issue, now: datetime) -> bool:
    share = issue.assignment(command.assignment)
    if share is None or share.status is not AssignmentStatus.WAITING or share.released_by != command.by:
        return False
    return _is_now(share.clock_from, now)


def _is_now(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at <= MOMENT
