"""Lists of issues, one line each: number, doors, state, due time.

Guarantee: pure; a list without issues says so.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.rulebook import Rulebook
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.people import person_of
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import lists, names

_STATES = {
    AssignmentStatus.WAITING: "waiting",
    AssignmentStatus.ANSWERED: "answered, not claimed",
    AssignmentStatus.CLAIMED: "claimed",
    AssignmentStatus.SNOOZED: "quiet for now",
    AssignmentStatus.HANDED_OFF: "handed off",
    AssignmentStatus.RESOLVED: "resolved",
    AssignmentStatus.DISMISSED: "dismissed",
    AssignmentStatus.MERGED: "merged",
}


def listed(issues: Sequence[Issue], *, rulebook: Rulebook, now: datetime, title: str) -> Message:
    """Open issues, one line each."""
    if not issues:
        return Message(text=lists.NOTHING_OPEN, blocks=(kit.section(lists.NOTHING_OPEN),))
    lines = "\n".join(issue_line(issue, rulebook=rulebook, now=now) for issue in issues)
    return Message(text=title, blocks=(kit.section(f"*{title}*\n{lines}"),))


def issue_line(issue: Issue, *, rulebook: Rulebook, now: datetime) -> str:
    """One issue in one line: number, doors, state, due time."""
    doors = ", ".join(_door(share, rulebook) for share in issue.open_assignments()) or issue.status
    first = min((share.door.answer_by for share in issue.open_assignments()), default=None)
    due = f" · {'was due' if first < now else 'by'} {kit.when(first)}" if first else ""
    return f"{names.URGENCY_SIGN[issue.urgency]} *#{issue.number}* {doors}{due}"


def _door(share: Assignment, rulebook: Rulebook) -> str:
    by = f" by {person_of(share.claimed_by)}" if share.claimed_by else ""
    return f"{safe(department_name(rulebook, share.department), 60)} ({_STATES[share.status]}{by})"
