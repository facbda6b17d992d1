"""Reads the loosely typed values that senders and spreadsheets write: counts, ratings, dates, yes and no.

Guarantee: pure and total; None means "this cannot be read as that", and the caller decides what it costs.
"""

import math
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[., '’\u00a0\u202f]\d{3})+")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SCALED = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*([kmb])", re.IGNORECASE)
_SCALE = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_YES = frozenset(("true", "yes", "y", "1", "verified", "t"))
_NO = frozenset(("false", "no", "n", "0", "", "f"))
# What the platforms themselves write beside ISO 8601 and the dates of e-mail. English month names only.
_PATTERNS = (
    "%a %b %d %H:%M:%S %z %Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_text(value: object) -> str | None:
    """Text, or a number written out; None for everything with parts."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value) if isinstance(value, int) else None


def as_count(value: object) -> int | None:
    """A whole number, not negative: 1200, "1,200", "1.2K"."""
    number = _written_count(value.strip()) if isinstance(value, str) else _as_float(value)
    return int(number) if number is not None and math.isfinite(number) and number >= 0 else None


def as_number(value: object) -> float | None:
    """A figure, such as a rating: 4.5, "4,5", "4/5", "4 stars", "★★★★☆"."""
    if not isinstance(value, str):
        return _as_float(value)
    if "★" in value:
        return float(value.count("★"))
    match = _NUMBER.search(value)
    return float(match[0].replace(",", ".")) if match else None


def as_flag(value: object) -> bool | None:
    """Yes or no, in the ways that JSON and spreadsheets say it."""
    if isinstance(value, bool):
        return value
    text = (as_text(value) or "").strip().lower()
    if value is None or text not in _YES | _NO:
        return None
    return text in _YES


def as_instant(value: object) -> datetime | None:
    """An instant in UTC: ISO 8601, the dates of e-mail and feeds, or seconds, milliseconds or microseconds since 1970.

    A date without a zone is taken as UTC. "03/04/2026" is not read: nobody can know which one is the month.
    With dots, "03.04.2026", the day comes first wherever people write so.
    """
    if isinstance(value, str) and not value.strip().isdigit():
        return _written_instant(value.strip())
    seconds = _as_float(value.strip() if isinstance(value, str) else value)
    # A year such as 2026 is no instant; instants have nine digits at least.
    if seconds is None or not math.isfinite(seconds) or seconds < 1e8:
        return None
    scale = 1e6 if seconds > 1e14 else 1e3 if seconds > 1e11 else 1.0
    try:
        return _EPOCH + timedelta(seconds=seconds / scale)
    except OverflowError:
        return None


def _as_float(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _written_count(text: str) -> float | None:
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[^\d+-]", "", text))
    scaled = _SCALED.fullmatch(text)
    if scaled:
        return float(scaled[1].replace(",", ".")) * _SCALE[scaled[2].lower()]
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _written_instant(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime, _by_pattern):
        try:
            instant = read(text)
            return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _by_pattern(text: str) -> datetime:
    for pattern in _PATTERNS:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - the caller adds UTC where there is no zone
        except ValueError:
            continue
    raise ValueError(text)
