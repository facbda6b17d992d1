"""Merge: which other issue is about the same?"""

from collections.abc import Sequence

from bot.core.commands import Merge
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Complaint, Form, number_field
from bot.slack.texts import modals

FIELD = "into"


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    return (number_field(FIELD, "Which issue is about the same?", hint=modals.MERGE_HINT),)


def _read(answers: Answers, scene: Scene, by: str) -> Merge | Complaint:
    number = answers.text(FIELD).removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return Complaint(FIELD, modals.MERGE_NUMBER)
    return Merge(by=by, into=int(number))


FORM = Form(act=Act.MERGE, title="Merge", submit="Merge", words=FIELD, ask=_ask, read=_read)
