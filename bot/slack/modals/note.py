"""Note: what should the next reader know?"""

from collections.abc import Sequence

from bot.core.commands import AddNote
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Form, text_field


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    return (text_field("text", "What should the next reader know?", is_needed=True),)


def _read(answers: Answers, scene: Scene, by: str) -> AddNote:
    return AddNote(by=by, text=answers.text("text"))


FORM = Form(act=Act.NOTE, title="Note", submit="Add note", words="text", ask=_ask, read=_read)
