"""Escalate: what makes it bigger than one door?"""

from collections.abc import Sequence

from bot.core.commands import Escalate
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Form, text_field


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    hint = "Your backup and the strategist are asked at once."
    return (text_field("why", "What do you need help with?", hint=hint, is_needed=True),)


def _read(answers: Answers, scene: Scene, by: str) -> Escalate:
    return Escalate(by=by, assignment=scene.share.number, why=answers.text("why"))


FORM = Form(act=Act.ESCALATE, title="Escalate", submit="Ask for help", words="why", ask=_ask, read=_read)
