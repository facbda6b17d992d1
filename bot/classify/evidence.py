"""What readable cues say of a text, as logits beside the heads' scores: one number a label.

Guarantee: pure and total; columns are in the order of the enum's members. How far cues are trusted is not decided here
but learnt by each head from its examples.
"""

import math

from bot.classify.cues import spam_signs, urgency_cues
from bot.classify.lexicon import feeling
from bot.classify.text import readable, sound
from bot.core.classification import Relevance, Sentiment, Urgency

_ORDINARY = 0.25  # where nothing speaks for anything, it is the ordinary
_RATED = 3.0  # stars are the author's own word on it
_WORD = 1.5
_CUE = 1.5
_CAN_WAIT = 0.75
_SIGN = 1.5
_WORST_LIKED, _BEST_DISLIKED, _MOST_STARS = 4, 2, 5


def sentiment_evidence(text: str, rating: float | None = None) -> list[float]:
    """Words of praise and complaint, and stars out of five where there are any."""
    felt = feeling(readable(text))
    negative, positive = _WORD * math.log1p(felt.negative), _WORD * math.log1p(felt.positive)
    if rating is not None and rating <= _BEST_DISLIKED:
        negative += _RATED
    if rating is not None and _WORST_LIKED <= rating <= _MOST_STARS:
        positive += _RATED
    by_label = {Sentiment.NEGATIVE: negative, Sentiment.NEUTRAL: _ORDINARY, Sentiment.POSITIVE: positive}
    return [by_label[label] for label in Sentiment]


def urgency_evidence(text: str) -> list[float]:
    """Cues of urgency, of which the first of a kind says the most; praise can wait, and so can a mere question."""
    plain = readable(text)
    found, felt = [cue.urgency for cue in urgency_cues(plain)], feeling(plain)
    can_wait = felt.positive > felt.negative or ("?" in plain and not felt.negative)
    ordinary = {Urgency.LOW: _CAN_WAIT * can_wait, Urgency.NORMAL: _ORDINARY}
    return [ordinary.get(label, 0.0) + _CUE * math.log2(1 + found.count(label)) for label in Urgency]


def relevance_evidence(text: str) -> list[float]:
    """Signs of spam, which links and hashtags belong to."""
    spam = _SIGN * math.log2(1 + spam_signs(sound(text)))
    by_label = {Relevance.RELEVANT: _ORDINARY, Relevance.UNRELATED: 0.0, Relevance.SPAM: spam}
    return [by_label[label] for label in Relevance]
