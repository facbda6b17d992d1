"""The corrections of a database as texts whose labels are known.

Guarantee: reads only. What has been erased, forgotten or contradicted is not among them, nor what merely confirmed.
"""

from dataclasses import replace

from bot.classify.evaluate.reading import Labelled
from bot.classify.evaluate.trials import Material, UnusableMaterial
from bot.core.lessons import IN_USE, Aspect, How
from bot.ports import OpenUnit, Outcome

MOST = 2_000
ENOUGH = 10
"""Fewer say nothing about how well they were learnt."""


def with_corrections(own: Material, open_unit: OpenUnit) -> Material:
    """The newest corrections to be judged, beside the rulebook's `own` examples. Raises UnusableMaterial."""
    with open_unit().for_reading() as unit:
        lessons = [
            lesson
            for lesson in unit.lessons.find(IN_USE, limit=MOST)
            if lesson.aspect is Aspect.DEPARTMENT and lesson.how is not How.CONFIRMED and lesson.label in own.labels
        ]
        said = unit.mentions.by_ids([lesson.mention for lesson in lessons])
    rows = [
        Labelled(said[lesson.mention].mention.content, lesson.label, f"#{lesson.issue}")
        for lesson in reversed(lessons)
        if lesson.mention in said and said[lesson.mention].outcome is not Outcome.ERASED
    ]
    if len(rows) < ENOUGH:
        raise UnusableMaterial(
            f"So far {len(rows)} corrections say where a mention belongs, and fewer than {ENOUGH} measure nothing. "
            "Leave --corrections away to measure on the rulebook's own examples."
        )
    return replace(own, train=rows, known=own.train, strangers=())
