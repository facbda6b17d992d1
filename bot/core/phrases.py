"""Finding words in what people write: without regard to case, accents, typographic quotes or spacing.

Guarantee: a phrase is found as whole words only, in time linear in the text; `refund*` also takes endings. Scripts
written without blanks (Chinese, Japanese, Thai …) are searched as they stand.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WITHOUT_BLANKS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


# A mention is held against many rules in a row, so the last few texts are kept folded.
@lru_cache(maxsize=16)
def fold(text: str) -> str:
    """`text` in small letters, without accents, single-spaced; #LateCheckout is read as two words as well."""
    hashtags = [_HUMP.sub(" ", tag) for tag in _HASHTAG.findall(text)]
    split = [tag for tag in hashtags if " " in tag]
    return "\n".join(_plain(part) for part in (text, *split))


def find_phrase(phrases: Iterable[str], text: str) -> str | None:
    """The first of `phrases` that occurs in `text`, as it was given; None where none does."""
    folded = fold(text)
    return next((phrase for phrase in phrases if _occurs(_needle(phrase), folded)), None)


@lru_cache(maxsize=4096)
def _needle(phrase: str) -> str:
    return _plain(phrase)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def _occurs(needle: str, text: str) -> bool:
    stem = needle.removesuffix("*")
    if not stem:
        return False
    takes_endings = stem != needle
    start = text.find(stem)
    while start >= 0:
        end = start + len(stem)
        if _is_edge(text, start) and (takes_endings or _is_edge(text, end)):
            return True
        start = text.find(stem, start + 1)
    return False


def _is_edge(text: str, at: int) -> bool:
    """Whether no word runs across the gap before `text[at]`."""
    if at in (0, len(text)):
        return True
    return not (_continues_word(text[at - 1]) and _continues_word(text[at]))


def _continues_word(letter: str) -> bool:
    if not (letter.isalnum() or letter == "_"):
        return False
    return is_spaced(letter)


def is_spaced(letter: str) -> bool:
    """Whether blanks part the words of the writing that a letter belongs to."""
    return letter.isascii() or not unicodedata.name(letter, "").startswith(_WITHOUT_BLANKS)
