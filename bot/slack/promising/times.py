"""Where in a sentence a date or a time stands that something may be promised for, and which instant it is.

Guarantee: pure; a time that belongs to something else ("the 3 pm booking", "yesterday at ten") is not found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from bot.slack.dates import MORNING, instant_meant

LATE_IN_THE_DAY = time(16)
"""A day alone is kept until late in it; the reminder leaves time to keep it."""

_ZONE = r"(?:\s(?:utc|gmt|cet|cest|bst|est|edt|pst|pdt)\b)?"
_NOON = r"noon|midday|mittags?|midi|mediod[ií]a"
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d|h\d\d)(?:\s?(?:am|pm|uhr|h)\b)?|\d{1,2}\s?(?:am|pm|uhr|h|o'clock)\b|"
    rf"(?:{_NOON})\b){_ZONE}"
)
_HOUR = r"\d{1,2}(?![\d.:/%])\b"
_AT = r"(?:at|around|by|before|bis|vor|avant|antes\s+de\s+las?|um|gegen|à|vers|a\s+las?|sobre\s+las)"
_WEEKDAY = (
    r"(?:next\s+|this\s+|nächste[nr]?\s+|kommende[nr]?\s+|pr[oó]ximo\s+)?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[eé]rcoles|jueves|viernes|s[áa]bado|domingo)"
    r"(?:\s+prochain|\s+pr[oó]ximo)?"
)
_NEAR = (
    r"today|tonight|tomorrow|heute|morgen|übermorgen|demain|après-demain|aujourd'hui|ce\s+soir|hoy|pasado\s+mañana|mañana|"
    r"esta\s+noche|next\s+week|nächste\s+woche|la\s+semaine\s+prochaine|la\s+semana\s+que\s+viene|la\s+próxima\s+semana"
)
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*"
_DATE = (
    rf"\d{{4}}-\d\d-\d\d|\d{{1,2}}\.\s?(?:\d{{1,2}}\.(?:\d{{4}})?|{_MONTH})|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|"
    rf"{_MONTH}\s+\d{{1,2}}"
)
_PART = (
    r"(?:in\s+the\s+)?(?:morning|afternoon|evening)|früh|vormittag|nachmittag|abend|matin|après-midi|soir|"
    r"por\s+la\s+(?:mañana|tarde|noche)|a\s+primera\s+hora"
)
_THIS = r"this\s+(?:morning|afternoon|evening)|cet\s+après-midi|ce\s+(?:matin|soir)|esta\s+(?:tarde|noche|mañana)"
_END = r"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:business\s+)?day|eod|cob|close\s+of\s+business|feierabend"
_COUNT = (
    r"an?|one|two|three|four|five|six|half\s+an|eine[rm]?|zwei|drei|vier|une?|deux|trois|quatre|una?|dos|tres|cuatro|"
    r"\d{1,3}"
)
_UNIT = (
    r"min(?:ute[ns]?|utos?|s)?|h|hours?|hrs?|days?|weeks?|stunden?|tage?n?|wochen?|heures?|jours?|semaines?|horas?|"
    r"d[ií]as?|semanas?"
)
_LENGTH = rf"(?:in|within|innerhalb\s+von|dans|en|d'ici)\s+(?:(?:{_COUNT})\s+(?:{_UNIT})|[1-6]\s?h)\b"

_DAY = rf"(?:{_WEEKDAY}|{_NEAR}|{_DATE})\b"
_WHEN = (
    rf"{_LENGTH}|(?:{_DAY})(?:\s+(?:{_PART})\b)?(?:,?\s+(?:(?:{_AT}\s+)?{_CLOCK}|{_AT}\s+{_HOUR}))?"
    rf"|{_CLOCK}(?:\s+(?:on\s+|am\s+|le\s+|el\s+)?(?:{_DAY}))?"
    rf"|(?:{_THIS})\b|(?:{_END})\b"
)
_LEADS = (
    r"by|until|till|before|at|on|around|no\s+later\s+than|bis(?:\s+(?:zum|am))?|vor|um|gegen|am|spätestens|avant|d'ici(?!\s+[1-6]\s?h\b)|pour|à|"
    r"vers|le|antes\s+del?|antes\s+de\s+las?|para\s+el|el|a\s+las?|sobre\s+las|hasta(?:\s+el)?|first\s+thing"
)
_FOUND = re.compile(
    rf"(?<![\w'-])(?P<leads>(?:(?:{_LEADS})\s+)*)(?:(?P<when>{_WHEN})|(?<=by\s|at\s|re\s|nd\s|um\s|en\s|rs\s|as\s|\sà\s)(?P<hour>{_HOUR}))"
)
_BELONGS = re.compile(
    r"\b(?:for|from|since|the|of|last|about|every|per|between|yesterday|gestern|hier|ayer|seit|von|vom|der|die|des|den|für|in|within|dans|"
    r"pour|depuis|desde|de|del|para|ago|\w+'s)\s*$"
)
"""What a time stands behind that is not the promise's own."""
_GOES_ON = re.compile(
    r"\s*(?:$|[^\w\s'-]|\s['-]|(?:and|at|latest|with|to|on|for|if|whether|about|so|then|but|too|sharp|my|our|your|"
    r"when|what|und|ob|bei|bescheid|wieder|zurück|an|nach|darum|mit|klären|antworten|melden|prüfen|spätestens|et|au|avec|y|e|"
    r"con|como|the|a|an|this|that|it|them|her|him|you|die|das|den|dem|eine?n?|ihr|ihm|ihnen|dir|euch|sie|lo|la|le|les|i|i'll|we|we'll|ich|wir|je|nous|on|dann)\b|in|\w+e\s+ich|\w*(?:en|ern)\b)"
)
"""What may follow it; a noun means that the time is the noun's."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time in a sentence: where it stands, and when it is."""

    start: int
    end: int
    instant: datetime


def times_in(sentence: str, *, now: datetime, zone: str) -> Iterator[Found]:
    """The times in a sentence of small letters, first things first."""
    for match in _FOUND.finditer(sentence):
        if _BELONGS.search(sentence[: match.start()]) or not _GOES_ON.match(sentence[match.end() :]):
            continue
        instant = _instant(match, now=now, zone=zone)
        if instant is not None:
            yield Found(match.start(), match.end(), instant)


def _instant(match: re.Match[str], *, now: datetime, zone: str) -> datetime | None:
    leads = match["leads"]
    is_early = any(lead in leads for lead in ("before", "vor ", "avant", "antes", "first thing"))
    words = match["when"] or f"at {match['hour']}"
    return instant_meant(_spelt(words), now=now, zone=zone, day_starts=MORNING if is_early else LATE_IN_THE_DAY)


def _spelt(words: str) -> str:
    """As the reader of dates takes it: lengths with "in", hours with minutes, and noon as a time."""
    length = re.fullmatch(_LENGTH, words)
    if length:
        words = re.sub(r"^(?:within|innerhalb\s+von|d'ici)\s+", "in ", words)
        return re.sub(r"(\d)\s?h$", r"\1 hours", words)
    words = re.sub(r"\ba\s+primera\s+hora\b", "por la mañana", words)
    words = re.sub(r"\b(?:by|before|bis|vor|avant|antes\s+de\s+las?)\s+", "", words)
    words = re.sub(r"\b(\d{1,2})\s?h(\d\d)?\b", lambda hour: f"{hour[1]}:{hour[2] or '00'}", words)
    return re.sub(rf"(?<![\w-])(?:{_NOON})\b", "12:00", words)
