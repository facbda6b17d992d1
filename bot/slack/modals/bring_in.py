"""Bring in: which department should have a share, and what do we ask them?"""

from collections.abc import Sequence

from bot.core.commands import BringIn
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.departments import FIELD, department_field
from bot.slack.modals.form import Answers, Form, text_field


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    return (
        department_field("Whose help do you need?", scene, mention),
        text_field("question", "What would you like to ask them?", is_needed=True),
    )


def _read(answers: Answers, scene: Scene, by: str) -> BringIn:
    return BringIn(
        by=by,
        assignment=scene.share.number,
        department=answers.choice(FIELD),
        question=answers.text("question"),
    )


FORM = Form(act=Act.BRING_IN, title="Bring in", submit="Ask them", words="question", ask=_ask, read=_read)
