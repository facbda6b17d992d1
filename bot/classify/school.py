"""Where all heads learn, and what each makes of its own examples.

Guarantee: pure; an example is judged in hindsight by all the others, and by the same rule by which mentions are judged.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Generic

import numpy as np

from bot.classify.familiarity import Familiarity, learn_familiarity
from bot.classify.head import Head, Lesson, fit_head, in_hindsight
from bot.classify.kernel import Vectors
from bot.classify.lessons import Subject
from bot.classify.neighbours import learn_beside
from bot.classify.promise import least_sure
from bot.classify.saying import Caution, Label, Rule, likeliest
from bot.classify.solving import Floats, Rows


@dataclass(frozen=True, slots=True)
class Hindsight:
    """A text that was taught under `label`, and how it would have been judged had it not been, with what confidence.

    `is_likely` says whether its label would then have been likelier than one that is drawn by lot.
    """

    text: str
    label: str
    judged: str
    confidence: float
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Graduate(Generic[Label]):
    """A fitted head with the names of its columns, and what it makes of its own examples."""

    labels: tuple[Label, ...]
    head: Head
    rule: Rule[Label]
    hindsight: tuple[Hindsight, ...]
    caution: Caution[Label] | None = None
    least: float = 0.0
    """The confidence below which its claims are not made."""

    def decide(self, probabilities: Floats) -> tuple[Label, float]:
        """What it says of a text with these probabilities (labels,), and how likely that is."""
        label, confidence = self.rule(self.labels, probabilities)
        if self.caution is not None and self.is_unsure(probabilities):
            instead = self.caution.instead
            return instead, float(probabilities[self.labels.index(instead)]) if instead in self.labels else confidence
        return label, confidence

    def is_unsure(self, probabilities: Floats) -> bool:
        """Whether it would rather say nothing of a text with these probabilities."""
        label, confidence = self.rule(self.labels, probabilities)
        return self.caution is not None and label in self.caution.claims and confidence < self.least


@dataclass(frozen=True, slots=True)
class School:
    """The texts by row, which are foreign or weigh less, how they are like the anchors."""

    rows: dict[str, int]
    foreign: Container[str]
    weights: dict[str, float]
    kernel: Vectors
    anchors: Rows | None

    def teach(
        self, subject: Subject[Label], rule: Rule[Label] = likeliest, caution: Caution[Label] | None = None
    ) -> Graduate[Label]:
        """A head that has learnt `subject`, and says by `rule` what a text is, as far as `caution` lets it."""
        lesson = self._lesson(subject)
        head = fit_head(self.kernel, lesson, anchors=self.anchors)
        return _graduate(subject, in_hindsight(head, lesson), Graduate(subject.labels, head, rule, (), caution))

    def teach_departments(self, subject: Subject[str], vectors: Vectors) -> tuple[Graduate[str], Familiarity]:
        """A head that has learnt `subject`, and of unlabelled texts those that resemble it; and its familiarity.

        `vectors` has a row a text; rows behind those of taught texts belong to unlabelled ones.
        """
        lesson = self._lesson(subject)
        plain = fit_head(self.kernel, lesson, anchors=self.anchors)
        familiarity = self._familiarity(subject, plain, vectors)
        rows = np.arange(len(self.rows), len(vectors))
        is_alike = familiarity.of(plain.scores(self.kernel[rows]), vectors[rows]) >= familiarity.least
        head = learn_beside(self.kernel, vectors, lesson, plain, rows[is_alike])
        if head is not plain:
            familiarity = self._familiarity(subject, head, vectors)
        graduate = Graduate(subject.labels, head, likeliest, ())
        return _graduate(subject, in_hindsight(head, lesson), graduate), familiarity

    def _lesson(self, subject: Subject[Label]) -> Lesson:
        return subject.lesson(self.rows, self.foreign, self.weights)

    def _familiarity(self, subject: Subject[Label], head: Head, vectors: Vectors) -> Familiarity:
        filed = np.unique([self.rows[text] for text in subject.texts]).astype(np.intp)
        taught = np.array([self.rows[text] for text, _ in subject.examples], dtype=np.intp)
        return learn_familiarity(vectors[filed], head.left_out, vectors[taught], np.searchsorted(filed, taught))


def _graduate(subject: Subject[Label], found: Floats, taught: Graduate[Label]) -> Graduate[Label]:
    """With how sure it must be, and what it says in hindsight; `found` has the examples' probabilities."""
    if taught.caution is not None:
        taught = replace(taught, least=_least(subject, found, taught.rule, taught.caution))
    hindsight = (
        Hindsight(text, label, *taught.decide(row), is_likely=_is_likely(subject.labels.index(label), row))
        for (text, label), row in zip(subject.examples, found, strict=True)
    )
    return replace(taught, hindsight=tuple(hindsight))


def _least(subject: Subject[Label], found: Floats, rule: Rule[Label], caution: Caution[Label]) -> float:
    """How sure it must be of a claim, told by the examples of which it would have claimed something unseen."""
    said = [(label, *rule(subject.labels, row)) for (_, label), row in zip(subject.examples, found, strict=True)]
    claimed = [(confidence, label == judged) for label, judged, confidence in said if judged in caution.claims]
    surest = np.array([confidence for confidence, _ in claimed], dtype=np.float64)
    is_right = np.array([is_right for _, is_right in claimed], dtype=bool)
    return least_sure(surest, is_right, precision=caution.precision)


def _is_likely(column: int, probabilities: Floats) -> bool:
    return bool(probabilities[column] * len(probabilities) > 1)
