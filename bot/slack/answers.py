"""What a person hears after asking for something: a kind refusal, a confirmation, an issue, a list.

Guarantee: pure; ready for mrkdwn, safe whatever strangers wrote.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.core import events as ev
from bot.core.commands import DOORKNOCK
from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.refusal import Refusal
from bot.core.rulebook import Rulebook
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.card import card
from bot.slack.messages.people import USER_ID
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.texts import lists, names, refusals
from bot.slack.texts import story as story_texts

MOST_LINES = 12

_STATES = {
    AssignmentStatus.WAITING: "waiting",
    AssignmentStatus.ANSWERED: "answered, not claimed",
    AssignmentStatus.CLAIMED: "claimed",
    AssignmentStatus.SNOOZED: "quiet for now",
    AssignmentStatus.HANDED_OFF: "handed off",
    AssignmentStatus.RESOLVED: "resolved",
    AssignmentStatus.DISMISSED: "dismissed",
}


def refused(refusal: Refusal, rulebook: Rulebook) -> str:
    """The refusal as one sentence that says what to do instead."""
    who = person(refusal.who)
    return refusals.REFUSALS[refusal.reason].format(
        issue=refusal.issue,
        who=who or "Somebody",
        by_who=f", by {who}" if who else "",
        what=safe(department_name(rulebook, refusal.what), 60),
    )


def person(slack_id: str) -> str:
    """Somebody who did something, by Slack id."""
    if slack_id == DOORKNOCK:
        return "Doorknock"
    return f"<@{slack_id}>" if USER_ID.fullmatch(slack_id) else safe(slack_id, 60)


def shown(scene: Scene, mention: StoredMention, story: Sequence[ev.Event]) -> Message:
    """An issue with its card and its story."""
    front = card(scene, mention)
    lines = [_story_line(event, scene) for event in story[-MOST_LINES:]]
    earlier = len(story) - len(lines)
    if earlier > 0:
        lines.insert(0, f"… {earlier} earlier")
    timeline = kit.section("*What happened so far*\n" + "\n".join(lines))
    return Message(text=front.text, blocks=(*front.blocks, timeline))


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
    by = f" by {person(share.claimed_by)}" if share.claimed_by else ""
    return f"{safe(department_name(rulebook, share.department), 60)} ({_STATES[share.status]}{by})"


def _story_line(event: ev.Event, scene: Scene) -> str:
    who = "" if event.by == DOORKNOCK else f" by {person(event.by)}"
    return f"{kit.when(event.at)} · {_happened(event, scene)}{who}"


def _happened(event: ev.Event, scene: Scene) -> str:
    """What happened, in a few words of ours."""
    match event:
        case ev.IssueOpened():
            return "opened"
        case ev.DepartmentAssigned():
            return f"{scene.department(event.door.department)} asked"
        case ev.AssignmentHandedOff():
            return f"handed off to {scene.department(event.to)}"
        case ev.DoorKnocked():
            return f"knock {event.knock}"
        case ev.MentionJoined():
            return "one more said the same"
        case ev.UrgencyChanged():
            return f"urgency {event.urgency}"
        case ev.AssignmentReleased() if event.is_stale:
            return "claim ran out"
        case _:
            return story_texts.HAPPENED.get(type(event).__name__, "changed")


def message_view(title: str, blocks: Sequence[Block]) -> Block:
    """A modal that only says something."""
    return {"type": "modal", "title": kit.plain(title), "close": kit.plain("Close"), "blocks": list(blocks)}
