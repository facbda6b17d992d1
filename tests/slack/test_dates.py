"""What people mean by a date or a time, in four languages and two zones."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.slack.dates import instant_meant

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
"""A Tuesday, nine in Berlin."""


def meant(words: str, *, zone: str = BERLIN, now: datetime = NOW, **options: time) -> str | None:
    found = instant_meant(words, now=now, zone=zone, **options)
    return found and f"{found.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("3 pm", "Tue 24 Nov 15:00"),
        ("by 3pm", "Tue 24 Nov 15:00"),
        ("around 5", "Tue 24 Nov 17:00"),
        ("8am", "Wed 25 Nov 08:00"),
        ("9.30", "Tue 24 Nov 09:30"),
        ("noon", "Tue 24 Nov 12:00"),
        ("this afternoon", "Tue 24 Nov 15:00"),
        ("end of the day", "Tue 24 Nov 17:00"),
        ("tonight", "Tue 24 Nov 20:00"),
        ("Until tomorrow 9:00.", "Wed 25 Nov 09:00"),
        ("tomorrow", "Wed 25 Nov 09:00"),
        ("tomorrow morning", "Wed 25 Nov 09:00"),
        ("friday 3pm", "Fri 27 Nov 15:00"),
        ("until monday", "Mon 30 Nov 09:00"),
        ("next Monday", "Mon 30 Nov 09:00"),
        ("next week", "Mon 30 Nov 09:00"),
        ("tuesday", "Tue 01 Dec 09:00"),
        ("2026-11-30", "Mon 30 Nov 09:00"),
        ("30 Nov 14:00", "Mon 30 Nov 14:00"),
        ("30/11 14:00", "Mon 30 Nov 14:00"),
        ("4h", "Tue 24 Nov 13:00"),
        ("30m", "Tue 24 Nov 09:30"),
        ("1h30", "Tue 24 Nov 10:30"),
        ("for two hours", "Tue 24 Nov 11:00"),
        ("in half an hour", "Tue 24 Nov 09:30"),
        ("2 days", "Thu 26 Nov 09:00"),
        ("1w", "Tue 01 Dec 09:00"),
        ("bis 15 Uhr", "Tue 24 Nov 15:00"),
        ("morgen um 10 Uhr", "Wed 25 Nov 10:00"),
        ("morgen früh", "Wed 25 Nov 09:00"),
        ("heute Nachmittag", "Tue 24 Nov 15:00"),
        ("nächsten Montag", "Mon 30 Nov 09:00"),
        ("30.11.2026", "Mon 30 Nov 09:00"),
        ("in einer Stunde", "Tue 24 Nov 10:00"),
        ("demain à 10h", "Wed 25 Nov 10:00"),
        ("demain à 10h30", "Wed 25 Nov 10:30"),
        ("vendredi 15h", "Fri 27 Nov 15:00"),
        ("cet après-midi", "Tue 24 Nov 15:00"),
        ("lundi prochain", "Mon 30 Nov 09:00"),
        ("dans 2 heures", "Tue 24 Nov 11:00"),
        ("mañana a las 10", "Wed 25 Nov 10:00"),
        ("mañana por la mañana", "Wed 25 Nov 09:00"),
        ("esta tarde", "Tue 24 Nov 15:00"),
        ("viernes a las 15:00", "Fri 27 Nov 15:00"),
    ],
)
def test_words_mean_the_instant_that_a_colleague_would_think_of(words: str, instant: str) -> None:
    assert meant(words) == instant


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a",
        "9",
        "1042",
        "may",
        "march",
        "soon",
        "later",
        "now",
        "yesterday",
        "2 hours ago",
        "in 10 years",
        "3/4",
        "tomorrow 3",
        "tomorrow 25:00",
        "billing",
        "it is about a refund",
        "next working hour",
        "x" * 10_000,
    ],
)
def test_words_that_name_no_instant_to_come_or_could_name_two_mean_none(words: str) -> None:
    assert meant(words) is None


def test_the_same_words_mean_each_persons_own_clock() -> None:
    assert instant_meant("3 pm", now=NOW, zone=BERLIN) == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert instant_meant("3 pm", now=NOW, zone="America/New_York") == datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert instant_meant("3 pm UTC", now=NOW, zone=BERLIN) == datetime(2026, 11, 24, 15, tzinfo=UTC)


def test_a_day_without_a_time_begins_or_ends_when_the_caller_says() -> None:
    assert meant("friday", day_starts=time(17)) == "Fri 27 Nov 17:00"
    assert meant("today", day_starts=time(17)) == "Tue 24 Nov 17:00"
    assert meant("friday 10:00", day_starts=time(17)) == "Fri 27 Nov 10:00"


def test_a_length_is_real_time_in_the_night_when_clocks_go_back() -> None:
    before = datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert instant_meant("in 4 hours", now=before, zone=BERLIN) == datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert meant("tomorrow 9:00", now=before) == "Mon 26 Oct 09:00"
