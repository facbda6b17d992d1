"""Hand off: whose is it, why, and was it never ours?"""

from collections.abc import Sequence

from bot.core.commands import HandOff
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.departments import FIELD, department_field
from bot.slack.modals.form import Answers, Form, text_field, tick_field


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    return (
        department_field("Who can help with this?", scene, mention),
        text_field("why", "What should they know?"),
        tick_field("not_ours", "Did it come to the right door?", "No, it was never ours. Please learn from it."),
    )


def _read(answers: Answers, scene: Scene, by: str) -> HandOff:
    return HandOff(
        by=by,
        assignment=scene.share.number,
        to=answers.choice(FIELD),
        why=answers.text("why"),
        is_not_ours=answers.is_ticked("not_ours"),
    )


FORM = Form(act=Act.HAND_OFF, title="Hand off", submit="Hand off", words="why", ask=_ask, read=_read)
