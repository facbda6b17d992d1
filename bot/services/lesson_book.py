"""The lessons as the strategist sees them: the newest, those that contradict each other, and which of them hold.

Guarantee: a lesson that was forgotten or kept says by whom; what is kept settles every quarrel it is in, and
what nobody contradicts any more is learnt from again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.core.classification import Sentiment
from bot.core.lessons import IN_USE, Aspect, How, Lesson, LessonState, Taught
from bot.core.model import RULEBOOK_ALONE, Contradiction, ModelUse, ModelVersion
from bot.ports import MessageRef, OpenUnit, Outcome, StoredMention, UnitOfWork
from bot.services.teaching import enter

SHOWN = 8
QUARRELS_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """A lesson that is not learnt from, and what says otherwise: lessons, or the rulebook's example at `example`."""

    lesson: Lesson
    others: tuple[int, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonView:
    """What there is to see. `said` holds the mentions that lessons are about, `cards` where their cards stand."""

    count: int
    newest: tuple[Lesson, ...]
    quarrels: tuple[Quarrel, ...]
    said: Mapping[int, StoredMention]
    cards: Mapping[tuple[int, int], MessageRef]
    in_force: ModelUse | None
    rejected: ModelVersion | None

    @property
    def number(self) -> int:
        """The version in force."""
        return self.in_force.number if self.in_force else RULEBOOK_ALONE


class LessonBook:
    """For the edges that strategists come by."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock

    def look(self) -> LessonView:
        """The newest lessons, and all that are in a quarrel."""
        with self._open_unit().for_reading() as unit:
            newest = unit.lessons.find(IN_USE, limit=SHOWN)
            version = next(iter(unit.models.history(limit=1)), None)
            quarrels = _quarrels(unit, version)[:QUARRELS_SHOWN]
            lessons = [*newest, *(each.lesson for each in quarrels)]
            return LessonView(
                count=unit.lessons.count(IN_USE),
                newest=tuple(newest),
                quarrels=tuple(quarrels),
                said=unit.mentions.by_ids([lesson.mention for lesson in lessons]),
                cards=unit.messages.cards_of_all([lesson.issue for lesson in lessons]),
                in_force=unit.models.in_force(),
                rejected=version if version and version.is_rejected else None,
            )

    def correct_sentiment(self, issue: int, sentiment: Sentiment, *, by: str) -> None:
        """Note how the author of an issue's mention feels, in the words of `by`; an erased mention teaches nothing."""
        with self._open_unit() as unit:
            found = unit.issues.get(issue)
            mention = unit.mentions.get(found.mention) if found else None
            if found is None or mention is None or mention.outcome is Outcome.ERASED:
                return
            was = mention.classification.sentiment if mention.classification else ""
            now = self._clock.now()
            new = Taught(aspect=Aspect.SENTIMENT, label=sentiment, how=How.CORRECTED, by=by, at=now, was=was)
            enter(unit, found, new)
            unit.commit()

    def forget(self, number: int, *, by: str) -> Lesson | None:
        """Learn from a lesson no more; None where there is none of this number."""
        return self._settle(number, LessonState.FORGOTTEN, by=by)

    def keep(self, number: int, *, by: str) -> Lesson | None:
        """Say that a lesson is right, and forget what says otherwise; None where there is none of this number."""
        return self._settle(number, LessonState.KEPT, by=by)

    def _settle(self, number: int, state: LessonState, *, by: str) -> Lesson | None:
        now = self._clock.now()
        with self._open_unit() as unit:
            lesson = unit.lessons.get(number)
            if lesson is None:
                return None
            against = _against(unit, lesson) if state is LessonState.KEPT else set()
            ended = [*unit.lessons.by_ids(against), lesson]
            unit.lessons.put(against, LessonState.FORGOTTEN, by=by, at=now)
            unit.lessons.put([number], state, by=by, at=now)
            for mention, aspect in {(each.mention, each.aspect) for each in ended}:
                unit.lessons.put(_undisputed(unit, mention, aspect), LessonState.TAUGHT, by=by, at=now)
            unit.commit()
        return lesson


def _against(unit: UnitOfWork, lesson: Lesson) -> set[int]:
    """The lessons that say otherwise: about the same mention, or in nearly the same words."""
    same = {each.id for each in unit.lessons.standing(lesson.mention, lesson.aspect)}
    newest = next(iter(unit.models.history(limit=1)), None)
    apart = newest.contradictions if newest else ()
    alike = {each.other for each in apart if each.lesson == lesson.id}
    alike |= {each.lesson for each in apart if each.other == lesson.id}
    return (same | alike) - {lesson.id, 0}


def _undisputed(unit: UnitOfWork, mention: int, aspect: Aspect) -> list[int]:
    """The contested lessons of a mention that nobody contradicts any more."""
    standing = unit.lessons.standing(mention, aspect)
    if len({each.label for each in standing}) != 1:
        return []
    return [each.id for each in standing if each.state is LessonState.CONTESTED]


def _quarrels(unit: UnitOfWork, version: ModelVersion | None) -> list[Quarrel]:
    contested = unit.lessons.find((LessonState.CONTESTED,), limit=QUARRELS_SHOWN)
    found = [
        Quarrel(lesson=lesson, others=tuple(_others(lesson, unit.lessons.standing(lesson.mention, lesson.aspect))))
        for lesson in contested
    ]
    apart = {each.lesson: each for each in version.contradictions} if version else {}
    known = {lesson.id: lesson for lesson in unit.lessons.by_ids({*apart, *(each.other for each in apart.values())})}
    for each in apart.values():
        lesson = known.get(each.lesson)
        if lesson is not None and lesson.state is LessonState.TAUGHT and _still_holds(each, known):
            others = (each.other,) if each.other else ()
            found.append(Quarrel(lesson=lesson, others=others, example=each.example))
    return found


def _others(lesson: Lesson, standing: Iterable[Lesson]) -> Iterable[int]:
    return (each.id for each in standing if each.label != lesson.label)


def _still_holds(apart: Contradiction, known: Mapping[int, Lesson]) -> bool:
    """Whether nobody has settled it since: the other lesson is still there to say otherwise."""
    other = known.get(apart.other)
    return not apart.other or (other is not None and other.state in IN_USE)
