"""Learning: the lessons are learnt in the background, tried out, and take effect where nothing gets worse by it.

Guarantee: each version is made once, by whichever process has the lease; the database says which one is in force, and
every process follows it. A version that somebody keeps stays in force, whatever is learnt meanwhile.
"""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.commands import DOORKNOCK
from bot.core.lesson_weights import weights_of
from bot.core.lessons import IN_USE, Lesson, LessonState
from bot.core.model import FEWEST_UNLABELLED, MOST_UNLABELLED, RULEBOOK_ALONE, ModelUse, ModelVersion
from bot.logs import unit_of_work_line
from bot.ports import Attempt, Heard, Learner, Material, OpenUnit, Outcome, Rules, UnitOfWork

MOST_LESSONS = 2_000
"""The newest so many: with more, an attempt would take minutes on a busy machine."""
REST = timedelta(minutes=5)
LEASE = timedelta(minutes=30)
LEASED = "learning"
PORTION = 500
LOOKED_BACK = 20
"""Versions."""


_Adopted = tuple[int, tuple[int, ...], tuple[int, ...], str]
"""Version, lessons, mentions that nobody has labelled, and encoder."""


class Learning:
    """One process's learning. `learner` is taught; None where the classifier cannot be."""

    def __init__(self, open_unit: OpenUnit, rules: Rules, clock: Clock, *, learner: Learner | None, owner: str) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._learner = learner
        self._owner = owner
        self._next_at: datetime | None = None
        self._adopted: _Adopted | None = None
        self._following = threading.Lock()

    def tick(self) -> int:
        """Learn what is new where it is time to, and follow what is in force; returns how many versions were made."""
        if self._learner is None:
            return 0
        made = self._learn(self._learner) if self._is_time() else 0
        with self._following:
            self._follow(self._learner)
        return made

    def catch_up(self) -> None:
        """Follow what is in force before the first mention is judged; later that is the tick's to do.

        Whoever judges never waits for a version that takes effect meanwhile.
        """
        if self._adopted is not None:
            return
        with self._following:
            if self._learner is not None and self._adopted is None:
                self._follow(self._learner)

    def _is_time(self) -> bool:
        return self._next_at is None or self._clock.now() >= self._next_at

    def _learn(self, learner: Learner) -> int:
        with self._open_unit().for_reading() as unit:
            offered = unit.lessons.find(IN_USE, limit=MOST_LESSONS)[::-1]
            heard = _enough(unit.mentions.newest_read(limit=MOST_UNLABELLED))
            versions = unit.models.history(limit=LOOKED_BACK)
        newest = next(iter(versions), None)
        # A trial of another encoder that came to nothing says nothing about lessons.
        last = next((each for each in versions if not (each.was_encoder and each.is_rejected)), None)
        if not _is_news(offered, last, encoder=learner.encoder) or not self._lease():
            return 0
        number = newest.number + 1 if newest else RULEBOOK_ALONE + 1
        rulebook = self._rules.current
        with unit_of_work_line("learning", version=number, lessons=len(offered)) as line:
            attempt = learner.try_out(rulebook, self._material(offered, among=offered), self._heard(heard))
            is_new = self._keep(number, offered, attempt, rulebook=rulebook.version, heard=heard)
            line.add(learnt=len(attempt.learnt), unlabelled=len(heard), rejected=attempt.why_not)
        self._next_at = self._clock.now() + REST
        return int(is_new)

    def _lease(self) -> bool:
        now = self._clock.now()
        with self._open_unit() as unit:
            is_mine = unit.cursors.lease(LEASED, owner=self._owner, now=now, until=now + LEASE)
            unit.commit()
        return is_mine

    def _keep(
        self, number: int, offered: Sequence[Lesson], attempt: Attempt, *, rulebook: str, heard: Sequence[int]
    ) -> bool:
        now = self._clock.now()
        version = ModelVersion(
            number=number,
            made_at=now,
            encoder=attempt.encoder,
            rulebook=rulebook,
            considered=_ids(offered),
            lessons=attempt.learnt,
            kept=_kept(offered),
            contradictions=attempt.contradictions,
            unborne=attempt.unborne,
            trials=attempt.trials,
            why_not=attempt.why_not,
            unlabelled=len(heard),
            unlabelled_until=max(heard, default=0),
        )
        with self._open_unit() as unit:
            is_new = unit.models.add(version)
            in_force = unit.models.in_force()
            if is_new and not version.is_rejected and not (in_force and in_force.is_kept):
                unit.models.use(ModelUse(number=number, by=DOORKNOCK, at=now))
            unit.cursors.lease(LEASED, owner=self._owner, now=now, until=now)
            unit.commit()
        return is_new

    def _follow(self, learner: Learner) -> None:
        """Judge by what is in force, without what was erased, forgotten or taken back since it was made."""
        with self._open_unit().for_reading() as unit:
            use = unit.models.in_force()
            version = unit.models.get(use.number) if use else None
            known = unit.lessons.by_ids(version.considered) if version else []
            heard = _heard_by(unit, version) if version else []
        number, own = (version.number, set(version.lessons)) if version else (RULEBOOK_ALONE, set())
        lessons = [lesson for lesson in known if lesson.id in own and lesson.state in IN_USE]
        if self._adopted != (number, _ids(lessons), tuple(heard), learner.encoder):
            learner.adopt(number, self._rules.current, self._material(lessons, among=known), self._heard(heard))
            # The encoder is loaded by now, where it was not.
            self._adopted = (number, _ids(lessons), tuple(heard), learner.encoder)

    def _material(self, lessons: Sequence[Lesson], *, among: Sequence[Lesson]) -> list[Material]:
        """The texts of `lessons`, each as heavy as it is among all those that were considered with it."""
        weights = weights_of(among, examples=len(self._rules.current.examples))
        found: list[Material] = []
        for start in range(0, len(lessons), PORTION):
            # In portions: whoever reads long keeps SQLite's writers waiting.
            with self._open_unit().for_reading() as unit:
                found += _with_texts(unit, lessons[start : start + PORTION], weights)
        return found

    def _heard(self, mentions: Sequence[int]) -> list[Heard]:
        found: list[Heard] = []
        for start in range(0, len(mentions), PORTION):
            with self._open_unit().for_reading() as unit:
                found += _said(unit, mentions[start : start + PORTION])
        return found


