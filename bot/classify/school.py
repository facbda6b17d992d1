"""Where all heads learn, and what each makes of its own examples.

Guarantee: pure; an example is judged in hindsight by all the others, and by the same rule by which mentions are judged.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Generic

import numpy as np

from bot.classify.familiarity import Familiarity, learn_familiarity
from bot.classify.head import Head, Lesson, fit_head, in_hindsight
from bot.classify.kernel import Vectors
from bot.classify.lessons import Subject
from bot.classify.saying import Label, Rule, likeliest
from bot.classify.solving import Floats, Rows
from bot.classify.unlabelled import learn_unlabelled


@dataclass(frozen=True, slots=True)
class Hindsight:
    """A text that was taught under `label`, and how it would have been judged had it not been, with what confidence."""

    text: str
    label: str
    judged: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Graduate(Generic[Label]):
    """A fitted head with the names of its columns, and what it makes of its own examples."""

    labels: tuple[Label, ...]
    head: Head
    rule: Rule[Label]
    hindsight: tuple[Hindsight, ...]

    def decide(self, probabilities: Floats) -> tuple[Label, float]:
        """What it says of a text with these probabilities (labels,), and how likely that is."""
        return self.rule(self.labels, probabilities)


@dataclass(frozen=True, slots=True)
class School:
    """The texts by row, which are foreign or weigh less, how they are like the anchors."""

    rows: dict[str, int]
    foreign: Container[str]
    weights: dict[str, float]
    kernel: Vectors
    anchors: Rows | None

    def teach(self, subject: Subject[Label], rule: Rule[Label] = likeliest) -> Graduate[Label]:
        """A head that has learnt `subject`, and says by `rule` what a text is."""
        lesson = self._lesson(subject)
        return _graduate(subject, lesson, fit_head(self.kernel, lesson, anchors=self.anchors), rule)

    def teach_departments(self, subject: Subject[str], vectors: Vectors) -> tuple[Graduate[str], Familiarity]:
        """A head that has learnt `subject`, and of unlabelled texts those that resemble it; and its familiarity.

        `vectors` has a row a text; rows behind those of taught texts belong to unlabelled ones.
        """
        lesson = self._lesson(subject)
        plain = fit_head(self.kernel, lesson, anchors=self.anchors)
        familiarity = self._familiarity(subject, plain, vectors)
        rows = np.arange(len(self.rows), len(vectors))
        is_alike = familiarity.of(plain.scores(self.kernel[rows]), vectors[rows]) >= familiarity.least
        head = learn_unlabelled(self.kernel, lesson, plain, rows[is_alike])
        if head is not plain:
            familiarity = self._familiarity(subject, head, vectors)
        return _graduate(subject, lesson, head, likeliest), familiarity

    def _lesson(self, subject: Subject[Label]) -> Lesson:
        return subject.lesson(self.rows, self.foreign, self.weights)

    def _familiarity(self, subject: Subject[Label], head: Head, vectors: Vectors) -> Familiarity:
        filed = np.unique([self.rows[text] for text in subject.texts]).astype(np.intp)
        taught = np.array([self.rows[text] for text, _ in subject.examples], dtype=np.intp)
        return learn_familiarity(vectors[filed], head.left_out, vectors[taught], np.searchsorted(filed, taught))


def _graduate(subject: Subject[Label], lesson: Lesson, head: Head, rule: Rule[Label]) -> Graduate[Label]:
    hindsight = (
        Hindsight(text, label, *rule(subject.labels, found))
        for (text, label), found in zip(subject.examples, in_hindsight(head, lesson), strict=True)
    )
    return Graduate(subject.labels, head, rule, tuple(hindsight))
