"""The small languages inside the rulebook: durations, weekdays, times of day, windows, people and channels.

Guarantee: each function returns a checked value or raises ValueError in words a strategist can act on.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.core.working_hours import MINUTES_A_DAY, Window
from bot.rulebook.problems import nearest

ROUND_THE_CLOCK = "round-the-clock"
CLOSED = "closed"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_DURATION = re.compile(r"(?:\s*\d{1,5}\s*[smhdw])+\s*")
_PART = re.compile(r"(\d+)\s*([smhdw])")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")
_EMAIL = re.compile(
    r"[^@\s,;<>()\"]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_USER_ID = re.compile(r"[UW][A-Z0-9]{6,}")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")
_CHANNEL_NAME = re.compile(r"#[^\s#.,!?@<>A-Z]{1,80}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_GROUP = re.compile(r"@[\w.-]{1,80}|S[A-Z0-9]{6,}")


def duration(text: object) -> timedelta:
    """`30m`, `4h`, `2d`, `1h 30m`, `1w`: more than nothing."""
    if not isinstance(text, str) or not _DURATION.fullmatch(text):
        raise ValueError(f"«{text}» is no duration; write 30m, 4h, 2d, 1w or 1h 30m")
    total = sum((int(count) * _UNITS[unit] for count, unit in _PART.findall(text)), timedelta())
    if total <= timedelta():
        raise ValueError(f"«{text}» lasts no time at all")
    return total


def heads_up(text: object) -> timedelta:
    """`30m` and the like, or `never`: nothing at all."""
    return timedelta() if text == "never" else duration(text)


def weekday(text: object) -> int:
    """`mon`, `Monday`: 0 for Monday up to 6 for Sunday."""
    word = str(text).strip().casefold()
    found = [index for index, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    if not found:
        raise ValueError(f"«{text}» is no weekday{nearest(word, WEEKDAYS)}")
    return found[0]


def weekdays(text: str) -> tuple[int, ...]:
    """`mon-fri`, `sat`, `mon, wed`, `fri-mon`, `every day`, in their order."""
    if text.strip().casefold() in ("every day", "daily", "every-day"):
        return tuple(range(7))
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start = weekday(first)
        length = (weekday(last) - start) % 7 if dash else 0
        days.extend((start + offset) % 7 for offset in range(length + 1))
    return tuple(dict.fromkeys(days))


def minute(text: object) -> int:
    """`9:30` or `09:30`: minutes since midnight, 1440 for 24:00."""
    match = _TIME.fullmatch(str(text).strip())
    if not match or int(match[2] or 0) > 59 or int(match[1]) * 60 + int(match[2] or 0) > MINUTES_A_DAY:
        raise ValueError(f"«{text}» is no time of day; write 9:30 or 17:00")
    return int(match[1]) * 60 + int(match[2] or 0)


def spans(text: object) -> tuple[tuple[int, int], ...]:
    """`09:00-12:30, 13:30-18:00`: pairs of minutes; the second is past 1440 where the span runs into the next day."""
    word = str(text).strip().casefold()
    if word == ROUND_THE_CLOCK:
        return ((0, MINUTES_A_DAY),)
    if word == CLOSED:
        return ()
    return tuple(_span(part) for part in word.split(","))


def _span(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(f"«{text.strip()}» is no window; write 09:00-18:00, {ROUND_THE_CLOCK} or {CLOSED}")
    opens, closes = minute(first), minute(last)
    if opens in (closes, MINUTES_A_DAY):
        raise ValueError(f"«{text.strip()}» opens and closes at once; for the whole day write {ROUND_THE_CLOCK}")
    return opens, closes if closes > opens else closes + MINUTES_A_DAY


def week_of(days: Iterable[tuple[int, tuple[int, int]]]) -> tuple[tuple[Window, ...], ...]:
    """Seven weekdays of windows from (weekday, span): split at midnight, sorted, joined where they touch."""
    week: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for day, (opens, closes) in days:
        week[day].append((opens, min(closes, MINUTES_A_DAY)))
        if closes > MINUTES_A_DAY:
            week[(day + 1) % 7].append((0, closes - MINUTES_A_DAY))
    return tuple(tuple(_joined(sorted(windows))) for windows in week)


def _joined(windows: list[tuple[int, int]]) -> list[Window]:
    joined: list[tuple[int, int]] = []
    for opens, closes in windows:
        if joined and opens <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(closes, joined[-1][1])
        else:
            joined.append((opens, closes))
    return [Window(opens, closes) for opens, closes in joined]


def days(text: object) -> tuple[date, date]:
    """`2026-12-21..2027-01-03`, or one day: the first and the last of them."""
    first, dots, last = str(text).partition("..")
    try:
        begin = date.fromisoformat(first.strip())
        end = date.fromisoformat(last.strip()) if dots else begin
    except ValueError:
        raise ValueError(f"«{text}» is no day; write 2026-12-24, or 2026-12-21..2027-01-03 for several") from None
    if end < begin:
        raise ValueError(f"«{text}» ends before it begins")
    return begin, end


def day(text: object) -> date:
    """`2026-12-01`."""
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        raise ValueError(f"«{text}» is no day; write 2026-12-01") from None


def zone(text: str) -> str:
    """An IANA zone such as Europe/Madrid."""
    if text not in _zones():
        raise ValueError(f"«{text}» is no time zone{nearest(text, _zones()) or '; write one such as Europe/Madrid'}")
    return ZoneInfo(text).key


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    # Listing them walks a folder of several hundred files.
    return frozenset(available_timezones())


def person(text: str) -> str:
    """An e-mail address or a Slack member id (U…)."""
    if _EMAIL.fullmatch(text) or _USER_ID.fullmatch(text):
        return text
    raise ValueError(f"«{text}» is neither an e-mail address nor a Slack member id (U…)")


def channel(text: str) -> str:
    """A channel as #name (the # may be left out) or a Slack channel id (C…)."""
    if _CHANNEL_ID.fullmatch(text):
        return text
    name = text if text.startswith("#") else f"#{text}"
    if not _CHANNEL_NAME.fullmatch(name):
        raise ValueError(f'«{text}» is no channel; write "#billing" in small letters without blanks, or its id (C…)')
    return name


def group(text: str) -> str:
    """A Slack user group as @handle or id (S…)."""
    if _GROUP.fullmatch(text):
        return text
    raise ValueError(f'«{text}» is no Slack user group; write "@billing-team" or its id (S…)')


def language(text: str) -> str:
    """ISO 639: `en`, `de`."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f"«{text}» is no language; write it as small letters such as en, de or es")
    return text


def secret_names(text: str) -> str:
    """One or several variables (apart by blanks) that hold a secret; each has SECRET in its name."""
    names = text.split()
    if not names or not all(_VARIABLE.fullmatch(name) and "SECRET" in name for name in names):
        raise ValueError(
            f"«{text}» names no variable for a secret; write one such as MEDIAWATCH_SECRET, never the secret"
        )
    return " ".join(names)


def web_address(text: str) -> str:
    """An http or https address."""
    if not _WEB_ADDRESS.fullmatch(text):
        raise ValueError(f"«{text}» is no web address; it starts with https://")
    return text
