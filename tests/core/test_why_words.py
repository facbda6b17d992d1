"""What a week says of causes that come back, in words."""

from datetime import datetime, timedelta

from bot.core.week import week_of
from bot.core.why_tree import Explained, tree
from bot.core.why_words import chain_line, where_met, why_section
from tests.core.example import MONDAY, RULEBOOK

WEEK = week_of("2026-W48", "Europe/London")


def said(number: int, *chain: str, at: datetime = MONDAY, brand: str = "", department: str = "food") -> Explained:
    return Explained(issue=number, assignment=1, department=department, brand=brand, tags=(), at=at, chain=chain)


def told(*found: Explained) -> list[str]:
    section = why_section(found, WEEK, RULEBOOK)
    return [line.text for line in section.lines] if section else []


def test_a_cause_that_came_back_this_week_is_said_with_its_why() -> None:
    before = MONDAY - timedelta(weeks=5)
    found = (
        said(1001, "Late rota", at=before),
        said(1002, "Late rota", "Two vacancies", at=before),
        said(1003, "late rota!", department="billing"),
    )
    assert told(*found) == ["“Late rota”: 3 issues, in Billing and Food; because: Two vacancies"]


def test_the_line_leads_to_the_newest_issue() -> None:
    section = why_section([said(number, "Late rota") for number in (1001, 1003, 1002)], WEEK, RULEBOOK)
    assert section is not None
    assert section.lines[0].issue == 1003


def test_a_why_nobody_has_asked_further_is_said_to_be_open() -> None:
    assert told(said(1001, "No cups", brand="a"), said(1002, "No cups", brand="b")) == [
        "“No cups”: 2 issues, at a and b, in Food; nobody has said yet why that is"
    ]


def test_a_week_in_which_nothing_came_back_says_nothing() -> None:
    before = MONDAY - timedelta(weeks=5)
    assert told() == []
    assert told(said(1001, "Late rota"), said(1002, "Late rota")) == []
    assert told(*(said(number, "Late rota", at=before) for number in (1001, 1002, 1003))) == []


def test_what_always_comes_together_is_said_once() -> None:
    found = [said(number, "Queue", "Late rota", "Two vacancies") for number in (1001, 1002, 1003)]
    assert told(*found) == ["“Queue”: 3 issues, in Food; because: Late rota"]


def test_many_places_are_counted_and_long_words_cut() -> None:
    (cause,) = tree([said(number, "x" * 300, department=f"d{number}") for number in range(5)])
    assert where_met(cause, RULEBOOK) == "5 issues, in d0, d1, d2 and 2 more"
    assert chain_line(("x" * 300, "short")) == f"{'x' * 79}… ← short"
