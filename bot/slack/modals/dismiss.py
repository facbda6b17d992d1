"""Dismiss: why does nobody have to act?"""

from collections.abc import Sequence

from bot.core.classification import Relevance
from bot.core.commands import Dismiss
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block, option
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Form, choice_field, text_field

REASONS = {"not_about_us": "It is not about us", "spam": "It is spam", "nothing_to_do": "There is nothing to do"}
TAKEN_FOR = {"not_about_us": Relevance.UNRELATED, "spam": Relevance.SPAM}
"""What a reason says about what comes in, which teaches; that there is nothing to do says nothing about it."""


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    options = [option(text, key) for key, text in REASONS.items()]
    return (choice_field("reason", "Why does nobody have to act?", options), text_field("why", "Anything else?"))


def _read(answers: Answers, scene: Scene, by: str) -> Dismiss:
    reason = answers.choice("reason")
    said = (REASONS.get(reason, ""), answers.text("why"))
    return Dismiss(by=by, why=". ".join(part for part in said if part), relevance=TAKEN_FOR.get(reason))


FORM = Form(act=Act.DISMISS, title="Dismiss", submit="Dismiss", words="why", ask=_ask, read=_read)
