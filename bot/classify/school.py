"""Where all heads learn, and what each makes of its own examples.

Guarantee: pure; an example is judged in hindsight by all the others, and by the same rule by which mentions are judged.
"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Generic

from bot.classify.head import Head, fit_head, in_hindsight
from bot.classify.kernel import Vectors
from bot.classify.lessons import Subject
from bot.classify.saying import Label, Rule, likeliest
from bot.classify.solving import Floats, Rows


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
        lesson = subject.lesson(self.rows, self.foreign, self.weights)
        head = fit_head(self.kernel, lesson, anchors=self.anchors)
        hindsight = (
            Hindsight(text, label, *rule(subject.labels, found))
            for (text, label), found in zip(subject.examples, in_hindsight(head, lesson), strict=True)
        )
        return Graduate(subject.labels, head, rule, tuple(hindsight))
