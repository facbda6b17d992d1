"""What everybody else makes of a person's lessons: the judge of a lesson has heard nothing of whoever gave it.

Guarantee: deterministic, and hardly slower for fifty people than for one: all share one kernel and one inverse, out of
which each person's lessons are taken in closed form.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from bot.classify.head import Head, Lesson, calibrated, fit_head, in_hindsight, part_of, ridges_of, surprise_of
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
from bot.classify.solving import Floats, Numbers, Rows, inverse
from bot.core.department import Example
from bot.core.lesson_trust import FEW, FEWEST, enough, evidence_against, is_luck
from bot.core.lessons import Aspect, How, LessonState
from bot.core.rulebook import Rulebook
from bot.ports import Material

NEAR = 0.3
"""The cosine from which on a text that was resolved may be of the subject that is corrected."""
MOST_WRITTEN = 3_000
"""Examples of the rulebook: a sample of a larger one says as well what it makes of a lesson."""
_SUBJECTS: Mapping[Aspect, Callable[[Rulebook], Subject[Any]]] = {
    Aspect.DEPARTMENT: department_subject,
    Aspect.SENTIMENT: sentiment_subject,
    Aspect.URGENCY: urgency_subject,
    Aspect.RELEVANCE: relevance_subject,
    Aspect.STAGE: stage_subject,
}

Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Charge:
    """Corrections by one person that everybody else finds unlikely and is easier to understand without.

    `evidence` is how strong that is, in nats: the logarithm of how much likelier they make it that the person errs.
    """

    lessons: frozenset[int]
    evidence: float


@dataclass(slots=True)
class Hearing:
    """What is made of a person's corrections, and what is brought against them.

    `likely` says by lesson whether its label has a larger share of what everybody else would say than one that is drawn
    by lot. Many a good correction has not; what somebody else has said of the same words always has.
    """

    likely: dict[int, bool] = field(default_factory=dict)
    charges: list[Charge] = field(default_factory=list)


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
            if len(subject.labels) < 2:
                continue  # With one label, every lesson is as likely as a lot would make it.
            court = _court(subject, encode, foreign, weights)
            _hear(found, court, _sayings(subject, own, written=subject_of(alone).examples))
    return found


def is_asked(material: Material) -> bool:
    """Whether others are asked what they make of it: who confirms says nothing new, and the strategist has the say."""
    return material.lesson.how is not How.CONFIRMED and not is_kept(material)


def is_kept(material: Material) -> bool:
    """Whether the strategist has looked at it and kept it."""
    return material.lesson.state is LessonState.KEPT


def _some(examples: Sequence[Example]) -> tuple[Example, ...]:
    written = [row for row, example in enumerate(examples) if not example.is_lesson]
    # Always the same sample: a refit must not change its mind.
    spare = set(np.random.default_rng(0).permutation(written)[MOST_WRITTEN:].tolist())
    return tuple(example for row, example in enumerate(examples) if row not in spare)


def _foreign(examples: Sequence[Example], languages: Container[str]) -> frozenset[str]:
    spoken = ((each.text, each.language or detect_language(each.text)[0]) for each in examples)
    return frozenset(text for text, language in spoken if language != UNDETERMINED and language not in languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A person's lesson and its place among what was taught.

    `is_alone` where neither anybody else nor the rulebook has said just that; nor has the strategist, by keeping it.
    It `is_echo` where it only confirms what was filed, and `is_asked` where others are asked about it.
    """

    lesson: int
    label: str
    place: int
    is_alone: bool
    is_asked: bool
    is_echo: bool


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
                is_alone=place not in by_rulebook and len(people[place]) == 1 and not is_kept(each),
                is_asked=is_asked(each),
                is_echo=not is_asked(each) and not is_kept(each),
            )
        )
    return found


def _hear(found: dict[str, Hearing], court: "_Court", said: Mapping[str, Sequence[_Saying]]) -> None:
    """Add to what was `found` of each person."""
    echoes = {each.place for sayings in said.values() for each in sayings if each.is_echo and each.is_alone}
    for person, sayings in said.items():
        own = [each.place for each in sayings if each.is_alone]
        # Until somebody corrects it, what a department should get is resolved by whoever had it before.
        own += court.disputed(own, echoes.difference(own))
        known = court.known_without(own)
        asked = [each for each in sayings if each.is_asked and each.label in known]
        new = [each for each in sayings if each.is_asked and each.label not in known]
        if not asked:
            continue
        judged = court.judged(own, as_sure_as=court.sure_without(own) if len(own) >= FEW else court.head)
        hearing = found[person]
        hearing.likely |= {each.lesson: judged.get(each.place, True) for each in asked}
        others = sum(map(len, said.values())) - len(sayings)
        hearing.charges += _Prosecutor(court, hearing.likely, own, enough(others=others)).charges(asked, new)


