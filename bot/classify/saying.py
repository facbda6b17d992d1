"""What a head says of a text, given how likely each of its labels is: the likeliest, but for errors that cost more.

Guarantee: pure. A text is said to be the same whether it is judged or was taught and is tried in hindsight.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from bot.classify.solving import Floats
from bot.core.classification import Relevance, Sentiment, Urgency

Label = TypeVar("Label", bound=str)
Rule = Callable[[Sequence[Label], Floats], tuple[Label, float]]
"""From labels and their probabilities (labels,) to the one that is said, and how likely that one is."""


@dataclass(frozen=True, slots=True)
class Caution(Generic[Label]):
    """What a head says only where it is sure enough: `claims` of which `precision` shall be right, else `instead`."""

    precision: float
    claims: frozenset[Label]
    instead: Label


# An emergency is never talked down: one that is missed costs more than one that was none.
FEELINGS = frozenset({Sentiment.NEGATIVE, Sentiment.POSITIVE})
RANKS = frozenset({Urgency.LOW, Urgency.HIGH})
REASONS_TO_DISMISS = frozenset({Relevance.UNRELATED, Relevance.SPAM})

# A complaint taken for spam is lost; spam taken for a complaint costs one click. In between a person looks.
SURE_OF_DISMISSAL = 0.6
SURE_OF_BEING_OURS = 0.6
# Nothing is dismissed that a department is so surely right for.
SURE_OF_A_DEPARTMENT = 0.8
SURE_OF_PRAISE = 0.5
SURE_OF_STAGE = 0.5


def likeliest(labels: Sequence[Label], probabilities: Floats) -> tuple[Label, float]:
    """The likeliest."""
    column = int(probabilities.argmax())
    return labels[column], float(probabilities[column])


def stage_of(labels: Sequence[str], probabilities: Floats) -> tuple[str, float]:
    """The likeliest stage of the journey; "" where it is not sure, and how likely the likeliest is."""
    stage, confidence = likeliest(labels, probabilities)
    return (stage if confidence >= SURE_OF_STAGE else ""), confidence


def sentiment_of(labels: Sequence[Sentiment], probabilities: Floats) -> tuple[Sentiment, float]:
    """The likeliest sentiment; positive only where it is likelier than not.

    Rules about danger leave kind words alone, so a complaint taken for praise costs more than the reverse.
    """
    sentiment, confidence = likeliest(labels, probabilities)
    if sentiment is not Sentiment.POSITIVE or confidence >= SURE_OF_PRAISE:
        return sentiment, confidence
    return likeliest(labels, np.where([label is Sentiment.POSITIVE for label in labels], 0.0, probabilities))


def relevance_of(labels: Sequence[Relevance], probabilities: Floats) -> tuple[Relevance, float]:
    """The likeliest relevance; only what is surely no mention of ours is taken for that."""
    label, confidence = likeliest(labels, probabilities)
    if label is Relevance.RELEVANT or confidence >= SURE_OF_DISMISSAL:
        return label, confidence
    return Relevance.RELEVANT, float(probabilities[labels.index(Relevance.RELEVANT)])
