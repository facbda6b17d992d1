"""Lessons behind the port.

Guarantee: one row a lesson, with who gave it and who ended it; nothing of a mention's words is in it.
"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from bot.core.lessons import STANDING, Aspect, How, Lesson, LessonState
from bot.store.learning_tables import lessons
from bot.store.tables import mentions

PORTION = 500
"""Ids asked for in one statement: databases take only so many."""


class LessonsTable:
    """Lessons by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, lesson: Lesson) -> int:
        """Keep a new one; returns its id."""
        values = {name: value for name, value in asdict(lesson).items() if name != "id"}
        return int(self._connection.execute(insert(lessons).values(**values).returning(lessons.c.id)).scalar_one())

    def get(self, lesson_id: int) -> Lesson | None:
        """One by its id."""
        return next(iter(self.by_ids([lesson_id])), None)

    def by_ids(self, lesson_ids: Collection[int]) -> list[Lesson]:
        """Those of them that are still there, oldest first."""
        wanted = sorted(lesson_ids)
        portions = (wanted[start : start + PORTION] for start in range(0, len(wanted), PORTION))
        return [
            found
            for portion in portions
            for found in self._read(select(lessons).where(lessons.c.id.in_(portion)).order_by(lessons.c.id))
        ]

    def standing(self, mention: int, aspect: Aspect) -> list[Lesson]:
        """What stands about one aspect of one mention, oldest first."""
        about = (lessons.c.mention == mention) & (lessons.c.aspect == aspect) & lessons.c.state.in_(STANDING)
        return self._read(select(lessons).where(about).order_by(lessons.c.id))

    def find(self, states: Collection[LessonState], *, limit: int) -> list[Lesson]:
        """Those in one of `states`, newest first."""
        found = select(lessons).where(lessons.c.state.in_(states))
        return self._read(found.order_by(lessons.c.id.desc()).limit(limit))

    def count(self, states: Collection[LessonState]) -> int:
        """How many are in one of `states`."""
        counted = select(func.count()).select_from(lessons).where(lessons.c.state.in_(states))
        return self._connection.execute(counted).scalar_one()

    def taught_between(self, start: datetime, end: datetime) -> list[Lesson]:
        """Those of start <= at < end that nobody had ended by then, oldest first."""
        stood = lessons.c.ended_at.is_(None) | (lessons.c.ended_at >= end)
        meant = (lessons.c.at >= start) & (lessons.c.at < end) & stood
        return self._read(select(lessons).where(meant).order_by(lessons.c.id))

    def put(self, lesson_ids: Collection[int], state: LessonState, *, by: str, at: datetime) -> None:
        """Say what has become of some; `by` and `at` are noted where that ends them."""
        if not lesson_ids:
            return
        is_ended = state not in STANDING
        values = {"state": state, "ended_at": at if is_ended else None, "ended_by": by if is_ended else ""}
        self._connection.execute(update(lessons).where(lessons.c.id.in_(lesson_ids)).values(**values))

    def erase(self, issue: int) -> None:
        """Drop what an issue's mentions have taught, whose words are gone."""
        # By mention as well: one that was split off has been moved here since it taught.
        moved = select(mentions.c.id).where(mentions.c.issue == issue)
        self._connection.execute(delete(lessons).where((lessons.c.issue == issue) | lessons.c.mention.in_(moved)))

    def _read(self, statement: Select[Any]) -> list[Lesson]:
        return [_lesson(row) for row in self._connection.execute(statement)]


def _lesson(row: Row[Any]) -> Lesson:
    values = row._asdict()
    return Lesson(
        **values
        | {
            "aspect": Aspect(values["aspect"]),
            "how": How(values["how"]),
            "state": LessonState(values["state"]),
        }
    )