@dataclass(frozen=True, slots=True)
class _Prosecutor:
    """Brings charges against a person whose examples are `own`, where the evidence is `enough`."""

    court: "_Court"
    likely: Mapping[int, bool]
    own: Sequence[int]
    enough: float

    def charges(self, asked: Sequence[_Saying], new: Sequence[_Saying]) -> list[Charge]:
        """What is brought against all that they call by one label, and against all that they were `asked` about.

        What is `new`, since nobody else knows its label, is never held against them, and goes with all the rest.
        """
        by_label: dict[str, list[_Saying]] = defaultdict(list)
        for each in asked:
            by_label[each.label].append(each)
        found = [charge for said in by_label.values() for charge in self._charge(said)]
        # Whoever errs about one subject may well be right about all others, unless they are hardly ever right.
        if not found or is_luck([self.likely[each.lesson] for each in asked]):
            found += self._charge(asked, new)
        return found

    def _charge(self, said: Sequence[_Saying], new: Sequence[_Saying] = ()) -> Iterator[Charge]:
        likely = [self.likely[each.lesson] for each in said]
        odd = [each for each, is_likely in zip(said, likely, strict=True) if not is_likely]
        if len(said) < FEWEST or not odd:
            return
        relief = self.court.relief_without([each.place for each in odd], own=self.own)
        if (evidence := evidence_against(likely, relief=relief)) > self.enough:
            doubted = [each for each in (*said, *new) if each.is_alone] if is_luck(likely) else odd
            yield Charge(lessons=frozenset(each.lesson for each in doubted), evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Court:
    """All that was taught, and what is needed to take some of it out again.

    `inverted` is the inverse of the system of what was taught, and `duals` (taught, labels) its solution; `labels` are
    its columns. `vectors` has a row for each text.
    """

    labels: Sequence[str]
    vectors: Vectors
    lesson: Lesson
    targets: Floats
    head: Head
    inverted: Numbers
    duals: Numbers

    def disputed(self, places: Sequence[int], among: Collection[int]) -> list[int]:
        """Which examples `among` all are near to one at these `places` that has another label."""
        mine, theirs = np.array(sorted(places), dtype=np.intp), np.array(sorted(among), dtype=np.intp)
        if not len(mine) or not len(theirs):
            return []
        is_near = self.vectors[self.lesson.rows[theirs]] @ self.vectors[self.lesson.rows[mine]].T >= NEAR
        is_other = self.lesson.labels[theirs][:, None] != self.lesson.labels[mine]
        found: list[int] = theirs[(is_near & is_other).any(axis=1)].tolist()
        return found

    def known_without(self, places: Sequence[int]) -> frozenset[str]:
        """The labels of which there are FEW examples, those at these `places` aside."""
        others = self.lesson.is_example & ~np.isin(np.arange(len(self.targets)), places)
        counts = np.bincount(self.lesson.labels[others], minlength=self.lesson.count)
        return frozenset(label for label, count in zip(self.labels, counts.tolist(), strict=True) if count >= FEW)

    def judged(self, places: Sequence[int], *, as_sure_as: Head) -> dict[int, bool]:
        """Which of the examples at these `places` are likely where none of them was taught, by place."""
        own = np.unique(np.array(places, dtype=np.intp))
        owed = np.linalg.solve(self.inverted[np.ix_(own, own)], self.duals[own])
        lesson = self._part(own)
        shares = in_hindsight(replace(as_sure_as, left_out=self.targets[own] - owed), lesson)
        is_likely = shares[np.arange(len(own)), lesson.labels] * lesson.count > 1
        return dict(zip(own.tolist(), is_likely.tolist(), strict=True))

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
        return self._sure(rest, left_out)

    def relief_without(self, places: Sequence[int], *, own: Sequence[int]) -> float:
        """By how much less all but the examples `own` surprise, where those at these `places` were not taught: nats."""
        rest = np.setdiff1d(np.arange(len(self.targets)), places)
        left_out = self.targets - self.duals / np.diagonal(self.inverted)[:, None]
        lesson = self._part(rest)
        others = ~np.isin(rest, own)[lesson.is_example]
        with_them, without = self._sure(rest, left_out[rest]), self.sure_without(places)
        return surprise_of(with_them, lesson, others) - surprise_of(without, lesson, others)

    def _part(self, rest: Rows) -> Lesson:
        return part_of(self.lesson, rest, self.lesson.rows[rest])

    def _sure(self, rest: Rows, left_out: Floats) -> Head:
        """As sure as the texts `rest` bear out, each judged by the others with these scores (texts, labels)."""
        lesson = self._part(rest)
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
    return _Court(
        labels=subject.labels,
        vectors=vectors,
        lesson=lesson,
        targets=targets,
        head=head,
        inverted=inverted,
        duals=duals,
    )
