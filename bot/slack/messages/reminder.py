"""What a reminder says: who is asked for what, and by when. Warmer than a counter, shorter than a letter.

Guarantee: the words change with each knock; whoever the step tells is mentioned, nobody else is.
"""

from bot.core.escalation import Tell
from bot.core.events import ClaimChecked, DoorKnocked
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.card_buttons import still_on_it_buttons
from bot.slack.messages.scene import Scene
from bot.slack.texts import knocks

_KNOCKS = (knocks.FIRST, knocks.SECOND, knocks.THIRD)


def reminder(event: DoorKnocked | ClaimChecked, scene: Scene) -> Message:
    """The reminder that `event` asks for."""
    return _knock(event, scene) if isinstance(event, DoorKnocked) else _still_on_it(scene)


def _knock(event: DoorKnocked, scene: Scene) -> Message:
    answer_by = scene.share.door.answer_by
    wording = _KNOCKS[event.knock - 1] if event.knock <= len(_KNOCKS) else knocks.AGAIN
    text = wording.format(
        knock=event.knock,
        issue=scene.issue.number,
        who=scene.told(event.tell),
        by_when=(knocks.BY_WHEN_PAST if scene.now > answer_by else knocks.BY_WHEN).format(date=scene.when(answer_by)),
        since=scene.when(scene.share.assigned_at),
    )
    return Message(text=text, blocks=(kit.section(text),), is_broadcast=Tell.CHANNEL in event.tell)


def _still_on_it(scene: Scene) -> Message:
    share = scene.share
    text = knocks.STILL_ON_IT.format(
        who=scene.who(share.claimed_by),
        issue=scene.issue.number,
        date=scene.when(share.due_at or scene.now + share.door.policy.release_after),
    )
    target = Target(scene.issue.number, share.number)
    return Message(text=text, blocks=(kit.section(text), still_on_it_buttons(target)))
