"""And why? Why did this happen or, where that is known, why is that so?"""

from collections.abc import Sequence

from bot.core.commands import AnswerWhy, AskWhy
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.modals.departments import FIELD, other_department_field
from bot.slack.modals.form import Answers, Complaint, Form, text_field
from bot.slack.texts import whys

LONGEST_BEFORE = 90


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    before = one_line(scene.issue.chain[-1], LONGEST_BEFORE) if scene.issue.chain else ""
    label = whys.WHY_THAT.format(before=before) if before else whys.WHY_THIS
    other = other_department_field(whys.ASK_DEPARTMENT, scene, mention)
    return (text_field("text", label, hint=whys.HINT), other)


def _read(answers: Answers, scene: Scene, by: str) -> AnswerWhy | AskWhy | Complaint:
    text, department = answers.text("text"), answers.choice(FIELD)
    if department:
        return AskWhy(by=by, department=department, text=text)
    return AnswerWhy(by=by, text=text) if text else Complaint("text", whys.EMPTY)


FORM = Form(act=Act.WHY, title=whys.TITLE, submit=whys.SUBMIT, words="text", ask=_ask, read=_read)
