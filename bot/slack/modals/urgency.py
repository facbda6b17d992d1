"""Change urgency: how soon must somebody act?"""

from collections.abc import Sequence

from bot.core.classification import Urgency
from bot.core.commands import ChangeUrgency
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block, option
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Complaint, Form, choice_field, text_field
from bot.slack.texts import modals, names


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    options = [option(names.URGENCY_MEANING[each], each) for each in Urgency if each is not scene.issue.urgency]
    return (choice_field("urgency", "How soon must somebody act?", options), text_field("why", "Why?"))


def _read(answers: Answers, scene: Scene, by: str) -> ChangeUrgency | Complaint:
    chosen = answers.choice("urgency")
    if chosen not in set(Urgency):
        return Complaint("urgency", modals.PICK_ONE)
    return ChangeUrgency(by=by, urgency=Urgency(chosen), why=answers.text("why"))


FORM = Form(act=Act.URGENCY, title="Change urgency", submit="Change", words="why", ask=_ask, read=_read)
