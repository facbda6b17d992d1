"""An issue with its story: the card as it is now, and what happened so far, a line for each event.

Guarantee: pure; the latest events are always there, and how many came earlier is said.
"""

from collections.abc import Sequence

from bot.core import events as ev
from bot.core.commands import DOORKNOCK
from bot.core.storm_events import MentionJoined
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.card import card
from bot.slack.messages.people import person_of
from bot.slack.messages.scene import Scene
from bot.slack.texts import story as story_texts

MOST_LINES = 12


def shown(scene: Scene, mention: StoredMention, story: Sequence[ev.Event]) -> Message:
    """An issue with its card and its story."""
    front = card(scene, mention)
    lines = [_story_line(event, scene) for event in story[-MOST_LINES:]]
    earlier = len(story) - len(lines)
    if earlier > 0:
        lines.insert(0, f"… {earlier} earlier")
    timeline = kit.section("*What happened so far*\n" + "\n".join(lines))
    return Message(text=front.text, blocks=(*front.blocks, timeline))


def _story_line(event: ev.Event, scene: Scene) -> str:
    who = "" if event.by == DOORKNOCK else f" by {person_of(event.by)}"
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
        case MentionJoined():
            return "one more said the same"
        case ev.UrgencyChanged():
            return f"urgency {event.urgency}"
        case ev.AssignmentReleased() if event.is_stale:
            return "claim ran out"
        case _:
            words = story_texts.HAPPENED.get(type(event).__name__, "changed")
            return words.format(into=getattr(event, "into", ""), other=getattr(event, "issue", ""))
