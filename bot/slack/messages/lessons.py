"""What was learnt from people's clicks: the newest lessons, and those that contradict each other.

Guarantee: pure; what strangers wrote is shown shortened and harmless, and nobody is told that they were wrong.
"""

from datetime import datetime

from bot.core.encoders import Progress
from bot.core.lessons import Aspect, Lesson
from bot.core.model import ModelUse
from bot.core.rulebook import Rulebook
from bot.services.lesson_book import LessonView, Quarrel
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number, person_of
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import lessons as texts

WORDS_SHOWN = 70


def lessons_message(view: LessonView, rulebook: Rulebook, people: People) -> Message:
    """The view as a message."""
    if not view.count and not view.quarrels:
        return Message(text=texts.NONE_YET, blocks=(kit.section(texts.NONE_YET),))
    head = texts.LEARNED.format(count=view.count, judging=_judging(view.in_force, rulebook))
    if view.rejected is not None:
        head += "\n" + texts.REJECTED.format(number=view.rejected.number, why=safe(view.rejected.why_not, 200))
    newest = [_line(view, each, rulebook, people) for each in view.newest]
    quarrels = [_quarrel(view, each, rulebook, people) for each in view.quarrels]
    example = (*(each.lesson for each in view.quarrels), *view.newest)[0]
    hint = texts.HINT.format(id=example.id, before=max(view.number - 1, 0))
    blocks = (
        kit.section(head),
        *_listed(texts.NEWEST, newest),
        *_listed(texts.QUARRELS, quarrels),
        kit.context(kit.mrkdwn(hint)),
    )
    return Message(text=head, blocks=blocks)


def label_of(aspect: Aspect, label: str, rulebook: Rulebook) -> str:
    """What people call a label."""
    if aspect is Aspect.DEPARTMENT and label:
        return safe(department_name(rulebook, label), 60)
    if aspect is Aspect.STAGE:
        label = next((stage.name for stage in rulebook.journey if stage.key == label), label)
    return texts.RELEVANCE.get(label, safe(label, 60))


def _listed(title: str, lines: list[str]) -> list[Block]:
    return [kit.section(title), *map(kit.section, lines)] if lines else []


def model_text(use: ModelUse | None, progress: Progress, rulebook: Rulebook) -> str:
    """Which version judges, with which encoder, and how far another one is that is to follow it."""
    judging = _judging(use, rulebook) if use is not None else texts.MODEL_FRESH
    return texts.MODEL_NOW.format(judging=judging, reading=_reading(progress))


def _reading(progress: Progress) -> str:
    if progress.in_use is None:
        return ""
    said = texts.READING.format(encoder=safe(progress.in_use.version, 120))
    if progress.coming is not None:
        name, read = safe(progress.coming.version, 120), progress.read
        return said + texts.READING_AGAIN.format(encoder=f"`{name}`", read=read, all=read + progress.left)
    if progress.left:
        return said + texts.CATCHING_UP.format(left=progress.left)
    if progress.declined is not None:
        return said + texts.DECLINED.format(encoder=f"`{safe(progress.declined.version, 120)}`")
    return said


def _judging(use: ModelUse | None, rulebook: Rulebook) -> str:
    if use is None or (use.number == 0 and not use.is_kept):
        return texts.JUDGING_RULEBOOK
    if not use.number:
        return texts.JUDGING_RULEBOOK_KEPT.format(who=person_of(use.by))
    sentence = texts.JUDGING_KEPT if use.is_kept else texts.JUDGING
    return sentence.format(number=use.number, who=person_of(use.by), when=_when(use.at, rulebook))


def _when(at: datetime, rulebook: Rulebook) -> str:
    return kit.when(at, zone=rulebook.strategist.zone)


def _line(view: LessonView, lesson: Lesson, rulebook: Rulebook, people: People) -> str:
    label, was = (label_of(lesson.aspect, each, rulebook) for each in (lesson.label, lesson.was))
    mention = view.said.get(lesson.mention)
    said = " ".join(mention.mention.content.split()) if mention else ""
    return texts.LINE.format(
        id=lesson.id,
        change=texts.FROM_TO.format(was=was, label=label) if was else label,
        who=person_of(lesson.by),
        when=_when(lesson.at, rulebook),
        issue=linked_number(lesson.issue, view.cards.get((lesson.issue, 1)), people),
        said=safe(said, WORDS_SHOWN),
    )


def _quarrel(view: LessonView, quarrel: Quarrel, rulebook: Rulebook, people: People) -> str:
    against = ", ".join(texts.LESSON.format(id=each) for each in quarrel.others)
    if not against:
        against = texts.EXAMPLE.format(place=safe(quarrel.example, 80)) if quarrel.example else texts.RULEBOOK
    return texts.QUARREL.format(line=_line(view, quarrel.lesson, rulebook, people), against=against)
