"""How well texts of each language are judged, and which of the languages the encoder was not made for.

Guarantee: every judged text is counted once, languages too rare to say anything by together with what has none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classify.evaluate.measures import Guesses
from bot.classify.language import UNDETERMINED, detect_language

FEW_TEXTS = 10
"""Of so few texts of a language, nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMeasures:
    """One language (ISO 639-1, or "und"): `texts` judged, the share that was `accuracy` right.

    `is_known` says whether the encoder was made for it; an encoder that names no languages knows all.
    """

    language: str
    texts: int
    accuracy: float
    is_known: bool


def by_language(texts: Sequence[str], guesses: Guesses, known: frozenset[str]) -> tuple[LanguageMeasures, ...]:
    """The languages of `texts`, which are those of `guesses`, the most frequent first."""
    detected = {text: detect_language(text)[0] for text in dict.fromkeys(texts)}
    counts = Counter(detected[text] for text in texts)
    languages = np.array(
        [detected[text] if counts[detected[text]] >= FEW_TEXTS else UNDETERMINED for text in texts], dtype=object
    )
    is_right = guesses.probabilities.argmax(axis=1) == guesses.truth
    return tuple(
        LanguageMeasures(
            language=language,
            texts=count,
            accuracy=float(is_right[languages == language].mean()),
            is_known=not known or language == UNDETERMINED or language in known,
        )
        for language, count in Counter(languages.tolist()).most_common()
    )
