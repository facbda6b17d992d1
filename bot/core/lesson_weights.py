"""How much each lesson weighs beside the examples that the strategist has written down.

Guarantee: pure; no lesson weighs more than an example of the rulebook, what one department has seen through no more
than all that people have taught about the others, and then no person's lessons together more than all that others have
taught and half of the rulebook.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.core.lessons import Aspect, How, Lesson, LessonState

DECIDED = 1.0
"""The strategist has looked at it and kept it."""
CORRECTED = 0.5
CONFIRMED = 0.2
"""Seeing it through says that the door was right, and also that it was the nearest one to hand."""
OWN_SHARE = 0.5
"""Of the rulebook's weight, which one person may reach where nobody else teaches."""
ALWAYS = 5.0
"""Of weight that a person may always have: a rulebook without examples is taught by clicks alone."""
ONE_SIDED = 2.0
"""Of weight that what one department has seen through may always have, where nothing is taught of any other."""


def weights_of(lessons: Iterable[Lesson], *, examples: int) -> dict[int, float]:
    """The weight of each lesson by its id, beside so many `examples` of the rulebook."""
    told = list(lessons)
    weights = {lesson.id: _alone(lesson) for lesson in told}
    weights |= _evened_out([lesson for lesson in told if lesson.aspect is Aspect.DEPARTMENT], weights)
    by_person = _sums((lesson.by, weights[lesson.id]) for lesson in told)
    everybody = sum(by_person.values())
    for lesson in told:
        own = by_person[lesson.by]
        weights[lesson.id] *= _at_most(max(ALWAYS, everybody - own + OWN_SHARE * examples), of=own)
    return weights


def _evened_out(told: Sequence[Lesson], weights: Mapping[int, float]) -> dict[int, float]:
    """What each department has seen through weighs no more than all that was taught of the others.

    Where one sees its issues through and all others are silent, it gets few of their mentions for it.
    """
    taught = _sums((lesson.label, weights[lesson.id]) for lesson in told)
    everything = sum(taught.values())
    seen_through = [each for each in told if each.how is How.CONFIRMED and each.state is not LessonState.KEPT]
    confirmed = _sums((lesson.label, weights[lesson.id]) for lesson in seen_through)
    return {
        each.id: weights[each.id] * _at_most(max(ONE_SIDED, everything - taught[each.label]), of=confirmed[each.label])
        for each in seen_through
    }


def _sums(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for key, weight in weights:
        found[key] += weight
    return found


def _at_most(bound: float, *, of: float) -> float:
    """What each part of a sum is multiplied by to bring the sum below `bound`."""
    return min(1.0, bound / of) if of else 1.0


def _alone(lesson: Lesson) -> float:
    if lesson.state is LessonState.KEPT:
        return DECIDED
    return CONFIRMED if lesson.how is How.CONFIRMED else CORRECTED
