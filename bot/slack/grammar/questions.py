"""What people ask about mentions: `about "late check-out" last 30 days at housekeeping`.

Guarantee: pure. What stands in quotation marks is a phrase; a length of time is taken out wherever it stands, and so is
a brand, a department or a source that is named behind `at`, `in`, `for`, `from` or `brand:`; all the rest are words.
Nothing is guessed: a name that nobody knows behind a colon is given back, so that it can be said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.question import DAYS, LONGEST_DAYS, LONGEST_WORDS, Question
from bot.core.rulebook import Rulebook
from bot.slack.grammar.words import Words, as_typed, plain_words
from bot.slack.texts.names import PLATFORMS

MOST_PHRASES = 5
LONGEST_NAME = 6
"""Words of a name."""
_QUOTED = re.compile(r"[\"“”„«»]\s*([^\"“”„«»]+?)\s*[\"“”„«»]")
_LAST = r"(?:last|past|letzten?|letzter|vergangenen?|derni[eè]re?s?|[uú]ltim[oa]s?|this|diese[nrs]?)"
_UNITS: Mapping[str, int] = {
    r"days?|tage?n?|jours?|d[ií]as?": 1,
    r"weeks?|wochen?|semaines?|semanas?": 7,
    r"months?|monate?n?|mois|mes(?:es)?": 30,
    r"years?|jahre?n?|ans?|ann[ée]es?|años?": 365,
}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "zwei": 2, "drei": 3, "deux": 2, "trois": 3, "dos": 2, "tres": 3}
_LENGTHS = tuple(
    (re.compile(pattern, re.IGNORECASE), days)
    for unit, days in _UNITS.items()
    # Romance languages put the number first: "les 30 derniers jours".
    for pattern in (
        rf"\b(?:(?:les?|los|las)\s+)?(\d{{1,4}})\s+{_LAST}\s+(?:{unit})\b",
        rf"\b(?:(?:in|over|for|during|within|of)\s+)?(?:(?:the|den?|die|der|les?|los|las|el|la)\s+)?{_LAST}\s+"
        rf"(?:(\d{{1,4}}|{'|'.join(_NUMBERS)})\s+)?(?:{unit})\b",
        rf"\b(?:(?:in|over|for|since)\s+)?(\d{{1,4}})\s*(?:{unit})$",
    )
)
_MARKS = ' .,!?;:"“”„«»'
_TODAY = re.compile(r"\b(?:today|heute|aujourd'hui|hoy)\b", re.IGNORECASE)
_FILTER = re.compile(r"(?<!\w)(brand|department|dept|source|platform)\s*:\s*(\"[^\"]+\"|\S+)", re.IGNORECASE)
_BEFORE = frozenset(
    {"at", "in", "for", "from", "on", "by", "bei", "im", "von", "für", "chez", "dans", "sur", "en", "de"}
)
_KINDS = {"brand": "brand", "department": "department", "dept": "department", "source": "source", "platform": "source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnown:
    """A brand, department or source that was asked for and is none; `known` are those there are."""

    kind: str
    what: str
    known: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """What is left of the words while they are read."""

    rest: str
    days: int = DAYS
    filters: dict[str, str] = field(default_factory=dict)


def question_in(text: str, rulebook: Rulebook) -> Question | NotKnown | None:
    """The question in what stands behind `about`; None where it asks about nothing."""
    names, typed = _names(rulebook), as_typed(text)[: 2 * LONGEST_WORDS]
    reading = _Reading(rest=typed)
    unknown = _take_filters(reading, names)
    if unknown is not None:
        return unknown
    phrases = tuple(each[:LONGEST_WORDS] for each in _QUOTED.findall(reading.rest))[:MOST_PHRASES]
    reading.rest = _QUOTED.sub(" ", reading.rest)
    _take_days(reading)
    _take_names(reading, names)
    words = " ".join(reading.rest.split()).strip(_MARKS)[:LONGEST_WORDS] if len(Words.of(reading.rest)) else ""
    if not (phrases or words):
        return None
    return Question(phrases=phrases, words=words, days=reading.days, **reading.filters)


def _take_filters(reading: _Reading, names: Mapping[str, Mapping[str, str]]) -> NotKnown | None:
    for found in _FILTER.finditer(reading.rest):
        kind, said = _KINDS[found[1].lower()], found[2].strip('"')
        key = names[kind].get(plain_words(said))
        if key is None:
            return NotKnown(kind=kind, what=said, known=tuple(dict.fromkeys(names[kind].values())))
        reading.filters[kind] = key
    reading.rest = _FILTER.sub(" ", reading.rest)
    return None


def _take_days(reading: _Reading) -> None:
    reading.rest = " ".join(reading.rest.split())
    for pattern, days in _LENGTHS:
        found = pattern.search(reading.rest)
        if found is not None:
            said = (found[1] or "1").lower()
            reading.days = max(1, min(days * _NUMBERS.get(said, int(said) if said.isdigit() else 1), LONGEST_DAYS))
            reading.rest = f"{reading.rest[: found.start()]} {reading.rest[found.end() :]}"
            return
    if _TODAY.search(reading.rest):
        reading.days, reading.rest = 1, _TODAY.sub(" ", reading.rest)


def _take_names(reading: _Reading, names: Mapping[str, Mapping[str, str]]) -> None:
    """Take out what is named behind `at`, `in` or the like, the longest name first."""
    said = reading.rest.split()
    for at in reversed(range(len(said))):
        if said[at].lower() not in _BEFORE:
            continue
        behind = said[at + 2 if said[at + 1 : at + 2] == ["the"] else at + 1 :]
        for count in range(min(len(behind), LONGEST_NAME), 0, -1):
            kind, key = _named(plain_words(" ".join(behind[:count])), names)
            if kind and kind not in reading.filters:
                reading.filters[kind] = key
                said = [*said[:at], *behind[count:]]
                break
    reading.rest = " ".join(said)


def _named(words: str, names: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    return next(((kind, called[words]) for kind, called in names.items() if words in called), ("", ""))


def _names(rulebook: Rulebook) -> Mapping[str, Mapping[str, str]]:
    """What people call each brand, department and source, and its key."""
    brands = {plain_words(name): each.key for each in rulebook.brands for name in (each.key, each.name, *each.names)}
    departments = {
        plain_words(name): each.key for each in rulebook.departments for name in (each.key, each.name, each.channel)
    }
    platforms = {plain_words(name): key for key, name in PLATFORMS.items()} | {key: key for key in PLATFORMS}
    sources = platforms | {plain_words(each.key): each.key for each in rulebook.sources}
    return {"department": departments, "brand": brands, "source": sources}
