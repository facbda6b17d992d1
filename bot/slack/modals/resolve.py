"""Resolve: how did it end, where can the public read it, why did it happen, and who else was needed?"""

from collections.abc import Sequence

from bot.core.commands import Resolve
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.modals.departments import needed_field, needed_in
from bot.slack.modals.form import Answers, Form, link_field, text_field


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    return (
        text_field("outcome", "How did it end?"),
        link_field("public_reply", "Link to our public reply"),
        text_field("cause", "Why did this happen?", hint="One honest sentence helps more than a long report."),
        *needed_field("Who else was needed?", scene),
    )


def _read(answers: Answers, scene: Scene, by: str) -> Resolve:
    return Resolve(
        by=by,
        assignment=scene.share.number,
        outcome=answers.text("outcome"),
        public_reply=answers.text("public_reply"),
        cause=answers.text("cause"),
        needed=needed_in(answers, scene),
    )


FORM = Form(act=Act.RESOLVE, title="Resolve", submit="Resolve", words="outcome", ask=_ask, read=_read)
