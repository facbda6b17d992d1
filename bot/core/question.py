"""What people ask about mentions: some words, over some days, of a brand, a department or a source.

Guarantee: pure. Words are found without regard to case, accents, hyphens and endings: `late check-out` is also found
where somebody writes "Late Checkouts". What is asked for by name is only compared, never run as anything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from bot.core.phrases import find_phrase, fold, is_spaced

DAYS = 30
"""What is looked at where nobody says how long."""
LONGEST_DAYS = 366
LONGEST_WORDS = 200
SMALL = 3
"""Letters of a word that need not be there where several were typed: "the", "of", "out"."""
SHORT = 4
"""A word of so few letters takes few endings: "app" is not found in "apple"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `phrases` are to be found as they stand, each of `words` by itself; days are counted back."""

    phrases: tuple[str, ...] = ()
    words: str = ""
    days: int = DAYS
    brand: str = ""
    department: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """All that was asked about, as one."""
        return " ".join((*self.phrases, self.words)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAbout:
    """A question with its number and who asked it. `vector` is its meaning to `encoder`, "" before one has read it."""

    id: int
    by: str
    question: Question
    encoder: str = ""
    vector: bytes = b""


def finder(question: Question) -> Callable[[str], bool]:
    """Whether a text says what is asked about in these very words."""
    asked = [*question.phrases, *_telling(question.words)]
    needles = [_needle(each) for each in asked if any(map(str.isalnum, each))]

    def says(text: str) -> bool:
        folded = text.casefold() if text.isascii() else fold(text)
        return bool(needles) and all(needle(folded) for needle in needles)

    return says


def _telling(words: str) -> list[str]:
    """The words that must be there; of several the very short ones need not."""
    said = words.split()
    return [each for each in said if len(each) > SMALL] or said


@lru_cache(maxsize=256)
def _needle(phrase: str) -> Callable[[str], bool]:
    letters = [letter for letter in fold(phrase) if letter.isalnum()]
    if not all(map(is_spaced, letters)):
        return partial(_occurs, phrase)
    last = len(re.split(r"\W+", phrase.strip())[-1])
    ending = r"(?:e?s|e?d|ing|er|en|n)?(?!\w)" if last <= SHORT else r"\w*"
    # What stands between two letters may be a hyphen, a blank, or nothing.
    spelt = r"[\W_]{0,2}".join(map(re.escape, letters))
    return partial(_matches, re.compile(rf"(?<!\w){spelt}{ending}"))


def _occurs(phrase: str, text: str) -> bool:
    return find_phrase((phrase,), text) is not None


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None
