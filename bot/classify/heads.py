"""The judgements over one encoder pass: department, sentiment, urgency, relevance, stage of the journey.

Guarantee: fitted from one rulebook in seconds and the same in every run; immutable afterwards, so any number of threads
may judge with it. A department's score is a probability; what resembles nothing that was taught is abstained from.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from bot.classify.evidence import relevance_evidence, sentiment_evidence, urgency_evidence
from bot.classify.familiarity import resemblance
from bot.classify.journey import teach_journey
from bot.classify.kernel import Anchors, Vectors
from bot.classify.language import UNDETERMINED, detect_language
from bot.classify.lessons import (
    Subject,
    department_subject,
    legible,
    light,
    relevance_subject,
    sentiment_subject,
    stage_subject,
    urgency_subject,
)
from bot.classify.nowhere import Nowhere
from bot.classify.promise import least_sure
from bot.classify.saying import (
    FEELINGS,
    RANKS,
    REASONS_TO_DISMISS,
    SURE_OF_A_DEPARTMENT,
    SURE_OF_BEING_OURS,
    Caution,
    Label,
    relevance_of,
    sentiment_of,
)
from bot.classify.school import Hindsight, School
from bot.classify.solving import Flags, Floats, Rows
from bot.classify.text import has_words
from bot.classify.unlabelled import NOTHING, Unlabelled
from bot.core.classification import Classification, DepartmentScore, Relevance, Sentiment, Urgency
from bot.core.department import Example
from bot.core.lessons import Aspect
from bot.core.rulebook import Rulebook

Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One text to be judged as it was posted, its language as ISO 639-1 or "und", and its stars out of five, if any."""

    text: str
    language: str = "und"
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An example of the rulebook and its cosine to the text in question."""

    example: Example
    cosine: float


@dataclass(frozen=True, slots=True)
class Filing:
    """What the department head says of a batch of texts.

    `probabilities` has the shape (texts, departments), with columns in the order of `keys`. `familiarity` (texts,) is
    how much a text resembles what was taught; `is_familiar` (texts,) whether that is enough to file it,
    and it is not what belongs nowhere.
    """

    keys: tuple[str, ...]
    probabilities: Floats
    familiarity: Floats
    is_familiar: Flags


class Heads:
    """All heads of one rulebook."""

    def __init__(
        self,
        rulebook: Rulebook,
        encode: Encode,
        *,
        languages: frozenset[str] = frozenset(),
        unlabelled: Unlabelled = NOTHING,
        most_anchors: int = 6_000,
    ) -> None:
        """Fit them; `encode` turns texts into unit vectors of one width, zero where there is nothing to read.

        `languages` are those the encoder was made for (ISO 639-1); none means that it does not say. Above
        `most_anchors` texts a sample of them stands for all, so that memory and time stay bounded; as many of the
        `unlabelled` ones are learnt from as there is then room for.
        """
        self._languages = languages
        self.version = rulebook.version
        subjects = department_subject(rulebook), sentiment_subject(rulebook), urgency_subject(rulebook)
        relevance, stage = relevance_subject(rulebook), stage_subject(rulebook)
        self._examples = legible(rulebook.examples)
        texts = _distinct((*subjects, relevance, stage), self._examples)
        rows = {text: row for row, text in enumerate(texts)}
        vectors = encode(texts)
        beside = self._beside(unlabelled, rows, room=most_anchors - len(texts))
        if beside.texts:
            texts, vectors = [*texts, *beside.texts], np.concatenate([vectors, beside.vectors])
        # What somebody's click has taught are a stranger's words: they teach, and are shown with nobody else's.
        self._shown = tuple(example for example in self._examples if not example.is_lesson)
        self._shown_vectors = vectors[[rows[example.text] for example in self._shown]]
        landmarks = _landmarks(texts, {example.text for example in self._examples}, most=most_anchors)
        self._anchors = Anchors(
            [texts[row] for row in landmarks],
            vectors[landmarks],
            examples=vectors[[rows[example.text] for example in self._examples]],
            examples_per_label=len(subjects[0].examples) / max(len(subjects[0].labels), 1),
        )
        kernel = self._anchors.kernel(texts, vectors)
        foreign = {example.text for example in self._examples if self._is_foreign(_language(example))}
        anchors = None if len(landmarks) == len(texts) else landmarks
        school = School(rows, foreign, light(self._examples), kernel, anchors)
        self._journey = teach_journey(school, stage, rulebook, vectors)
        self._department, self._familiarity = school.teach_departments(subjects[0], vectors)
        self._nowhere = Nowhere(encode)
        self._minimum_confidence = _minimum_confidence(rulebook, self._department.hindsight)
        self._sentiment = school.teach(
            subjects[1], sentiment_of, _caution(rulebook, Aspect.SENTIMENT, FEELINGS, Sentiment.NEUTRAL)
        )
        self._urgency = school.teach(subjects[2], caution=_caution(rulebook, Aspect.URGENCY, RANKS, Urgency.NORMAL))
        self._relevance = school.teach(
            relevance, relevance_of, _caution(rulebook, Aspect.RELEVANCE, REASONS_TO_DISMISS, Relevance.RELEVANT)
        )

    def judge(self, questions: Sequence[Question], vectors: Vectors) -> list[Classification]:
        """One classification a question, without language, model and vector. `vectors` has a row for each."""
        if not questions:
            return []
        texts = [question.text for question in questions]
        kernel = self._anchors.kernel(texts, vectors)
        foreign = self._foreign(questions)
        filing = self._file(questions, vectors, kernel)
        sentiments = self._sentiment.head.probabilities(
            kernel, foreign, np.array([sentiment_evidence(each.text, each.rating) for each in questions])
        )
        urgencies = self._urgency.head.probabilities(
            kernel, foreign, np.array([urgency_evidence(text) for text in texts])
        )
        relevances = self._relevance.head.probabilities(
            kernel, foreign, np.array([relevance_evidence(text) for text in texts])
        )
        stages = self._journey.of(kernel, vectors, foreign)
        return [
            replace(
                self._one(
                    filing.probabilities[row],
                    sentiments[row],
                    urgencies[row],
                    relevances[row],
                    is_familiar=bool(filing.is_familiar[row]),
                ),
                stage=stage,
            )
            for row, stage in enumerate(stages)
        ]

    @property
    def minimum_confidence(self) -> float:
        """The probability below which no department is named."""
        return self._minimum_confidence

    def file(self, questions: Sequence[Question], vectors: Vectors) -> Filing:
        """The department head alone, by which `judge` files; `vectors` has a row for each question."""
        return self._file(questions, vectors, self._anchors.kernel([question.text for question in questions], vectors))

    @property
    def hindsight(self) -> Mapping[Aspect, Sequence[Hindsight]]:
        """How each head judges its own examples, each of them by all the others."""
        return {
            Aspect.DEPARTMENT: self._department.hindsight,
            Aspect.SENTIMENT: self._sentiment.hindsight,
            Aspect.URGENCY: self._urgency.hindsight,
            Aspect.RELEVANCE: self._relevance.hindsight,
            Aspect.STAGE: self._journey.hindsight,
        }

    def nearest(self, vectors: Vectors, *, count: int = 2) -> list[list[Neighbour]]:
        """The rulebook's examples most like each text of `vectors` (texts, dimension), the most alike first."""
        if not self._shown:
            return [[] for _ in vectors]
        # Of two that are equally alike the one further up in the rulebook comes first, in every run; the last digits
        # hang on how many texts there are.
        cosines = np.round(vectors @ self._shown_vectors.T, 6)
        found: list[list[Neighbour]] = [[] for _ in vectors]
        for _ in range(min(count, len(self._shown))):
            for row, best in enumerate(cosines.argmax(axis=1).tolist()):
                found[row].append(Neighbour(self._shown[best], float(cosines[row, best])))
                cosines[row, best] = -np.inf
        return found

    def _one(
        self, departments: Floats, sentiments: Floats, urgencies: Floats, relevances: Floats, *, is_familiar: bool
    ) -> Classification:
        ranked = sorted(zip(self._department.labels, departments.tolist(), strict=True), key=lambda pair: -pair[1])
        is_named = is_familiar and bool(ranked) and ranked[0][1] >= self._minimum_confidence
        sentiment, sentiment_confidence = self._sentiment.decide(sentiments)
        urgency, urgency_confidence = self._urgency.decide(urgencies)
        relevance, relevance_confidence = self._relevance.decide(relevances)
        ours = float(relevances[self._relevance.labels.index(Relevance.RELEVANT)])
        if relevance is not Relevance.RELEVANT and is_named and ranked[0][1] >= SURE_OF_A_DEPARTMENT:
            relevance, relevance_confidence = Relevance.RELEVANT, ours
        return Classification(
            departments=tuple(DepartmentScore(department=key, score=score) for key, score in ranked),
            # An emergency is never kept waiting for somebody to look whose it is.
            is_confident=is_named and (ours >= SURE_OF_BEING_OURS or urgency is Urgency.EMERGENCY),
            sentiment=sentiment,
            sentiment_confidence=sentiment_confidence,
            urgency=urgency,
            urgency_confidence=urgency_confidence,
            relevance=relevance,
            relevance_confidence=relevance_confidence,
            unsure=tuple(
                aspect
                for aspect, is_unsure in (
                    (Aspect.SENTIMENT, self._sentiment.is_unsure(sentiments)),
                    (Aspect.URGENCY, self._urgency.is_unsure(urgencies)),
                    (Aspect.RELEVANCE, relevance is Relevance.RELEVANT and ours < SURE_OF_BEING_OURS),
                )
                if is_unsure
            ),
        )

    def _file(self, questions: Sequence[Question], vectors: Vectors, kernel: Vectors) -> Filing:
        nearest = self._familiarity.nearest(vectors)
        familiarity = resemblance(self._department.head.scores(kernel), nearest)
        is_nobodys = self._nowhere.claims([question.text for question in questions], vectors, nearest)
        return Filing(
            keys=self._department.labels,
            probabilities=self._department.head.probabilities(kernel, self._foreign(questions)),
            familiarity=familiarity,
            is_familiar=(familiarity >= self._familiarity.least) & ~is_nobodys,
        )

    def _beside(self, unlabelled: Unlabelled, taught: Container[str], *, room: int) -> Unlabelled:
        """The first of `unlabelled` that were not `taught` and can be read, as many as there is `room` for."""
        untaught = (row for row, text in enumerate(unlabelled.texts) if text not in taught and has_words(text))
        read = (row for row in untaught if not self._is_foreign(detect_language(unlabelled.texts[row])[0]))
        return unlabelled.only(list(islice(read, max(room, 0))))

    def _foreign(self, questions: Sequence[Question]) -> Flags:
        return np.array([self._is_foreign(question.language) for question in questions], dtype=bool)

    def _is_foreign(self, language: str) -> bool:
        return bool(self._languages) and language != UNDETERMINED and language not in self._languages


