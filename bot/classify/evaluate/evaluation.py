"""One evaluation from end to end: encode once, teach each contestant in each trial, measure what it says.

Guarantee: deterministic but for the measured times; what a head is told is settled before it sees a text to judge.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol as Interface

import numpy as np

from bot.classify.encoder import Vectors
from bot.classify.evaluate.by_language import LanguageMeasures, by_language
from bot.classify.evaluate.contestants import (
    Contestant,
    Course,
    DepartmentHead,
    LogisticOnNgrams,
    LogisticOnVectors,
    Verdicts,
    rulebook_of,
)
from bot.classify.evaluate.measures import Guesses, Measures, Rows, confusion, measure
from bot.classify.evaluate.other_heads import HeadMeasures
from bot.classify.evaluate.reading import Labelled
from bot.classify.evaluate.trials import Material, Plan, Trial, trials
from bot.classify.seeds import describe

DEPARTMENT_HEAD = "department head"
ON_VECTORS = "logistic on vectors"
ON_NGRAMS = "n-grams alone"


class Encodes(Interface):
    """What is needed of an encoder."""

    version: str

    @property
    def languages(self) -> frozenset[str]:
        """The languages it was made for."""

    @property
    def backend(self) -> str:
        """Where and how it computes."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A unit vector a text."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one contestant did: its figures by draw, and its guesses of all draws together."""

    name: str
    draws: tuple[Measures, ...]
    guesses: Guesses

    @property
    def counts(self) -> Rows:
        """The confusion matrix of all draws, true labels by row."""
        return confusion(self.guesses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Texts a second on this machine, and seconds to fit the department head once."""

    encoding: float
    judging: float
    fitting: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was found. `head` is the department head, `baselines` the plain recipes; `languages` are those judged.

    `unlabelled` is how many texts the head has read beside its examples, without their labels. `others` are the other
    heads, where they were measured.
    """

    plan: Plan
    labels: tuple[str, ...]
    examples: int
    texts: int
    strangers: int
    encoder: str
    backend: str
    head: Result
    baselines: tuple[Result, ...]
    throughput: Throughput
    languages: tuple[LanguageMeasures, ...] = ()
    unlabelled: int = 0
    others: tuple[HeadMeasures, ...] = ()


def evaluate(
    material: Material, plan: Plan, encoder: Encodes, *, tell: Callable[[str], None] = lambda _: None
) -> Evaluation:
    """Evaluate the department head on `material`; `tell` is told of the progress. Raises UnusableMaterial."""
    made = trials(material, plan)
    library = _Library(encoder)
    library.collect(_texts(material, made), tell)
    runs = [_Run(name) for name in (DEPARTMENT_HEAD, ON_VECTORS, ON_NGRAMS)]
    for number, draw in enumerate(made, start=1):
        for run in runs:
            tell(f"draw {number} of {len(made)}: {run.name}")
            run.draw(material, draw, library)
    head, *baselines = (run.result() for run in runs)
    return Evaluation(
        plan=plan,
        labels=tuple(material.labels),
        examples=len(made[0][0].examples),
        texts=sum(len(trial.test) for trial in made[0]),
        strangers=len(material.strangers),
        encoder=encoder.version,
        backend=encoder.backend,
        head=head,
        baselines=tuple(baselines),
        throughput=Throughput(encoding=library.pace, judging=runs[0].pace, fitting=runs[0].fitting),
        unlabelled=max(len(trial.unlabelled) for draw in made for trial in draw),
        languages=by_language(_judged(made), head.guesses, encoder.languages),
    )


class _Library:
    """Each text encoded once, and how quickly that went."""

    def __init__(self, encoder: Encodes) -> None:
        self.languages = encoder.languages
        self.pace = 0.0
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def collect(self, texts: Iterable[str], tell: Callable[[str], None]) -> None:
        """Encode `texts` in one go, as quickly as can be."""
        distinct = list(dict.fromkeys(texts))
        tell(f"encoding {len(distinct)} texts")
        # The first pass through a model warms it up.
        self._encoder.encode(distinct[:1])
        begun = perf_counter()
        self._known.update(zip(distinct, self._encoder.encode(distinct), strict=True))
        self.pace = len(distinct) / max(perf_counter() - begun, 1e-9)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors known by now; what was not collected, such as clauses of descriptions, is encoded and kept."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(slots=True)
class _Run:
    """One contestant on its way through all trials."""

    name: str
    draws: list[Measures] = field(default_factory=list)
    guesses: list[Guesses] = field(default_factory=list)
    fitted: int = 0
    fitting_seconds: float = 0.0
    judged: int = 0
    judging_seconds: float = 0.0

    @property
    def pace(self) -> float:
        """Texts judged a second, encoding not counted."""
        return self.judged / max(self.judging_seconds, 1e-9)

    @property
    def fitting(self) -> float:
        """Seconds to fit once."""
        return self.fitting_seconds / max(self.fitted, 1)

    def draw(self, material: Material, draw: Sequence[Trial], library: _Library) -> None:
        """Go through one draw's trials and measure them together."""
        guesses = _pooled([self._trial(material, trial, library) for trial in draw])
        self.draws.append(measure(guesses))
        self.guesses.append(guesses)

    def result(self) -> Result:
        """What came of it."""
        return Result(self.name, tuple(self.draws), _pooled(self.guesses))

    def _trial(self, material: Material, trial: Trial, library: _Library) -> Guesses:
        course = _course(material, trial)
        begun = perf_counter()
        contestant = _teach(self.name, course, library)
        self.fitted, self.fitting_seconds = self.fitted + 1, self.fitting_seconds + perf_counter() - begun
        verdicts = self._judge(contestant, [row.text for row in trial.test])
        strange = self._judge(contestant, material.strangers).familiarity if material.strangers else np.zeros(0)
        columns = {label: column for column, label in enumerate(material.labels)}
        return Guesses(
            truth=np.array([columns[row.label] for row in trial.test], dtype=np.intp),
            probabilities=verdicts.probabilities,
            familiarity=verdicts.familiarity,
            is_filed=verdicts.is_filed,
            strangers=strange,
        )

    def _judge(self, contestant: Contestant, texts: Sequence[str]) -> Verdicts:
        begun = perf_counter()
        verdicts = contestant.judge(texts)
        self.judged, self.judging_seconds = self.judged + len(texts), self.judging_seconds + perf_counter() - begun
        return verdicts


