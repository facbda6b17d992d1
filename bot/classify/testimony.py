"""What everybody else makes of a person's lessons: the judge of a lesson has heard nothing of whoever gave it.

Guarantee: deterministic, and hardly slower for fifty people than for one: all share one kernel and one inverse, out of
which each person's lessons are taken in closed form.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
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
    stage_subject,
    urgency_subject,
)
from bot.classify.solving import Floats, Numbers, inverse
from bot.core.department import Example
from bot.core.lesson_trust import is_at_odds
from bot.core.lessons import Aspect, How, LessonState
from bot.core.rulebook import Rulebook
from bot.ports import Material

FEWEST = 5
"""Lessons about one aspect."""
MOST_WRITTEN = 3_000
"""Examples of the rulebook: a sample of a larger one says as well what it makes of a lesson."""
FLATLY = 0.05
"""Where a label is less likely than this share of the likeliest one, it is contradicted flatly."""
TENABLE, LIKELY = 0.6, 0.3
"""The share of good corrections that a rulebook is believed not to contradict flatly, and to find likely."""
HARDLY_EVER = 1 / 3
"""The share of somebody's corrections that others find likely; below, they are likely by luck."""
_SUBJECTS: Mapping[Aspect, Callable[[Rulebook], Subject[Any]]] = {
    Aspect.DEPARTMENT: department_subject,
    Aspect.SENTIMENT: sentiment_subject,
    Aspect.URGENCY: urgency_subject,
    Aspect.RELEVANCE: relevance_subject,
    Aspect.STAGE: stage_subject,
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
    """What is made of a person's corrections, by lesson, and of everybody else's.

    The judges of `own` have heard everybody else, and nothing of this person. Those of `others` have heard of nobody's
    lessons: what is right and new looks no better to them than the work of whoever alone knows a department.
    `by_label` tells the lessons apart by what they say.
    """

    own: dict[int, Testimony] = field(default_factory=dict)
    by_label: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    others: list[Testimony] = field(default_factory=list)

    @property
    def share_likely(self) -> float:
        """The share of this person's corrections that everybody else finds likely."""
        return sum(each.is_likely for each in self.own.values()) / max(len(self.own), 1)

    def unborne(self, *, confirmed: int) -> frozenset[int]:
        """The lessons that are not to be learnt, beside everybody else who have `confirmed` so often.

        They are those that others do not find likely, of a person at odds with them, or of all that a person calls by
        one label. Of somebody who is hardly ever right, others must say just the same.
        """
        if self._is_at_odds(self.own, confirmed=confirmed):
            is_lost = self.share_likely < HARDLY_EVER
            return frozenset(
                lesson for lesson, each in self.own.items() if not (each.is_agreed if is_lost else each.is_likely)
            )
        odd = (own for own in self.by_label.values() if self._is_at_odds(own, confirmed=confirmed))
        return frozenset(lesson for own in odd for lesson in own if not self.own[lesson].is_likely)

    def _is_at_odds(self, lessons: Iterable[int], *, confirmed: int) -> bool:
        own = [self.own[lesson] for lesson in lessons]
        return is_at_odds(
            [not each.is_contradicted for each in own],
            [not each.is_contradicted for each in self.others],
            believed=TENABLE,
            confirmed=confirmed,
        ) or is_at_odds(
            [each.is_likely for each in own],
            [each.is_likely for each in self.others],
            believed=LIKELY,
            confirmed=confirmed,
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
    """A person's lesson and its place among what was taught.

    `is_alone` where nobody else has said just that, `is_written` where the rulebook has.
    """

    lesson: int
    label: str
    place: int
    is_alone: bool
    is_written: bool
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
    by_rulebook = {places[key] for key in written}
    found: dict[str, list[_Saying]] = defaultdict(list)
    for each, place in said:
        found[each.lesson.by].append(
            _Saying(
                lesson=each.lesson.id,
                label=each.lesson.label,
                place=place,
                is_alone=place not in by_rulebook and len(people[place]) == 1,
                is_written=place in by_rulebook,
                is_asked=is_asked(each),
            )
        )
    return found


def _hear(found: dict[str, Hearing], court: "_Court", said: Mapping[str, Sequence[_Saying]]) -> None:
    """Add to what was `found` of each person."""
    asked = {person: sayings for person, sayings in said.items() if any(each.is_asked for each in sayings)}
    everything = [each.place for sayings in said.values() for each in sayings if not each.is_written]
    by_rulebook = court.judged(everything, as_sure_as=court.sure_without(everything))
    for person, sayings in asked.items():
        own = [each.place for each in sayings if each.is_alone]
        # Who has said little hardly changes how sure the others are.
        head = court.sure_without(own) if len(own) >= FEWEST else court.head
        judged, hearing = court.judged(own, as_sure_as=head), found[person]
        for each in sayings:
            if each.is_asked:
                hearing.own[each.lesson] = judged.get(each.place, BORNE_OUT)
                hearing.by_label[each.label].append(each.lesson)
        for each in (each for other in asked if other != person for each in asked[other] if each.is_asked):
            hearing.others.append(by_rulebook.get(each.place, BORNE_OUT))


def _testimony(shares: Floats, label: int) -> Testimony:
    said, most = float(shares[label]), float(shares.max())
    return Testimony(is_contradicted=said < FLATLY * most, is_likely=said * len(shares) > 1, is_agreed=said == most)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Court:
    """All that was taught, and what is needed to take some of it out again.

    `inverted` is the inverse of the system
    of what was taught, and `duals` (taught, labels) its solution.
    """

    lesson: Lesson
    targets: Floats
    head: Head
    inverted: Numbers
    duals: Numbers

    def judged(self, places: Sequence[int], *, as_sure_as: Head) -> dict[int, Testimony]:
        """What is made of the examples at these `places` where none of them was taught, by place."""
        own = np.unique(np.array(places, dtype=np.intp))
        owed = np.linalg.solve(self.inverted[np.ix_(own, own)], self.duals[own])
        lesson = part_of(self.lesson, own, self.lesson.rows[own])
        shares = in_hindsight(replace(as_sure_as, left_out=self.targets[own] - owed), lesson)
        return {
            place: _testimony(row, label)
            for place, row, label in zip(own.tolist(), shares, lesson.labels.tolist(), strict=True)
        }

    def sure_without(self, places: Sequence[int]) -> Head:
        """As sure as all the others bear out, where the examples at these `places` were not taught."""
        own = np.unique(np.array(places, dtype=np.intp))
        rest = np.setdiff1d(np.arange(len(self.targets)), own)
        between = self.inverted[np.ix_(rest, own)]
        asked = np.concatenate([self.duals[own], between.T], axis=1)
        owed = np.linalg.solve(self.inverted[np.ix_(own, own)], asked)
        duals = self.duals[rest] - between @ owed[:, : self.lesson.count]
        reach = np.einsum("ro,or->r", between, owed[:, self.lesson.count :])
        left_out = self.targets[rest] - duals / (np.diagonal(self.inverted)[rest] - reach)[:, None]
        lesson = part_of(self.lesson, rest, self.lesson.rows[rest])
        return calibrated(self.head.weights, left_out[lesson.is_example], lesson)


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
    return _Court(lesson=lesson, targets=targets, head=head, inverted=inverted, duals=duals)