def _caution(rulebook: Rulebook, aspect: Aspect, claims: frozenset[Label], instead: Label) -> Caution[Label] | None:
    precision = rulebook.precision_of.get(aspect)
    return None if precision is None else Caution(precision, claims, instead)


def _minimum_confidence(rulebook: Rulebook, hindsight: Sequence[Hindsight]) -> float:
    """What the rulebook says, or more where it asks for a precision that only so much confidence keeps."""
    if rulebook.precision is None:
        return rulebook.minimum_confidence
    surest = np.array([each.confidence for each in hindsight], dtype=np.float64)
    is_right = np.array([each.judged == each.label for each in hindsight], dtype=bool)
    return max(rulebook.minimum_confidence, least_sure(surest, is_right, precision=rulebook.precision))


def _landmarks(texts: Sequence[str], examples: Container[str], *, most: int) -> Rows:
    """The rows of the texts that become anchors: all while they are few, else descriptions and a sample of examples."""
    if len(texts) <= most:
        return np.arange(len(texts))
    is_example = np.array([text in examples for text in texts])
    described, taught = np.flatnonzero(~is_example), np.flatnonzero(is_example)
    # Always the same sample: a refit must not change its mind.
    sample = np.random.default_rng(0).permutation(taught)[: max(most - len(described), 0)]
    return np.sort(np.concatenate([described, sample]))


def _distinct(subjects: Sequence[Subject[Any]], examples: Sequence[Example]) -> list[str]:
    taught = (text for subject in subjects for text in subject.texts)
    return list(dict.fromkeys((*taught, *(example.text for example in examples))))


def _language(example: Example) -> str:
    return example.language or detect_language(example.text)[0]
