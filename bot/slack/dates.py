"""The instant that people mean by `tomorrow 9:00`, `in 2 hours`, `bis Freitag` or `demain à 10h`.

Guarantee: pure; what it returns is still to come, and words that could mean two days, or none, mean None. It reads
English, German, French and Spanish. All of `words` must be a date or a time; finding one in a sentence is the caller's.
"""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser

MORNING = time(9)
LANGUAGES = ("en", "de", "fr", "es")
LONGEST = 60
FURTHEST = timedelta(days=366)

_LEADS = "until till by before on for bis am vor für jusqu'à jusqu'au jusque avant pour hasta antes de el para"
_LEAD = re.compile(rf"(?:(?:{'|'.join(_LEADS.split())})\s+)+")
_DAYS = r"mon\w*tag|\w+tag|\w+day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[eé]rcoles|jueves|\
viernes|s[áa]bado|domingo"
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"^(\d+)\s?m$", r"in \1 minutes"),
        (r"^(\d+)\s?h\s?(\d\d)\s?m?$", r"in \1 hours \2 minutes"),
        (r"^(\d+)\s?d$", r"in \1 days"),
        (r"^(\d+)\s?w$", r"in \1 weeks"),
        (r"\bhalf an hour\b", "30 minutes"),
        (r"^(an?|one|two|three|four|five|six) (?=(?:hour|day|week)s?$)", r"in \1 "),
        # "Next Monday" is the Monday to come.
        (rf"\b(?:nächste[nrms]?|kommende[nrms]?|pr[oó]ximo|next|this|this coming) (?={_DAYS})", ""),
        (rf"(?<=\b)({_DAYS}) (?:prochain|pr[oó]ximo)\b", r"\1"),
        (r"\b(?:the )?end of (?:the |to)?day\b|\beod\b|\bclose of business\b|\bcob\b|\bfeierabend\b", "17:00"),
        # A part of the day begins when an office thinks of it.
        (r"(?<=\S )(?:in the )?morning\b|(?<=\S )(?:früh|vormittag)\b|\b(?:ce )?matin\b|\bpor la mañana\b", "9:00"),
        (r"\b(?:this |in the )?afternoon\b|\bnachmittag\b|\b(?:cet |cette )?après-midi\b", "15:00"),
        (r"\bmittag\b|\bmidi\b|\bmediod[ií]a\b", "12:00"),
        (r"\b(?:por la |esta )tarde\b", "15:00"),
        (r"\b(?:this |in the )?evening\b|\babend\b|\b(?:ce )?soir\b|\b(?:por la |esta )noche\b", "18:00"),
        # "15 Uhr", "à 10h30", "at 9": hours that a parser of dates takes for days or for lengths.
        (r"\b(\d{1,2})(?:[:.](\d\d))?\s*(?:uhr|o'clock)\b", r" \1:\g<2>"),
        (r"(?:\b(?:gegen|um|à|vers|a las?)|\bat|\baround|@)\s*(\d{1,2})(?:[:.h](\d\d))?\s?h?(?=$|[\s,])", r" \1:\g<2>"),
        (r"(?<=[^\W\d]\s)(\d{1,2})\s?h(\d\d)?(?=$|\s)", r" \1:\g<2>"),
        (r"(\d):(?!\d)", r"\1:00"),
    )
)
_AFTERNOON_HOUR = re.compile(r"\b(?:at|around|@) ?([1-7])(?=$|\s)(?!\s*(?:[ap]\.?m|o'clock))")
_LENGTH = re.compile(r"(?:(?:in|dans|en) )?(?:\w+|\d+[.,]\d)\s?(?:m|min\w*|h|hr?s?|hours?|std|stunden?|heures?|horas?)")
_DAYS_LONG = re.compile(
    r"(?:in|dans|en)\b|.*\b\d+\s?(?:days?|weeks?|tage?n?|wochen?|jours?|semaines?|d[ií]as?|semanas?)\b"
)
_TWO_WAYS = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/\d+)?\b")
_CLOCK = re.compile(r"\b(\d+):(\d+)")
_LOOSE_HOUR = re.compile(r"(?:tomorrow|today|morgen|heute|demain|mañana|hoy) \d+$")


def instant_meant(words: str, *, now: datetime, zone: str, day_starts: time = MORNING) -> datetime | None:
    """The instant in UTC that `words` mean to somebody in `zone` at `now`, None where they mean none to come.

    `day_starts` is the time of day that is meant where only a day is named.
    """
    said = _spelt_out(words)
    if len(said) < 2 or len(said) > LONGEST or _is_ambiguous(said):
        return None
    found = _read(said, here=now.astimezone(ZoneInfo(zone)), day_starts=day_starts)
    return found if found is not None and now < found <= now + FURTHEST else None


def _spelt_out(words: str) -> str:
    """`words` without what leads to the date, and with every clock time as `15:00`."""
    said = " ".join(words[: 2 * LONGEST].lower().replace("’", "'").split()).strip(" .,!;")
    said = _LEAD.sub("", _AFTERNOON_HOUR.sub(lambda hour: f"{int(hour[1]) + 12}:00", said), count=1)
    for pattern, meaning in _SPELT:
        said = pattern.sub(meaning, said)
    return " ".join(said.split())


def _is_ambiguous(said: str) -> bool:
    """Whether it is a number of nothing, a time that no clock shows, or a date that has two readings, such as 3/4."""
    two = _TWO_WAYS.search(said)
    is_two = two is not None and two[1] != two[2] and int(two[1]) <= 12 and int(two[2]) <= 12
    is_no_time = any(int(hour) > 23 or int(minute) > 59 for hour, minute in _CLOCK.findall(said))
    return is_two or is_no_time or said.isdigit() or _LOOSE_HOUR.fullmatch(said) is not None


def _read(said: str, *, here: datetime, day_starts: time) -> datetime | None:
    base = here.replace(tzinfo=None)
    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": True}
    data = DateDataParser(languages=list(LANGUAGES), settings=settings).get_date_data(said)
    found: datetime | None = data.date_obj
    if found is None or data.period in {"month", "year"}:
        return None
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    if _LENGTH.fullmatch(said):
        # A length is real time, also in the night when the clocks change.
        return here.astimezone(UTC) + (found - base)
    if not (data.period in {"time", "part_of_day"} or _CLOCK.search(said) or _DAYS_LONG.match(said)):
        day = found - timedelta(days=found.weekday()) if data.period == "week" else found
        found = datetime.combine(day.date(), day_starts)
    return found.replace(tzinfo=here.tzinfo).astimezone(UTC)
