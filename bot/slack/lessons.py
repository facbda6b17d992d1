"""What was learnt, as the strategist asks for it in Slack: look, keep, forget, and go back to an earlier version.

Guarantee: what strangers wrote is shown shortened and harmless; only administrators come here, see `bot.slack.admin`.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.core.lessons import Aspect, Lesson
from bot.core.rights import Via
from bot.services.lesson_book import LessonView, Quarrel
from bot.services.model_choice import NoSuchVersion
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.messages.people import linked_number, person_of
from bot.slack.messages.safe import clip, safe
from bot.slack.parse import Place
from bot.slack.texts import lessons as texts

NEWEST = "newest"
WORDS_SHOWN = 70
_NUMBER = re.compile(r"(?:lesson\s+)?#?(\d{1,9})", re.ASCII | re.IGNORECASE)
_VERSION = re.compile(r"(?:use\s+)?(?:version\s+|v)?(\d{1,9}|newest)", re.ASCII | re.IGNORECASE)


def show_lessons(desk: Desk, place: Place) -> str:
    """Say what was learnt, and what contradicts itself."""
    desk.note("Lessons", by=place.user, via=Via.COMMAND)
    desk.asides.run("lessons", lambda: desk.asides.whisper(place, _told(desk)))
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
    """Judge by another version of the model."""
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


def _answered(desk: Desk, sentence: str, lesson: Lesson | None, number: str) -> str:
    if lesson is None:
        return texts.UNKNOWN.format(number=number)
    return sentence.format(number=number, label=_label(desk, lesson.aspect, lesson.label))


def _told(desk: Desk) -> str:
    view = desk.services.lessons.look()
    if not view.count and not view.quarrels:
        return texts.NONE_YET
    return "\n".join(_lines(desk, view))


def _lines(desk: Desk, view: LessonView) -> Iterator[str]:
    yield texts.LEARNED.format(count=view.count, judging=_judging(desk, view))
    if view.rejected is not None:
        yield texts.REJECTED.format(number=view.rejected.number, why=view.rejected.why_not)
    if view.newest:
        yield texts.NEWEST
    yield from (_line(desk, view, lesson) for lesson in view.newest)
    if view.quarrels:
        yield texts.QUARRELS
    yield from (_quarrel(desk, view, each) for each in view.quarrels)
    example = (*(each.lesson for each in view.quarrels), *view.newest)[0]
    yield texts.HINT.format(id=example.id, before=max(view.number - 1, 0))


def _judging(desk: Desk, view: LessonView) -> str:
    use = view.in_force
    if use is None or (use.number == 0 and not use.is_kept):
        return texts.JUDGING_RULEBOOK
    if not use.number:
        return texts.JUDGING_RULEBOOK_KEPT.format(who=person_of(use.by))
    sentence = texts.JUDGING_KEPT if use.is_kept else texts.JUDGING
    return sentence.format(number=use.number, who=person_of(use.by), when=_when(desk, use.at))


def _when(desk: Desk, at: datetime) -> str:
    return kit.when(at, zone=desk.services.rules.current.strategist.zone)


def _line(desk: Desk, view: LessonView, lesson: Lesson) -> str:
    label = _label(desk, lesson.aspect, lesson.label)
    was = _label(desk, lesson.aspect, lesson.was)
    mention = view.said.get(lesson.mention)
    said = " ".join(mention.mention.content.split()) if mention else ""
    return texts.LINE.format(
        id=lesson.id,
        change=texts.FROM_TO.format(was=was, label=label) if was else label,
        who=person_of(lesson.by),
        when=_when(desk, lesson.at),
        issue=linked_number(lesson.issue, view.cards.get((lesson.issue, 1)), desk.services.directory),
        said=safe(clip(said, WORDS_SHOWN), WORDS_SHOWN),
    )


def _quarrel(desk: Desk, view: LessonView, quarrel: Quarrel) -> str:
    against = ", ".join(texts.LESSON.format(id=each) for each in quarrel.others)
    if not against:
        against = texts.EXAMPLE.format(place=safe(quarrel.example, 80)) if quarrel.example else texts.RULEBOOK
    return texts.QUARREL.format(line=_line(desk, view, quarrel.lesson), against=against)


def _label(desk: Desk, aspect: Aspect, label: str) -> str:
    if aspect is Aspect.DEPARTMENT:
        known = desk.services.rules.current.department(label)
        return safe(known.name if known else label, 60)
    return texts.RELEVANCE.get(label, safe(label, 60))
