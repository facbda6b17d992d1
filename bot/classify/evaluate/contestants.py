"""Who is compared: the department head as it routes mentions, and two plain recipes beside it.

Guarantee: all learn from the same texts and vectors, and none sees the label of a text it judges. The department head
is no copy: it is `Heads`, taught by a rulebook made of the labels.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from bot.classify.encoder import Vectors
from bot.classify.evaluate.measures import Flags, Floats
from bot.classify.evaluate.reading import Labelled
from bot.classify.heads import Encode, Heads, Question
from bot.classify.kernel import countable, wording
from bot.classify.language import detect_language
from bot.classify.seeds import describe
from bot.classify.unlabelled import NOTHING, Unlabelled
from bot.core.department import Department, Example, Strategist
from bot.core.rulebook import Rulebook
from bot.core.working_hours import ROUND_THE_CLOCK

# At most so many questions are compared with all anchors at once; a hundred megabytes, at worst.
BATCH = 1_024
# What the plain recipes get: a strength that was fair to them on the public sets.
INVERSE_RIDGE = 10.0
MOST_ITERATIONS = 200
MOST_NGRAMS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is to be learnt: the `labels` with their descriptions ("" where there is none), and `examples`.

    `minimum_confidence` is the probability below which the bot abstains, `precision` the share of what it files that
    shall be right, as in `Rulebook`. `unlabelled` texts are for those who can learn from such.
    """

    labels: Mapping[str, str]
    examples: Sequence[Labelled]
    minimum_confidence: float
    precision: float | None = None
    unlabelled: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """`probabilities` (texts, labels) with columns in the order of the course's labels; the rest is (texts,)."""

    probabilities: Floats
    familiarity: Floats
    is_filed: Flags


class Contestant(Protocol):
    """Somebody who has learnt a course."""

    def judge(self, texts: Sequence[str]) -> Verdicts:
        """What it says of `texts`."""


class DepartmentHead:
    """The head that routes mentions."""

    def __init__(self, course: Course, encode: Encode, *, languages: frozenset[str] = frozenset()) -> None:
        """`languages` are those the encoder was made for, as in `Heads`."""
        self._encode = encode
        texts = tuple(course.unlabelled)
        beside = Unlabelled(texts, encode(texts)) if texts else NOTHING
        self._heads = Heads(rulebook_of(course), encode, languages=languages, unlabelled=beside)

    def judge(self, texts: Sequence[str]) -> Verdicts:
        """Exactly what `Heads` says."""
        parts = [self._batch(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return _joined(parts)

    def _batch(self, texts: Sequence[str]) -> Verdicts:
        questions = [Question(text=text, language=detect_language(text)[0]) for text in texts]
        filing = self._heads.file(questions, self._encode(texts))
        is_filed = filing.is_familiar & (filing.probabilities.max(axis=1) >= self._heads.minimum_confidence)
        return Verdicts(filing.probabilities, filing.familiarity, is_filed)


class LogisticOnVectors:
    """Logistic regression on the encoder's vectors, as a newcomer would write it."""

    def __init__(self, course: Course, encode: Encode) -> None:
        self._course, self._encode = course, encode
        texts, columns = _taught(course)
        self._model = _logistic(encode(texts), columns)

    def judge(self, texts: Sequence[str]) -> Verdicts:
        """Probabilities; the highest stands for familiarity."""
        return _by_probability(self._course, self._model, self._encode(texts))


class LogisticOnNgrams:
    """Logistic regression on character and word n-grams, without any encoder."""

    def __init__(self, course: Course) -> None:
        from sklearn.pipeline import make_union

        self._course = course
        texts, columns = _taught(course)
        counters = [counter.set_params(max_features=MOST_NGRAMS) for counter in countable(wording(texts))]
        self._counter = make_union(*counters).fit(wording(texts)) if counters else None
        self._model = _logistic(self._counted(texts), columns)

    def judge(self, texts: Sequence[str]) -> Verdicts:
        """Probabilities; the highest stands for familiarity."""
        return _by_probability(self._course, self._model, self._counted(texts))

    def _counted(self, texts: Sequence[str]) -> Any:
        # Emoji alone have no n-gram to count: one column of nothing.
        return np.zeros((len(texts), 1)) if self._counter is None else self._counter.transform(wording(texts))


def rulebook_of(course: Course) -> Rulebook:
    """A rulebook whose departments are the labels: keys are numbers, since a label may be called anything."""
    keys = {label: f"label-{column}" for column, label in enumerate(course.labels)}
    return Rulebook(
        version="evaluation",
        company="",
        brands=(),
        strategist=Strategist(person="", channel="", zone="UTC", summary_channel=""),
        departments=tuple(_department(keys[label], label, about) for label, about in course.labels.items()),
        policies={},
        rules=(),
        examples=tuple(Example(text=row.text, department=keys[row.label]) for row in course.examples),
        minimum_confidence=course.minimum_confidence,
        precision=course.precision,
    )


def _department(key: str, label: str, description: str) -> Department:
    return Department(
        key=key,
        name=_words(label, description),
        description=description,
        channel="",
        hours=ROUND_THE_CLOCK,
        answer_within={},
        policies={},
    )


def _words(label: str, description: str) -> str:
    """A label as words; one that is a mere number says nothing beside a description."""
    words = label.replace("_", " ").replace("-", " ").strip()
    return "" if description and not any(letter.isalpha() for letter in words) else words


def _taught(course: Course) -> tuple[list[str], list[int]]:
    """Texts and columns the plain recipes learn from: the examples, or descriptions if those are of one label only."""
    columns = {label: column for column, label in enumerate(course.labels)}
    if len({row.label for row in course.examples}) > 1:
        return [row.text for row in course.examples], [columns[row.label] for row in course.examples]
    departments = rulebook_of(course).departments
    return [describe(department)[0] for department in departments], list(columns.values())


def _logistic(features: Any, columns: Sequence[int]) -> Any:
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        # Where it stops after MOST_ITERATIONS, it is as good as it gets.
        warnings.simplefilter("ignore")
        return LogisticRegression(C=INVERSE_RIDGE, max_iter=MOST_ITERATIONS).fit(features, columns)


def _by_probability(course: Course, model: Any, features: "Vectors | Any") -> Verdicts:
    probabilities = np.zeros((features.shape[0], len(course.labels)))
    probabilities[:, model.classes_] = model.predict_proba(features)
    surest = probabilities.max(axis=1)
    return Verdicts(probabilities, surest, surest >= course.minimum_confidence)


def _joined(parts: Sequence[Verdicts]) -> Verdicts:
    return Verdicts(
        np.concatenate([part.probabilities for part in parts]),
        np.concatenate([part.familiarity for part in parts]),
        np.concatenate([part.is_filed for part in parts]),
    )
