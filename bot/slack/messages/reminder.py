"""What a reminder says: who is asked for what, and by when. Warmer than a counter, shorter than a letter.

Guarantee: the words change with each knock. A knock in the thread is for the whole channel and alerts no single person:
those are told alone, see `knock`; in place of somebody who is not there, the department's group is mentioned.
"""

from bot.core.escalation import Tell
from bot.core.events import ClaimChecked, DoorKnocked, PromiseDue, TargetNeared
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.card_buttons import promise_buttons, still_on_it_buttons
from bot.slack.messages.scene import EVERYBODY_HERE, Scene
from bot.slack.texts import knocks

_KNOCKS = (knocks.FIRST, knocks.SECOND, knocks.THIRD)


def reminder(
    event: DoorKnocked | TargetNeared | ClaimChecked, scene: Scene, *, instead_of: Tell | None = None
) -> Message:
    """The reminder that `event` asks for; `instead_of` is who was meant, where it is said to all in their place."""
    match event:
        case DoorKnocked():
            return _knock(event, scene, instead_of)
        case TargetNeared():
            return _near(scene)
        case ClaimChecked():
            return _still_on_it(scene)


def promise_reminder(event: PromiseDue, scene: Scene, *, is_alone: bool) -> Message:
    """That the promised time has come; to whoever promised, or where that cannot be, to all."""
    wording = knocks.PROMISE_DUE if is_alone else knocks.PROMISE_DUE_TO_ALL
    number = scene.link_to(scene.share.number, f"#{scene.issue.number}")
    text = wording.format(who=scene.who(event.promised_by), issue=number)
    target = Target(scene.issue.number, scene.share.number)
    return Message(text=text, blocks=(kit.section(text), promise_buttons(target)))


def _knock(event: DoorKnocked, scene: Scene, instead_of: Tell | None) -> Message:
    missed = scene.name_of(instead_of) if instead_of else ""
    wording = _KNOCKS[event.knock - 1] if event.knock <= len(_KNOCKS) else knocks.AGAIN
    wording = knocks.INSTEAD if missed else wording
    text = wording.format(
        knock=event.knock,
        issue=scene.issue.number,
        who=scene.everybody() if instead_of else EVERYBODY_HERE,
        missed=missed,
        by_when=_by_when(scene),
        since=scene.when(scene.share.assigned_at),
    )
    return Message(text=text, blocks=(kit.section(text),), is_broadcast=True)


def _near(scene: Scene) -> Message:
    text = knocks.NEAR.format(issue=scene.issue.number, who=scene.everybody(), by_when=_by_when(scene))
    return Message(text=text, blocks=(kit.section(text),))


def _by_when(scene: Scene) -> str:
    answer_by = scene.share.door.answer_by
    words = knocks.BY_WHEN_PAST if scene.now > answer_by else knocks.BY_WHEN
    return words.format(date=scene.when(answer_by))


def _still_on_it(scene: Scene) -> Message:
    share = scene.share
    text = knocks.STILL_ON_IT.format(
        who=scene.who(share.claimed_by),
        issue=scene.issue.number,
        date=scene.when(share.due_at or scene.now + share.door.policy.release_after),
    )
    target = Target(scene.issue.number, share.number)
    return Message(text=text, blocks=(kit.section(text), still_on_it_buttons(target)))
