"""How well texts of each language are judged, and which of the languages the encoder was not made for.

Guarantee: every judged text is counted once, languages too rare to say anything by together with what has none. What a
file says of a text's language goes before a guess.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classify.evaluate.measures import Guesses
from bot.classify.evaluate.reading import Labelled
from bot.classify.language import UNDETERMINED, detect_language

FEW_TEXTS = 10
"""Of so few texts of a language, nothing is said."""
_MOST_OF_A_NAME = 30
# What files call the languages of the public, where they do not write ISO 639-1.
_CODES = {
    "arabic": "ar", "bengali": "bn", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "croatian": "hr",
    "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id",
    "irish": "ga", "italian": "it", "japanese": "ja", "korean": "ko", "latvian": "lv", "lithuanian": "lt",
    "malay": "ms", "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "slovak": "sk", "slovenian": "sl", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMeasures:
    """One language (ISO 639-1, or "und"): `texts` judged, the share that was `accuracy` right.

    `is_known` says whether the encoder was made for it, None where nobody can tell which languages these are; an
    encoder that names no languages knows all.
    """

    language: str
    texts: int
    accuracy: float
    is_known: bool | None


def by_language(rows: Sequence[Labelled], guesses: Guesses, known: frozenset[str]) -> tuple[LanguageMeasures, ...]:
    """The languages of `rows`, which are those of `guesses`, the most frequent first."""
    codes = {row: _code(row.language) or detect_language(row.text)[0] for row in dict.fromkeys(rows)}
    counts = Counter(codes[row] for row in rows)
    languages = np.array(
        [codes[row] if counts[codes[row]] >= FEW_TEXTS else UNDETERMINED for row in rows], dtype=object
    )
    is_right = guesses.probabilities.argmax(axis=1) == guesses.truth
    return tuple(
        LanguageMeasures(
            language=language,
            texts=count,
            accuracy=float(is_right[languages == language].mean()),
            is_known=_is_known(language, known),
        )
        for language, count in Counter(languages.tolist()).most_common()
    )


def _is_known(language: str, known: frozenset[str]) -> bool | None:
    if not known:
        return True
    return None if language == UNDETERMINED else language in known


def _code(said: str) -> str:
    """ISO 639-1 of what a file says: en, en-GB, en_US or English. A name that we do not know stays what it is."""
    name = " ".join(said.casefold().split())[:_MOST_OF_A_NAME]
    code = name.replace("_", "-").partition("-")[0]
    return _CODES.get(name, code if len(code) == 2 else name)
