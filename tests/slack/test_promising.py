"""Promises are found where they are meant, and nowhere else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.slack.promising import promised_in
from tests.slack.promise_sentences import FRESH, SENTENCES, UNSEEN

LONDON = "Europe/London"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""A Tuesday."""


def promised(words: str, *, zone: str = LONDON, now: datetime = NOW) -> str | None:
    found = promised_in(words, now=now, zone=zone)
    return found and f"{found.astimezone(ZoneInfo(zone)):%a %d %H:%M}"


@pytest.mark.parametrize(("words", "instant"), [*SENTENCES, *UNSEEN, *FRESH])
def test_a_promise_is_heard_and_nothing_else_is_taken_for_one(words: str, instant: str | None) -> None:
    assert promised(words) == instant


def test_at_least_half_of_the_sentences_promise_nothing() -> None:
    every = [*SENTENCES, *UNSEEN, *FRESH]
    assert len(every) > 250
    assert sum(instant is None for _, instant in every) * 2 >= len(every)


def test_the_same_words_mean_the_speakers_own_clock() -> None:
    assert promised_in("I'll reply by 3 pm", now=NOW, zone="America/New_York") == datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert promised_in("I'll reply by 3 pm", now=NOW, zone="Asia/Tokyo") == datetime(2026, 11, 25, 6, tzinfo=UTC)


def test_a_time_that_is_over_means_tomorrows() -> None:
    assert promised("I'll reply by 9 am") == "Wed 25 09:00"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I'll reply by 3 pm?",
        "I'll reply by `3 pm`",
        "```I'll reply by 3 pm```",
        "> I'll reply by 3 pm\nwhat a pity",
        "“I'll reply by 3 pm”, they said",
        "I'll reply by 2 March 2027",
        "I'll reply by 99:99",
        "I'll " + "reply " * 5_000 + "by 3 pm",
        "by 3 pm " * 5_000,
        "\x00\u202e" * 100,
    ],
)
def test_hostile_and_quoted_words_promise_nothing(words: str) -> None:
    assert promised(words) is None


def test_markup_of_slack_is_no_hindrance() -> None:
    assert promised("<@U123> :wave: *I'll* reply by 3&nbsp;pm, see <https://example.com/at/9pm|this>") == "Tue 24 15:00"


def test_of_two_promises_the_later_one_counts() -> None:
    assert promised("I'll call her at 2 pm. Then I'll report here by 4 pm.") == "Tue 24 16:00"
