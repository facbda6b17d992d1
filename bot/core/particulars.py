"""What tells two events apart that are told in nearly the same words: where, which one, whose, and how it ends.

Guarantee: pure. Where it is not sure that two texts differ it says nothing; texts in small letters, or in a language
that it does not read, have fewer particulars and not wrong ones.
"""

import re
from dataclasses import dataclass

from bot.core.event_cues import ASKING, CALENDAR, COMMON, FAILING, GERMAN, LABELS, MARKERS, MENDED, OWN, SERVICES
from bot.core.phrases import fold

LONGEST = 2_000
"""Letters that are looked at."""
_WORD = re.compile(r"[^\W_]+(?:['’.:,-][^\W_]+)*")
_TAG = re.compile(r"[#@]\w+")
_PASSED_ON = re.compile(r"\b(?:rt|via|repost\w*|copied)\b(?: (?:from|by))?\s*@\w+:?", re.IGNORECASE)
"""Whose words they are that somebody passes on; it says nothing about what they are about."""
_GOES_ON = frozenset(",;&/-#@")
"""Marks after which no sentence begins."""
_TIME = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")
_DATE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is particular about one text.

    `names` are its words with a capital where none is due: places, most of all. `numbered` holds what goes by a number,
    such as ("room", "214"), `tags` are its hashtags and handles. It `is_own` trouble where somebody tells theirs,
    `is_common` where many are met, and `is_mended` where it is well again. `failing` are the services that fail, of
    which a brand has one for everybody.
    """

    names: frozenset[str] = frozenset()
    numbered: frozenset[tuple[str, str]] = frozenset()
    tags: frozenset[str] = frozenset()
    is_own: bool = False
    is_common: bool = False
    is_mended: bool = False
    failing: frozenset[str] = frozenset()

    @property
    def is_private(self) -> bool:
        """Whether it is one person's own trouble, which nobody else can have."""
        return self.is_own and not self.is_common


def particulars(text: str, *, brand: str = "") -> Particulars:
    """What is particular about `text`; the words of its `brand`'s key are not."""
    start = _PASSED_ON.sub(" ", text[:LONGEST])
    plain = fold(start)
    return Particulars(
        names=_names(start, frozenset(filter(None, brand.split("-")))),
        numbered=_numbered(plain),
        tags=frozenset(_TAG.findall(plain)),
        is_own=OWN.search(ASKING.sub(" ", plain)) is not None,
        is_common=COMMON.search(plain) is not None,
        is_mended=MENDED.search(plain) is not None,
        failing=_failing(plain),
    )


def contradict(one: Particulars, other: Particulars) -> bool:
    """Whether the two texts cannot be about one event, as far as their particulars tell."""
    return (
        # A name that only one of them gives makes it more exact; one on each side makes them two.
        bool(_unshared(one.names, other.names) and _unshared(other.names, one.names))
        or _count_apart(one.numbered, other.numbered)
        or one.is_mended is not other.is_mended
    )


def tagged_apart(one: Particulars, other: Particulars) -> bool:
    """Whether each has a hashtag, #number or handle that the other lacks: in the same words, that is what differs."""
    return bool(one.tags - other.tags and other.tags - one.tags)


def _unshared(names: frozenset[str], others: frozenset[str]) -> list[str]:
    return [name for name in names if not any(_same_name(name, other) for other in others)]


def _same_name(one: str, other: str) -> bool:
    """Rhodes and Rhodos; names of three letters must be equal."""
    return one == other or (min(len(one), len(other)) > 3 and one[:4] == other[:4])


def _count_apart(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    labels = {label for label, _ in one} & {label for label, _ in other}
    return any(_of(one, label).isdisjoint(_of(other, label)) for label in labels)


def _of(numbered: frozenset[tuple[str, str]], label: str) -> frozenset[str]:
    return frozenset(number for each, number in numbered if each == label)


def _failing(plain: str) -> frozenset[str]:
    # In this order, since few texts name one, and it is looked for in a moment.
    services = _services(plain)
    return services if services and FAILING.search(plain) else frozenset()


def _services(plain: str) -> frozenset[str]:
    return frozenset(service for service, words in SERVICES.items() if words.search(plain))


def _names(text: str, brand: frozenset[str]) -> frozenset[str]:
    """Words with a capital that is not due to a sentence's beginning, to the language, or to shouting."""
    words = list(_WORD.finditer(text))
    if 2 * sum(word.group().isupper() for word in words) > len(words):
        return frozenset()
    is_german = sum(word.group().lower() in GERMAN for word in words) >= 2
    names: set[str] = set()
    before = ""
    for word in words:
        shown = word.group()
        name = fold(shown).removesuffix("'s")
        is_placed = before in MARKERS or before in brand or before in names
        may_be_chance = is_german or shown.isupper() or _begins_sentence(text, word.start())
        is_name = shown[0].isupper() and name not in brand and name not in CALENDAR and (is_placed or not may_be_chance)
        if is_name and not _services(name):
            names.add(name)
        before = name
    return frozenset(names)


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t'‘’")
    return not before or before.endswith("RT") or not (before[-1].isalnum() or before[-1] in _GOES_ON)


def _numbered(plain: str) -> frozenset[tuple[str, str]]:
    words = [word.group() for word in _WORD.finditer(plain)]
    found = {("time", f"{hour}:{minute}") for hour, minute in _TIME.findall(plain)}
    found |= {("date", f"{int(day)} {month}") for day, month in _DATE.findall(plain)}
    for index, word in enumerate(words):
        # "room 214", and "flight CV 812".
        behind = words[index + 1 : index + 3]
        number = next((each for each in behind if any(letter.isdigit() for letter in each)), None)
        if word in LABELS and number and (number == behind[0] or len(behind[0]) <= 3):
            found.add((LABELS[word], number))
    return frozenset(found)
