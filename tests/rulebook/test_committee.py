"""The committee of company.yaml: what is left out is the strategist's, and a company may have none."""

from datetime import date
from pathlib import Path

from bot.core.committee import Committee
from bot.rulebook import load_rulebook
from tests.rulebook.small_book import spoilt, write_book

LINES = """\
  zone: Europe/Lisbon
committee:
  channel: "#table"
  weekday: tue, thu
  time: 14:30
"""


def read(tmp_path: Path, lines: str) -> Committee | None:
    files = spoilt("company.yaml", "  zone: Europe/Lisbon\n", lines)
    return load_rulebook(write_book(tmp_path / "rules", files)).committee


def test_a_company_need_not_have_one(tmp_path: Path) -> None:
    assert read(tmp_path, "  zone: Europe/Lisbon\n") is None


def test_chair_and_zone_are_the_strategists_where_they_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, LINES) == Committee(
        chair="vera@quiet.example", channel="#table", zone="Europe/Lisbon", weekdays=(1, 3), minute=14 * 60 + 30
    )


def test_whatever_is_said_is_taken(tmp_path: Path) -> None:
    more = "  every_weeks: 2\n  first: 2026-12-01\n  chair: U0ANA1234\n  zone: Atlantic/Azores\n"
    found = read(tmp_path, LINES + more)
    assert found is not None
    assert (found.every_weeks, found.first) == (2, date(2026, 12, 1))
    assert (found.chair, found.zone) == ("U0ANA1234", "Atlantic/Azores")
