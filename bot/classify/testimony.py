"""What everybody else makes of a person's lessons: the judge of a lesson has heard nothing of whoever gave it.

Guarantee: deterministic, and hardly slower for fifty people than for one: all share one kernel and one inverse, out of
which each person's lessons are taken in closed form.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from bot.classify.head import Head, Lesson, calibrated, fit_head, in_hindsight, part_of, ridges_of
from bot.classify.kernel import Anchors, Vectors
from bot.classify.language import UNDETERMINED, detect_language
from bot.classify.lessons import (
    Subject,
    department_subject,
    light,
    relevance_subject,
    sentiment_subject,
    urgency_subject,
)
from bot.classify.solving import Floats, Numbers, Rows, inverse
from bot.core.department import Example
from bot.core.lesson_trust import is_at_odds
from bot.core.lessons import Aspect, How, LessonState
from bot.core.rulebook import Rulebook
from bot.ports import Material

FEWEST = 3
"""Lessons about one aspect; who has given fewer is judged together with the rest."""
MOST_WRITTEN = 3_000
"""Examples of the rulebook: a sample of a larger one says as well what it makes of a lesson."""
FLATLY = 0.05
"""Where a label is less likely than this share of the likeliest one, it is contradicted flatly."""
HARDLY_EVER = 1 / 3
"""The share of somebody's corrections that others find likely; below, they are likely by luck."""
_SUBJECTS: Mapping[Aspect, Callable[[Rulebook], Subject[Any]]] = {
    Aspect.DEPARTMENT: department_subject,
    Aspect.SENTIMENT: sentiment_subject,
    Aspect.URGENCY: urgency_subject,
    Aspect.RELEVANCE: relevance_subject,
}

Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Testimony:
    """What all but its giver make of a lesson: whether they contradict it flatly, find it likely, or would say it too.

    It is likely where its label has a larger share than one that is drawn by lot. Many a good correction is not.
    """

    is_contradicted: bool
    is_likely: bool
    is_agreed: bool


BORNE_OUT = Testimony(is_contradicted=False, is_likely=True, is_agreed=True)
"""Somebody else has said the same of the same words."""


@dataclass(slots=True)
class Hearing:
    """What is made of a person's corrections, by lesson, and of everybody else's by the same judges.

    The judges of `own` know nothing of this person, those of `others` nothing of this person nor of who gave the
    lesson: whoever teaches most would else be compared with people who are borne out by what they have taught.
    """

    own: dict[int, Testimony] = field(default_factory=dict)
    others: list[Testimony] = field(default_factory=list)

    @property
    def share_likely(self) -> float:
        """The share of this person's corrections that everybody else finds likely."""
        return sum(each.is_likely for each in self.own.values()) / max(len(self.own), 1)

    @property
    def unborne(self) -> frozenset[int]:
        """The lessons not to be learnt of a person at odds with everybody else, who do not find them likely.

        Of somebody who is hardly ever right, others must say just the same.
        """
        is_lost = self.share_likely < HARDLY_EVER
        return frozenset(
            lesson for lesson, each in self.own.items() if not (each.is_agreed if is_lost else each.is_likely)
        )

    def is_at_odds(self, *, confirmed: int) -> bool:
        """Whether this person is at odds with everybody else, who have `confirmed` so often."""
        ways = (lambda each: not each.is_contradicted, lambda each: each.is_likely)
        return any(
            is_at_odds([*map(holds, self.own.values())], [*map(holds, self.others)], confirmed=confirmed)
            for holds in ways
        )


def hearings(
    taught: Rulebook, material: Sequence[Material], encode: Encode, *, languages: Collection[str]
) -> dict[str, Hearing]:
    """What is made of the corrections in `material` that the strategist has not kept, by who gave them.

    `taught` has the lessons of `material` behind its own examples. `languages` (ISO 639-1) are those that the encoder
    was made for; none means that it does not say.
    """
    taught = replace(taught, examples=_some(taught.examples))
    alone = replace(taught, examples=tuple(each for each in taught.examples if not each.is_lesson))
    foreign = _foreign(taught.examples, languages) if languages else frozenset()
    weights = light(taught.examples)
    found: dict[str, Hearing] = defaultdict(Hearing)
    for aspect, subject_of in _SUBJECTS.items():
        own = [each for each in material if each.lesson.aspect is aspect]
        if any(map(is_asked, own)):
            subject = subject_of(taught)
            court = _court(subject, encode, foreign, weights)
            _hear(found, court, _sayings(subject, own, written=subject_of(alone).examples))
    return found


def is_asked(material: Material) -> bool:
    """Whether others are asked what they make of it: who confirms says nothing new, and the strategist has the say."""
    return material.lesson.how is not How.CONFIRMED and material.lesson.state is not LessonState.KEPT


def _some(examples: Sequence[Example]) -> tuple[Example, ...]:
    written = [row for row, example in enumerate(examples) if not example.is_lesson]
    # Always the same sample: a refit must not change its mind.
    spare = np.random.default_rng(0).permutation(written)[MOST_WRITTEN:].tolist()
    return tuple(example for row, example in enumerate(examples) if row not in set(spare)) if spare else (*examples,)


