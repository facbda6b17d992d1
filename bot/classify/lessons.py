"""From a rulebook to what each head learns: its labels, and the texts that carry them.

Guarantee: pure; examples with nothing to read teach nothing, the same text under the same label teaches once, and the
triage lane is no department.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from bot.classify.evidence import relevance_evidence, sentiment_evidence, urgency_evidence
from bot.classify.head import Lesson
from bot.classify.seeds import RELEVANCES, SENTIMENTS, URGENCIES, describe, describe_stage
from bot.classify.text import readable
from bot.core.classification import Relevance, Sentiment, Urgency
from bot.core.department import TRIAGE, Example
from bot.core.rulebook import Rulebook

Label = TypeVar("Label", bound=str)


@dataclass(frozen=True, slots=True)
class Subject(Generic[Label]):
    """The labels of one head and the texts that carry them, described first, then examples."""

    labels: tuple[Label, ...]
    described: tuple[tuple[str, Label], ...]
    examples: tuple[tuple[str, Label], ...]
    evidence: Callable[[str], Sequence[float]] | None = None
    is_balanced: bool = False

    @property
    def texts(self) -> Iterable[str]:
        """Every text it learns from."""
        return (text for text, _ in (*self.described, *self.examples))

    def lesson(self, rows: Mapping[str, int], foreign: Container[str], weights: Mapping[str, float]) -> Lesson:
        """What its head learns from, where `rows` says which anchor a text is, and `foreign` holds foreign texts.

        `weights` holds the texts that weigh less than others.
        """
        taught = (*self.described, *self.examples)
        cues = self.evidence
        return Lesson(
            count=len(self.labels),
            rows=np.array([rows[text] for text, _ in taught], dtype=np.intp),
            labels=np.array([self.labels.index(label) for _, label in taught], dtype=np.intp),
            is_example=np.arange(len(taught)) >= len(self.described),
            is_foreign=np.array([text in foreign for text, _ in taught], dtype=bool),
            evidence=None if cues is None else np.array([cues(text) for text, _ in taught]),
            weights=np.array([weights.get(text, 1.0) for text, _ in taught]),
            is_balanced=self.is_balanced,
        )


def legible(examples: Iterable[Example]) -> tuple[Example, ...]:
    """Those with something to read."""
    return tuple(example for example in examples if readable(example.text))


def light(examples: Iterable[Example]) -> dict[str, float]:
    """The texts that weigh less than an example of the rulebook, and how much; one that is both is the rulebook's."""
    heaviest: dict[str, float] = {}
    for example in examples:
        heaviest[example.text] = max(example.weight, heaviest.get(example.text, 0.0))
    return {text: weight for text, weight in heaviest.items() if weight != 1.0}


def department_subject(rulebook: Rulebook) -> Subject[str]:
    """Which department must act."""
    departments = [department for department in rulebook.departments if department.key != TRIAGE]
    keys = tuple(department.key for department in departments)
    return Subject(
        labels=keys,
        described=_once((text, department.key) for department in departments for text in describe(department)),
        examples=_once(
            (example.text, example.department)
            for example in legible(rulebook.examples)
            if example.department is not None and example.department in keys
        ),
    )


def sentiment_subject(rulebook: Rulebook) -> Subject[Sentiment]:
    """How the author feels."""
    return Subject(
        labels=tuple(Sentiment),
        described=_seeded(SENTIMENTS),
        examples=_once(
            (example.text, Sentiment(example.sentiment))
            for example in legible(rulebook.examples)
            if example.sentiment in set(Sentiment)
        ),
        evidence=sentiment_evidence,
        is_balanced=True,
    )


def urgency_subject(rulebook: Rulebook) -> Subject[Urgency]:
    """How soon somebody must act."""
    return Subject(
        labels=tuple(Urgency),
        described=_seeded(URGENCIES),
        examples=_once(
            (example.text, example.urgency) for example in legible(rulebook.examples) if example.urgency is not None
        ),
        evidence=urgency_evidence,
        is_balanced=True,
    )


def stage_subject(rulebook: Rulebook) -> Subject[str]:
    """At which stage of the customer's journey the author was; no labels where the rulebook names none."""
    keys = tuple(stage.key for stage in rulebook.journey)
    return Subject(
        labels=keys,
        described=_once((text, stage.key) for stage in rulebook.journey for text in describe_stage(stage)),
        examples=_once(
            (example.text, example.stage)
            for example in legible(rulebook.examples)
            if example.stage is not None and example.stage in keys
        ),
        is_balanced=True,
    )


def relevance_subject(rulebook: Rulebook) -> Subject[Relevance]:
    """Whether it is about the company: whatever is a department's business is."""
    business = (
        (text, Relevance.RELEVANT)
        for department in rulebook.departments
        if department.key != TRIAGE
        for text in describe(department)
    )
    return Subject(
        labels=tuple(Relevance),
        described=_once((*business, *_seeded(RELEVANCES))),
        examples=_once(
            (example.text, _relevance(example)) for example in legible(rulebook.examples) if _says_relevance(example)
        ),
        evidence=relevance_evidence,
        is_balanced=True,
    )


def _says_relevance(example: Example) -> bool:
    """Whether it says whether it is about the company: a click on something else says nothing about that."""
    return not example.is_lesson or example.relevance is not None


def _relevance(example: Example) -> Relevance:
    if example.relevance in set(Relevance):
        return Relevance(example.relevance)
    return Relevance.RELEVANT if example.department is not None else Relevance.UNRELATED


def _seeded(seeds: Mapping[Label, Sequence[str]]) -> tuple[tuple[str, Label], ...]:
    return tuple((text, label) for label, texts in seeds.items() for text in texts)


def _once(pairs: Iterable[tuple[str, Label]]) -> tuple[tuple[str, Label], ...]:
    return tuple(dict.fromkeys(pairs))
