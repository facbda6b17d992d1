"""How much each lesson weighs beside the examples that the strategist has written down.

Guarantee: pure; no lesson weighs more than an example of the rulebook, and no person's lessons together more than all
that others have taught and half of the rulebook.
"""

from collections import defaultdict
from collections.abc import Iterable

from bot.core.lessons import How, Lesson, LessonState

DECIDED = 1.0
"""The strategist has looked at it and kept it."""
CORRECTED = 0.5
CONFIRMED = 0.2
"""Seeing it through says that the door was right, and also that it was the nearest one to hand."""
OWN_SHARE = 0.5
"""Of the rulebook's weight, which one person may reach where nobody else teaches."""
ALWAYS = 5.0
"""Of weight that a person may always have: a rulebook without examples is taught by clicks alone."""


def weights_of(lessons: Iterable[Lesson], *, examples: int) -> dict[int, float]:
    """The weight of each lesson by its id, beside so many `examples` of the rulebook."""
    full = {lesson.id: (lesson.by, _alone(lesson)) for lesson in lessons}
    told: dict[str, float] = defaultdict(float)
    for person, weight in full.values():
        told[person] += weight
    everybody = sum(told.values())
    most = {
        person: max(ALWAYS, everybody - weight + OWN_SHARE * examples) for person, weight in told.items() if weight > 0
    }
    return {found: weight * min(1.0, most[person] / told[person]) for found, (person, weight) in full.items()}


def _alone(lesson: Lesson) -> float:
    if lesson.state is LessonState.KEPT:
        return DECIDED
    return CONFIRMED if lesson.how is How.CONFIRMED else CORRECTED