def _said(unit: UnitOfWork, mentions: Sequence[int]) -> list[Heard]:
    said, vectors = unit.mentions.by_ids(mentions), unit.mentions.vectors(mentions)
    return [
        Heard(mention=mention, text=said[mention].mention.content, known=vectors[mention])
        for mention in mentions
        if mention in said and mention in vectors
    ]


def _heard_by(unit: UnitOfWork, version: ModelVersion) -> list[int]:
    """What a version has heard, as far as it is still there."""
    if not version.unlabelled:
        return []
    return unit.mentions.newest_read(limit=version.unlabelled, until=version.unlabelled_until)


def _enough(heard: list[int]) -> list[int]:
    return heard if len(heard) >= FEWEST_UNLABELLED else []


def _with_texts(unit: UnitOfWork, lessons: Sequence[Lesson], weights: dict[int, float]) -> list[Material]:
    mentions = [lesson.mention for lesson in lessons]
    said, vectors = unit.mentions.by_ids(mentions), unit.mentions.vectors(mentions)
    return [
        Material(
            lesson=lesson,
            text=said[lesson.mention].mention.content,
            weight=weights[lesson.id],
            known=vectors.get(lesson.mention),
        )
        for lesson in lessons
        if lesson.mention in said and said[lesson.mention].outcome is not Outcome.ERASED
    ]


def _is_news(offered: Sequence[Lesson], newest: ModelVersion | None, *, encoder: str) -> bool:
    """Whether there are other lessons than were last tried, or other decisions on them, or another encoder."""
    if newest is None:
        return bool(offered)
    is_decided_otherwise = _kept(offered) != newest.kept
    return is_decided_otherwise or _ids(offered) != newest.considered or encoder not in {"", newest.encoder}


def _kept(lessons: Sequence[Lesson]) -> tuple[int, ...]:
    return tuple(lesson.id for lesson in lessons if lesson.state is LessonState.KEPT)


def _ids(lessons: Sequence[Lesson]) -> tuple[int, ...]:
    return tuple(lesson.id for lesson in lessons)
