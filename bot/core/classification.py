"""What the classifier says of a mention: scores, labels and how sure it is.

Guarantee: a classification is data; it never decides where a mention goes (routing does).
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Sentiment(StrEnum):
    """How the author feels about the brand."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Urgency(StrEnum):
    """How soon somebody must act; ordered from low to emergency."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 for low up to 3 for emergency."""
        return list(Urgency).index(self)

    # str compares by letters, so all four comparisons are stated.
    def __lt__(self, other: str) -> bool:
        return self.rank < Urgency(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Urgency(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Urgency(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Urgency(other).rank


class Relevance(StrEnum):
    """Whether a mention is about the company at all."""

    RELEVANT = "relevant"
    UNRELATED = "unrelated"
    SPAM = "spam"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentScore:
    """How well one department fits; `score` is a probability in [0, 1] over all departments."""

    department: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestExample:
    """An example of the rulebook that is like a text, as it stood when the text was judged.

    `text` is its start, `department` None where it teaches what to dismiss; `likeness` is a cosine, 1 for the same.
    """

    text: str
    department: str | None
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """One judgement of one mention. Confidences are probabilities in [0, 1].

    `departments` is ordered from best to worst. `is_confident` is False where the classifier abstains from naming a
    department. `language` is ISO 639-1, "und" where it cannot tell. `model` names encoder and heads with versions.
    `vector` holds the normalised float32 little-endian vector of the text, b"" where there is none. `nearest` are the
    examples most like it, kept so that a person can be told without asking the model again. `stage` is a guess at the
    stage of the customer's journey, "" where nothing can be guessed. `reader` is the encoder that `vector` is of, ""
    where it is the one in `model`. `unsure` names the judgements (sentiment, urgency, relevance) that it would rather
    not make; they are then neutral, normal and relevant. Where it is unsure of the relevance, it abstains.
    """

    departments: tuple[DepartmentScore, ...]
    is_confident: bool
    sentiment: Sentiment = Sentiment.NEUTRAL
    sentiment_confidence: float = 0.0
    urgency: Urgency = Urgency.NORMAL
    urgency_confidence: float = 0.0
    relevance: Relevance = Relevance.RELEVANT
    relevance_confidence: float = 0.0
    language: str = "und"
    language_confidence: float = 0.0
    model: str = ""
    vector: bytes = field(default=b"", repr=False)
    nearest: tuple[NearestExample, ...] = ()
    stage: str = ""
    reader: str = ""
    unsure: tuple[str, ...] = ()

    @property
    def encoder(self) -> str:
        """Whose the vector is: only vectors of the same encoder can be compared."""
        return self.reader or encoder_of(self.model)

    @property
    def confidence(self) -> float:
        """The best department's score, 0 where there is none."""
        return self.departments[0].score if self.departments else 0.0

    @property
    def department(self) -> str | None:
        """The best department where the classifier is confident, else None (it abstains)."""
        return self.departments[0].department if self.is_confident and self.departments else None

    @property
    def may_be_nobodys(self) -> bool:
        """Whether it may well be spam or about somebody else, so that a person should look before a department does."""
        return self.relevance is not Relevance.RELEVANT or "relevance" in self.unsure

    def score_of(self, department: str) -> float:
        """The score of `department`, 0 where it has none."""
        return next((entry.score for entry in self.departments if entry.department == department), 0.0)


def encoder_of(model: str) -> str:
    """The encoder in the name of a model, which ends with its heads: "Mini@53+bf16" of "Mini@53+bf16/heads-v7"."""
    return model.rpartition("/")[0]


def version_of(model: str) -> int:
    """The version of what was learnt in the name of a model, 0 where it had learnt nothing: 3 of "…/heads-v7.v3"."""
    version = model.rpartition("/")[2].rpartition(".v")[2]
    return int(version) if version.isdecimal() else 0
