"""What was learnt, as the strategist asks for it in Slack: look, keep, forget, and go back to an earlier version.

Guarantee: only administrators come here, see `bot.slack.admin`; whatever they decide is in the audit trail.
"""

import re

from bot.core.lessons import Lesson
from bot.core.rights import Via
from bot.services.model_choice import NoSuchVersion
from bot.slack.desk import Desk
from bot.slack.messages.blocks import Message
from bot.slack.messages.lessons import label_of, lessons_message, model_text
from bot.slack.messages.safe import safe
from bot.slack.parse import Place
from bot.slack.texts import lessons as texts

NEWEST = "newest"
ANYWAY = "anyway"
_NUMBER = re.compile(r"(?:lesson\s+)?#?(\d{1,9})", re.ASCII | re.IGNORECASE)
_VERSION = re.compile(r"(?:use\s+)?(?:version\s+|v)?(\d{1,9}|newest)", re.ASCII | re.IGNORECASE)


def show_lessons(desk: Desk, place: Place) -> str:
    """Say what was learnt, and what contradicts itself."""
    desk.note("Lessons", by=place.user, via=Via.COMMAND)
    desk.asides.answer(place, lambda: _told(desk))
    return ""


def forget(desk: Desk, place: Place, words: str) -> str:
    """Learn from a lesson no more."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return texts.WHICH.format(word="forget")
    desk.note("ForgetLesson", by=place.user, via=Via.COMMAND)
    lesson = desk.services.lessons.forget(int(found[1]), by=place.user)
    return _answered(desk, texts.FORGOTTEN, lesson, found[1])


def keep(desk: Desk, place: Place, words: str) -> str:
    """Say that a lesson is right, whatever says otherwise."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return texts.WHICH.format(word="keep")
    desk.note("KeepLesson", by=place.user, via=Via.COMMAND)
    lesson = desk.services.lessons.keep(int(found[1]), by=place.user)
    return _answered(desk, texts.KEPT, lesson, found[1])


def use_version(desk: Desk, place: Place, words: str) -> str:
    """Say which version of the model judges, or judge by another one."""
    if not words:
        return model_text(desk.services.models.in_force(), desk.services.models.encoders(), desk.services.rules.current)
    if words.lower() == ANYWAY:
        return _use_encoder(desk, place)
    found = _VERSION.fullmatch(words)
    if found is None:
        return texts.MODEL_WHICH
    number = None if found[1].lower() == NEWEST else int(found[1])
    try:
        used = desk.services.models.use(number, by=place.user, via=Via.COMMAND)
    except NoSuchVersion as error:
        reason = texts.MODEL_REJECTED if error.why_not else texts.MODEL_UNKNOWN
        return reason.format(number=number, why=error.why_not)
    if number is None:
        return texts.MODEL_NEWEST.format(number=used.number)
    return (texts.MODEL_USED if number else texts.MODEL_RULEBOOK).format(number=number)


def _use_encoder(desk: Desk, place: Place) -> str:
    try:
        wanted = desk.services.models.want_encoder(by=place.user, via=Via.COMMAND)
    except NoSuchVersion:
        return texts.ANYWAY_NONE
    return texts.ANYWAY.format(encoder=f"`{safe(wanted.version, 120)}`")


def _answered(desk: Desk, sentence: str, lesson: Lesson | None, number: str) -> str:
    if lesson is None:
        return texts.UNKNOWN.format(number=number)
    return sentence.format(number=number, label=label_of(lesson.aspect, lesson.label, desk.services.rules.current))


def _told(desk: Desk) -> Message:
    services = desk.services
    return lessons_message(services.lessons.look(), services.rules.current, services.directory)
