"""Lists of issues, two lines each: number, doors, state and due time, and what was said.

Guarantee: pure; a list without issues says so.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.rulebook import Rulebook
from bot.services.overview import Listed
from bot.slack.actions import LABELS, TURN, Act
from bot.slack.ids import Page, Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number, person_of
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import lists, names

LONGEST_QUOTE = 110
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
class Leaf:
    """One page of a list out of `pages`, and what can be done with each of its lines."""

    title: str
    listed: Listed
    page: Page
    pages: int = 1
    act: Act = Act.SHOW
    nothing: str = lists.NOTHING_OPEN
    hint: str = ""
    departments: tuple[str, ...] = ()
    """Those it lists the issues of; none for all of them."""


def issue_list(leaf: Leaf, *, rulebook: Rulebook, people: People, now: datetime) -> Message:
    """A page of issues, each with its button, and buttons to turn the pages."""
    if not leaf.listed.issues:
        return Message(text=leaf.nothing, blocks=(kit.section(leaf.nothing),))
    lines = [_row(issue, leaf, rulebook=rulebook, people=people, now=now) for issue in leaf.listed.issues]
    head = leaf.title + (lists.PAGE.format(page=leaf.page.number, pages=leaf.pages) if leaf.pages > 1 else "")
    turns = _turns(leaf)
    foot = [kit.actions(*turns)] if turns else []
    hint = [kit.context(kit.mrkdwn(leaf.hint))] if leaf.hint else []
    return Message(text=head, blocks=(kit.section(f"*{head}*"), *lines, *foot, *hint))


def _row(issue: Issue, leaf: Leaf, *, rulebook: Rulebook, people: People, now: datetime) -> Block:
    share = _share_for(issue, leaf)
    button = kit.button(LABELS[leaf.act], action=leaf.act, value=str(Target(issue.number, share.number)))
    line = _line(issue, rulebook=rulebook, number=_number(issue, share, leaf, people), now=now)
    return {**kit.section("\n".join(part for part in (line, _said(issue, leaf)) if part)), "accessory": button}


def _share_for(issue: Issue, leaf: Leaf) -> Assignment:
    """The share that a button is about: one of the listed departments', else the owner's or, to claim, a free one."""
    asked = [share for share in issue.open_assignments() if not (share.claimed_by and leaf.act is Act.CLAIM)]
    listed = (share for share in asked if share.department in leaf.departments)
    rest = asked[:1] if leaf.act is Act.CLAIM else []
    return next(listed, None) or next(iter(rest), issue.owner)


def _turns(leaf: Leaf) -> list[Block]:
    back = [kit.button(lists.PREVIOUS, action=f"{TURN}:previous", value=str(leaf.page.turned(-1)))]
    on = [kit.button(lists.NEXT, action=f"{TURN}:next", value=str(leaf.page.turned(1)))]
    return (back if leaf.page.number > 1 else []) + (on if leaf.page.number < leaf.pages else [])


def _line(issue: Issue, *, rulebook: Rulebook, number: str, now: datetime) -> str:
    """Number, doors, state and due time."""
    doors = ", ".join(_door(share, rulebook) for share in issue.open_assignments()) or issue.status
    first = min((share.door.answer_by for share in issue.open_assignments()), default=None)
    due = f" · {'was due' if first < now else 'by'} {kit.when(first)}" if first else ""
    return f"{names.URGENCY_SIGN[issue.urgency]} *{number}* {doors}{due}"


def _number(issue: Issue, share: Assignment, leaf: Leaf, people: People) -> str:
    """The number, as a link to the card where it can be opened."""
    card = leaf.listed.cards.get((issue.number, share.number))
    return linked_number(issue.number, card, people)


def _said(issue: Issue, leaf: Leaf) -> str:
    """What it is about, in the public's own words."""
    stored = leaf.listed.mentions.get(issue.mention)
    words = safe(stored.mention.content, LONGEST_QUOTE) if stored else ""
    return lists.SAID.format(text=words) if words else ""


def _door(share: Assignment, rulebook: Rulebook) -> str:
    by = f" by {person_of(share.claimed_by)}" if share.claimed_by else ""
    return f"{safe(department_name(rulebook, share.department), 60)} ({_STATES[share.status]}{by})"
