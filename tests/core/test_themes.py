"""Themes are named by words that tell something, and told so that a wiggle is none."""

from bot.core.themes import LEAST, Theme, name_of_theme, themes_section
from bot.core.topics import words_of

QUEUES = [
    words_of(text)
    for text in (
        "The queue at Lakeside was endless today",
        "Another queue for breakfast, thanks a lot Lakeside",
        "Queue queue queue. Breakfast at Lakeside",
        "We gave up on the queue for breakfast",
    )
]
OTHERS = [words_of(text) for text in ("The bed was soft", "Lovely staff at Lakeside", "Nice pool", "Room with a view")]


def told(*themes: Theme) -> list[str]:
    section = themes_section(themes)
    return [line.text for line in section.lines] if section else []


def test_a_theme_is_named_by_what_most_of_it_says_and_others_do_not() -> None:
    assert name_of_theme(QUEUES, OTHERS, brands=["lakeside"]) == ("queue", "breakfast")


def test_brands_and_small_words_name_nothing() -> None:
    alike = [words_of(f"Lakeside would really have been there, {word}") for word in ("soft", "warm", "cold", "wide")]
    assert name_of_theme(alike, OTHERS, brands=["lakeside inns", "lakeside"]) == ()


def test_small_words_of_five_languages_name_nothing() -> None:
    for small in ("would have been", "wurde nicht mehr", "alors encore", "entonces todavía", "ancora sempre"):
        alike = [words_of(f"{small} {word}") for word in ("soft", "warm", "cold", "wide")]
        assert name_of_theme(alike, OTHERS, brands=[]) == (), small


def test_what_is_new_and_what_grows_is_said_to_be_so_and_a_wiggle_is_not() -> None:
    assert told(
        Theme(words=("queue", "breakfast"), count=12, usual=0, issue=1001, assignment=1),
        Theme(words=("refund",), count=20, usual=8.4),
        Theme(words=("pool",), count=9, usual=7.0),
        Theme(words=("vegan",), count=5, usual=0.25),
        Theme(words=("gym",), count=6),
    ) == [
        "20 mentions about “refund”; before it was 8",
        "is one of 12 about “queue, breakfast”; that is new",
        "9 mentions about “pool”; about as usual: 7",
        "6 mentions about “gym”",
        "5 mentions about “vegan”; about as usual: hardly any",
    ]


def test_a_theme_is_told_with_a_short_quote_of_its_example() -> None:
    assert told(
        Theme(words=("queue",), count=12, issue=1001, assignment=1, mention=7, said="The queue\nfor breakfast"),
        Theme(words=("pool",), count=9, mention=8, said="The pool " * 30),
    ) == [
        "is one of 12 about “queue”. It says: “The queue for breakfast”",
        f"9 mentions about “pool”. One says: “{'The pool ' * 10}The pool…”",
    ]


def test_what_was_read_in_part_is_told_as_about_so_many_and_never_as_new() -> None:
    assert told(
        Theme(words=("queue",), count=1200, usual=0, is_rough=True),
        Theme(words=("pool",), count=900, usual=850.4, is_rough=True),
    ) == [
        "about 1,200 mentions about “queue”; before it was hardly any",
        "about 900 mentions about “pool”; about as usual: 850",
    ]


def test_a_quiet_week_has_no_themes() -> None:
    assert themes_section([]) is None
    assert not Theme(words=("x",), count=LEAST, usual=1).is_growing
