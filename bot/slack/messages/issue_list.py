"""Lists of issues, one line each: number, doors, state, due time.

Guarantee: pure; a list without issues says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.rulebook import Rulebook
from bot.slack.actions import LABELS, TURN, Act
from bot.slack.ids import Page, Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of a list, and what can be done with each of its lines. `has_more` says that another page follows."""

    title: str
    issues: Sequence[Issue]
    page: Page
    act: Act = Act.SHOW
    has_more: bool = False
    nothing: str = lists.NOTHING_OPEN


def listed(found: Listed, *, rulebook: Rulebook, now: datetime) -> Message:
    """A page of issues, each with its button, and buttons to turn the pages."""
    if not found.issues:
        return Message(text=found.nothing, blocks=(kit.section(found.nothing),))
    lines = [_row(issue, found, rulebook=rulebook, now=now) for issue in found.issues]
    head = found.title + (lists.PAGE.format(page=found.page.number) if found.page.number > 1 or found.has_more else "")
    turns = _turns(found)
    return Message(text=head, blocks=(kit.section(f"*{head}*"), *lines, *((kit.actions(*turns),) if turns else ())))


def _row(issue: Issue, found: Listed, *, rulebook: Rulebook, now: datetime) -> Block:
    line = kit.section(issue_line(issue, rulebook=rulebook, now=now))
    share = _share_for(issue, found)
    button = kit.button(LABELS[found.act], action=found.act, value=str(Target(issue.number, share.number)))
    return {**line, "accessory": button}


def _share_for(issue: Issue, found: Listed) -> Assignment:
    """The share that a button is about: the listed department's, else one that somebody may still take."""
    held = issue.held_by(found.page.department)
    free = next((share for share in issue.open_assignments() if not share.claimed_by), issue.owner)
    return held or (free if found.act is Act.CLAIM else issue.owner)


def _turns(found: Listed) -> list[Block]:
    back = [kit.button(lists.PREVIOUS, action=f"{TURN}:previous", value=str(found.page.turned(-1)))]
    on = [kit.button(lists.NEXT, action=f"{TURN}:next", value=str(found.page.turned(1)))]
    return (back if found.page.number > 1 else []) + (on if found.has_more else [])


def issue_line(issue: Issue, *, rulebook: Rulebook, now: datetime) -> str:
    """One issue in one line: number, doors, state, due time."""
    doors = ", ".join(_door(share, rulebook) for share in issue.open_assignments()) or issue.status
    first = min((share.door.answer_by for share in issue.open_assignments()), default=None)
    due = f" · {'was due' if first < now else 'by'} {kit.when(first)}" if first else ""
    return f"{names.URGENCY_SIGN[issue.urgency]} *#{issue.number}* {doors}{due}"


def _door(share: Assignment, rulebook: Rulebook) -> str:
    by = f" by {person_of(share.claimed_by)}" if share.claimed_by else ""
    return f"{safe(department_name(rulebook, share.department), 60)} ({_STATES[share.status]}{by})"
