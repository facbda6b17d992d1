"""Snooze: for how long should it be quiet? An hour, four, until the next working hour, or until a moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.commands import Snooze
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages.blocks import Block, moment, option
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Complaint, Form, choice_field, moment_field
from bot.slack.texts import modals

HOURS = {"1h": timedelta(hours=1), "4h": timedelta(hours=4)}
NEXT_OPENING = "next"
LONGEST = timedelta(days=366)
"""What is quiet for longer is as good as lost."""


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    hours = scene.rulebook.door(scene.share.department).hours
    opening = moment(hours.next_opening(scene.now), zone=hours.zone)
    options = (
        option("For an hour", "1h"),
        option("For four hours", "4h"),
        option(f"Until our next working hour ({opening})", NEXT_OPENING),
    )
    return (
        choice_field("how_long", "For how long should I keep quiet?", options, is_needed=False),
        moment_field("until", "Or until a moment of your choice"),
    )


def _read(answers: Answers, scene: Scene, by: str) -> Snooze | Complaint:
    until = _until(answers, scene)
    if until is None:
        return Complaint("how_long", modals.SNOOZE_HOW_LONG)
    if until <= scene.now:
        return Complaint("until", modals.SNOOZE_PAST)
    if until > scene.now + LONGEST:
        return Complaint("until", modals.SNOOZE_FAR)
    return Snooze(by=by, assignment=scene.share.number, until=until)


def _until(answers: Answers, scene: Scene) -> datetime | None:
    """The moment that was picked wins over the length that was picked."""
    picked, length = answers.instant("until"), answers.choice("how_long")
    if picked is not None:
        return picked
    if length == NEXT_OPENING:
        return scene.rulebook.door(scene.share.department).hours.next_opening(scene.now)
    return scene.now + HOURS[length] if length in HOURS else None


FORM = Form(act=Act.SNOOZE, title="Snooze", submit="Keep quiet", ask=_ask, read=_read)