def _foreign(examples: Sequence[Example], languages: Container[str]) -> frozenset[str]:
    spoken = ((each.text, each.language or detect_language(each.text)[0]) for each in examples)
    return frozenset(text for text, language in spoken if language != UNDETERMINED and language not in languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A person's lesson and its place among what was taught; `is_alone` where nobody else has said just that."""

    lesson: int
    by: str
    place: int
    is_alone: bool
    is_asked: bool


def _sayings(
    subject: Subject[Any], material: Sequence[Material], *, written: Collection[tuple[str, Any]]
) -> dict[str, list[_Saying]]:
    """What people have said, by person; the rulebook has the examples `written`."""
    places = {key: len(subject.described) + number for number, key in enumerate(subject.examples)}
    said = [(each, places[key]) for each in material if (key := (each.text, each.lesson.label)) in places]
    people: dict[int, set[str]] = defaultdict(set)
    for each, place in said:
        people[place].add(each.lesson.by)
    shared = {places[key] for key in written} | {place for place, by in people.items() if len(by) > 1}
    found: dict[str, list[_Saying]] = defaultdict(list)
    for each, place in said:
        found[each.lesson.by].append(
            _Saying(
                lesson=each.lesson.id,
                by=each.lesson.by,
                place=place,
                is_alone=place not in shared,
                is_asked=is_asked(each),
            )
        )
    return found


def _hear(found: dict[str, Hearing], court: "_Court", said: Mapping[str, Sequence[_Saying]]) -> None:
    """Add to what was `found` of each person."""
    asked = {person: sayings for person, sayings in said.items() if any(each.is_asked for each in sayings)}
    for person, sayings in asked.items():
        if sum(each.is_asked for each in sayings) < FEWEST:
            # Too few to judge anybody by, and too few to change how sure the others are.
            found[person].own |= court.judged(sayings, as_sure_as=court.head)
            continue
        without = court.leaving(sayings)
        found[person].own |= court.judged(sayings, as_sure_as=without.head)
        for other in asked.keys() - {person}:
            found[person].others += without.judged(asked[other], as_sure_as=without.head).values()


def _testimony(shares: Floats, label: int) -> Testimony:
    said, most = float(shares[label]), float(shares.max())
    return Testimony(is_contradicted=said < FLATLY * most, is_likely=said * len(shares) > 1, is_agreed=said == most)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Court:
    """All that was taught, and what is needed to take some of it out again.

    `places` (taught,) is where each text stood before anything was taken out. `inverted` is the inverse of the system
    of what was taught, and `duals` (taught, labels) its solution.
    """

    lesson: Lesson
    places: Rows
    targets: Floats
    head: Head
    inverted: Numbers
    duals: Numbers

    def judged(self, sayings: Sequence[_Saying], *, as_sure_as: Head) -> dict[int, Testimony]:
        """What is made of one person's `sayings`, by lesson, by a head that has learnt none of them."""
        own = self._rows(sayings)
        owed = np.linalg.solve(self.inverted[np.ix_(own, own)], self.duals[own])
        lesson = part_of(self.lesson, own, self.lesson.rows[own])
        shares = in_hindsight(replace(as_sure_as, left_out=self.targets[own] - owed), lesson)
        found = {
            place: _testimony(row, label)
            for place, row, label in zip(self.places[own].tolist(), shares, lesson.labels.tolist(), strict=True)
        }
        return {each.lesson: found.get(each.place, BORNE_OUT) for each in sayings if each.is_asked}

    def leaving(self, sayings: Sequence[_Saying]) -> "_Court":
        """One that has never heard one person's `sayings`."""
        own = self._rows(sayings)
        rest = np.setdiff1d(np.arange(len(self.places)), own)
        between = self.inverted[np.ix_(rest, own)]
        owed = np.linalg.solve(self.inverted[np.ix_(own, own)], np.concatenate([self.duals[own], between.T], axis=1))
        inverted = self.inverted[np.ix_(rest, rest)] - between @ owed[:, self.lesson.count :]
        duals = self.duals[rest] - between @ owed[:, : self.lesson.count]
        lesson, targets = part_of(self.lesson, rest, self.lesson.rows[rest]), self.targets[rest]
        left_out = targets - duals / np.diagonal(inverted)[:, None]
        return _Court(
            lesson=lesson,
            places=self.places[rest],
            targets=targets,
            head=calibrated(self.head.weights, left_out[lesson.is_example], lesson),
            inverted=inverted,
            duals=duals,
        )

    def _rows(self, sayings: Sequence[_Saying]) -> Rows:
        """Where what one person alone has said stands now."""
        alone = [each.place for each in sayings if each.is_alone]
        return np.flatnonzero(np.isin(self.places, alone))


def _court(subject: Subject[Any], encode: Encode, foreign: Container[str], weights: Mapping[str, float]) -> _Court:
    texts = list(dict.fromkeys(subject.texts))
    rows = {text: row for row, text in enumerate(texts)}
    vectors, lesson = encode(texts), subject.lesson(rows, foreign, weights)
    taught = [rows[text] for text, _ in subject.examples]
    per_label = len(taught) / max(len(subject.labels), 1)
    kernel = Anchors(texts, vectors, examples=vectors[taught], examples_per_label=per_label).kernel(texts, vectors)
    head, targets = fit_head(kernel, lesson), np.eye(lesson.count)[lesson.labels]
    inverted = inverse(kernel[np.ix_(lesson.rows, lesson.rows)], ridges_of(targets, lesson, head.ridge))
    duals = inverted @ targets.astype(inverted.dtype)
    return _Court(
        lesson=lesson, targets=targets, places=np.arange(len(targets)), head=head, inverted=inverted, duals=duals
    )
