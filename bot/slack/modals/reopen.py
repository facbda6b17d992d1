"""Reopen: what is still to be done?"""

from collections.abc import Sequence

from bot.core.commands import Reopen
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Form, text_field


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    return (text_field("why", "What is still to be done?"),)


def _read(answers: Answers, scene: Scene, by: str) -> Reopen:
    return Reopen(by=by, why=answers.text("why"))


FORM = Form(act=Act.REOPEN, title="Reopen", submit="Reopen", words="why", ask=_ask, read=_read)
