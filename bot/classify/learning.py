"""Learning from lessons: which contradict each other, what may be learnt of the rest, and what came of it.

Guarantee: deterministic. What is learnt is compared with what is in force on texts that neither had seen: the
rulebook's own examples and the lessons, each judged by all others. Nothing takes effect here.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.classify.heads import Heads, Question
from bot.classify.kernel import Vectors
from bot.classify.language import detect_language
from bot.classify.school import Hindsight
from bot.classify.testimony import hearings
from bot.classify.text import has_words
from bot.core.classification import Classification, Relevance, Urgency
from bot.core.department import TRIAGE, Example
from bot.core.lessons import Aspect, How, Lesson, LessonState
from bot.core.model import Contradiction, Score, Trial, verdict
from bot.core.rulebook import Rulebook
from bot.ports import Material

NEARLY_THE_SAME = 0.95
"""The cosine from which on two texts say the same in nearly the same words."""
PORTION = 1_000

_Key = tuple[str, str]
"""A text and the label it was taught under."""


def usable(rulebook: Rulebook, material: Iterable[Material]) -> list[Material]:
    """Those of `material` that say something in words, and whose label the rulebook still has."""
    known = {
        Aspect.DEPARTMENT: {department.key for department in rulebook.departments} - {TRIAGE},
        Aspect.STAGE: {stage.key for stage in rulebook.journey},
    }
    return [
        each
        for each in material
        if has_words(each.text) and each.lesson.label in known.get(each.lesson.aspect, {each.lesson.label})
    ]


def with_lessons(rulebook: Rulebook, material: Sequence[Material]) -> Rulebook:
    """The rulebook as heads are taught by it, with lessons behind its own examples."""
    lessons = (_example(each) for each in material)
    return replace(rulebook, examples=(*rulebook.examples, *lessons))


def _example(material: Material) -> Example:
    lesson = material.lesson
    plain = Example(text=material.text, department=None, weight=material.weight, is_lesson=True)
    match lesson.aspect:
        case Aspect.DEPARTMENT:
            return replace(plain, department=lesson.label)
        case Aspect.SENTIMENT:
            return replace(plain, sentiment=lesson.label)
        case Aspect.URGENCY:
            return replace(plain, urgency=Urgency(lesson.label))
        case Aspect.RELEVANCE:
            return replace(plain, relevance=lesson.label)
        case Aspect.STAGE:
            return replace(plain, stage=lesson.label)


def contradictions(
    rulebook: Rulebook, material: Sequence[Material], encode: Callable[[Sequence[str]], Vectors]
) -> list[Contradiction]:
    """The lessons that are to be left out, each with what it contradicts; what the strategist has kept stays."""
    found: dict[int, Contradiction] = {}
    for aspect in Aspect:
        own = [each for each in material if each.lesson.aspect is aspect]
        written = [example for example in rulebook.examples if _label_of(example, aspect) is not None]
        if not own:
            continue
        vectors = encode([each.text for each in own])
        for row, other in _alike(vectors, encode([example.text for example in written])):
            if own[row].lesson.label != _label_of(written[other], aspect):
                _leave_out(found, own[row].lesson, Contradiction(lesson=own[row].lesson.id, example=written[other].at))
        for row, other in _alike(vectors, vectors):
            one, two = own[row].lesson, own[other].lesson
            if one.label != two.label and not _yields(two, one):
                _leave_out(found, one, Contradiction(lesson=one.id, other=two.id))
    return list(found.values())


def _leave_out(found: dict[int, Contradiction], lesson: Lesson, why: Contradiction) -> None:
    if lesson.state is not LessonState.KEPT:
        found.setdefault(lesson.id, why)


def _yields(one: Lesson, other: Lesson) -> bool:
    """Whether `one` alone gives way: a confirmation never stands against a correction."""
    return one.how is How.CONFIRMED and other.how is not How.CONFIRMED


def _label_of(example: Example, aspect: Aspect) -> str | None:
    match aspect:
        case Aspect.DEPARTMENT:
            return example.department
        case Aspect.SENTIMENT:
            return example.sentiment
        case Aspect.URGENCY:
            return example.urgency
        case Aspect.RELEVANCE:
            return example.relevance or (Relevance.RELEVANT if example.department else Relevance.UNRELATED)
        case Aspect.STAGE:
            return example.stage


def _alike(rows: Vectors, columns: Vectors) -> Iterator[tuple[int, int]]:
    """(row, column) of all pairs that say nearly the same."""
    for start in range(0, len(rows) if len(columns) else 0, PORTION):
        near = rows[start : start + PORTION] @ columns.T >= NEARLY_THE_SAME
        for row, column in np.argwhere(near).tolist():
            yield start + row, column


def unborne(
    rulebook: Rulebook,
    material: Sequence[Material],
    encode: Callable[[Sequence[str]], Vectors],
    *,
    languages: Collection[str],
) -> frozenset[int]:
    """The corrections that everybody else finds unlikely, of people by whom everybody else gets harder to understand.

    One charge after the other, the heaviest first: while somebody is listened to who makes things up, others look as if
    they did.
    """
    left_out = frozenset[int]()
    while True:
        rest = [each for each in material if each.lesson.id not in left_out]
        heard = hearings(with_lessons(rulebook, rest), rest, encode, languages=languages)
        charges = [charge for person in sorted(heard) for charge in heard[person].charges]
        if not charges:
            return left_out
        left_out |= max(charges, key=lambda charge: charge.evidence).lessons


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """What new heads are compared with: those `now` in force, and those that know the rulebook `alone`."""

    alone: Heads
    now: Heads


def choose(
    rivals: Rivals,
    material: Sequence[Material],
    *,
    kept: Container[int],
    fitted: Callable[[Sequence[Material]], Heads],
    encode: Callable[[Sequence[str]], Vectors],
) -> tuple[list[Material], tuple[Trial, ...], str]:
    """What of `material` takes effect, how it was tried, and why none of it may, "" where some may.

    An aspect that fails goes back to its lessons in force, whose ids are `kept`. What is then left is tried anew: no
    mixture takes effect that was not tried as it is.
    """
    chosen, failed = list(material), dict[Aspect, Trial]()
    while True:
        tried = compared(rivals, fitted(chosen), chosen, encode([each.text for each in chosen]))
        trials = (*failed.values(), *(trial for trial in tried if trial.aspect not in failed))
        good, why_not = verdict(trials)
        worse = {trial.aspect: trial for trial in trials if trial.why_not}
        if why_not or worse.keys() == failed.keys():
            return ([] if why_not else chosen), trials, why_not
        failed = worse
        chosen = [each for each in material if each.lesson.aspect in good or each.lesson.id in kept]


def by_another_encoder(now: Heads, new: Heads, material: Sequence[Material]) -> tuple[Trial, ...]:
    """How `new` heads do that have learnt the same as those `now` in force, `material` included, by another encoder."""
    trials = []
    for aspect in Aspect:
        before, after = _judged(now.hindsight[aspect]), _judged(new.hindsight[aspect])
        taught = {(each.text, each.lesson.label) for each in material if each.lesson.aspect is aspect}
        written, held_back = (_score(keys, before, after) for keys in (before.keys() - taught, before.keys() & taught))
        trials.append(Trial(aspect=aspect, rulebook=written, held_back=held_back))
    return tuple(trials)


def compared(rivals: Rivals, new: Heads, material: Sequence[Material], vectors: Vectors) -> tuple[Trial, ...]:
    """How `new` heads do that have learnt `material`, aspect by aspect; `vectors` has a row for each."""
    taught: dict[Aspect, dict[_Key, int]] = {}
    for row, each in enumerate(material):
        taught.setdefault(each.lesson.aspect, {})[each.text, each.lesson.label] = row
    return tuple(_trial(aspect, rivals, new, own, vectors) for aspect, own in taught.items())


def _trial(aspect: Aspect, rivals: Rivals, new: Heads, taught: Mapping[_Key, int], vectors: Vectors) -> Trial:
    """`taught` holds the row of each text and label that is a lesson."""
    alone, now, after = (_judged(heads.hindsight[aspect]) for heads in (rivals.alone, rivals.now, new))
    fresh = {key: row for key, row in taught.items() if key not in now}
    now |= _afresh(rivals.now, aspect, fresh, vectors)
    written = [key for key in alone if key not in taught]
    return Trial(aspect=aspect, rulebook=_score(written, alone, after), held_back=_score(taught, now, after))


def _judged(found: Iterable[Hindsight]) -> dict[_Key, str]:
    return {(each.text, each.label): each.judged for each in found}


def _afresh(heads: Heads, aspect: Aspect, taught: Mapping[_Key, int], vectors: Vectors) -> dict[_Key, str]:
    """How `heads` judge texts that they have never seen."""
    questions = [Question(text=text, language=detect_language(text)[0]) for text, _ in taught]
    judged = heads.judge(questions, vectors[list(taught.values())]) if taught else []
    return {key: _said(each, aspect) for key, each in zip(taught, judged, strict=True)}


def _said(judged: Classification, aspect: Aspect) -> str:
    match aspect:
        case Aspect.DEPARTMENT:
            return judged.departments[0].department if judged.departments else ""
        case Aspect.SENTIMENT:
            return judged.sentiment
        case Aspect.URGENCY:
            return judged.urgency
        case Aspect.RELEVANCE:
            return judged.relevance
        case Aspect.STAGE:
            return judged.stage


def _score(keys: Iterable[_Key], before: Mapping[_Key, str], after: Mapping[_Key, str]) -> Score:
    score = Score()
    for key in keys:
        was, now = before.get(key) == key[1], after.get(key) == key[1]
        score = score.plus(Score(count=1, right_before=was, gained=now and not was, lost=was and not now))
    return score