def _course(material: Material, trial: Trial) -> Course:
    return Course(
        labels=material.labels,
        examples=trial.examples,
        minimum_confidence=material.minimum_confidence,
        precision=material.precision,
        unlabelled=trial.unlabelled,
    )


def _teach(name: str, course: Course, library: _Library) -> Contestant:
    if name == DEPARTMENT_HEAD:
        return DepartmentHead(course, library.encode, languages=library.languages)
    return LogisticOnVectors(course, library.encode) if name == ON_VECTORS else LogisticOnNgrams(course)


def _judged(made: Sequence[Sequence[Trial]]) -> list[Labelled]:
    """The texts in the order in which all draws judge them."""
    return [row for draw in made for trial in draw for row in trial.test]


def _texts(material: Material, made: Sequence[Sequence[Trial]]) -> Iterable[str]:
    course = Course(labels=material.labels, examples=(), minimum_confidence=0.0)
    for department in rulebook_of(course).departments:
        yield from describe(department)
    for draw in made:
        for trial in draw:
            yield from (row.text for row in (*trial.examples, *trial.test))
            yield from trial.unlabelled
    yield from material.strangers


def _pooled(parts: Sequence[Guesses]) -> Guesses:
    return Guesses(
        truth=np.concatenate([part.truth for part in parts]),
        probabilities=np.concatenate([part.probabilities for part in parts]),
        familiarity=np.concatenate([part.familiarity for part in parts]),
        is_filed=np.concatenate([part.is_filed for part in parts]),
        strangers=np.concatenate([part.strangers for part in parts]),
    )
