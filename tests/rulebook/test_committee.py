"""The committee of company.yaml: what is left out is the strategist's, and a company may have none."""

from datetime import date
from pathlib import Path

from bot.core.committee import Committee
from bot.rulebook import load_rulebook
from tests.rulebook.small_book import FILES, spoilt, write_book

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


def test_its_calendar_is_that_of_the_triage_lane_where_it_names_none(tmp_path: Path) -> None:
    carnation_day, new_year = date(2026, 4, 25), date(2026, 1, 1)
    own = read(tmp_path, LINES + "  holidays: PT\n")
    assert own is not None
    assert carnation_day in own.holidays
    files = spoilt("company.yaml", "  zone: Europe/Lisbon\n", LINES)
    lane = "    hours: {zone: Europe/Lisbon, holidays: ES, mon-fri: 9:00-18:00}\n"
    files["departments.yaml"] = FILES["departments.yaml"].replace("    hours: round-the-clock\n", lane)
    found = load_rulebook(write_book(tmp_path / "rules", files)).committee
    assert found is not None
    assert new_year in found.holidays
    assert carnation_day not in found.holidays


def test_whatever_is_said_is_taken(tmp_path: Path) -> None:
    more = "  every_weeks: 2\n  first: 2026-12-01\n  chair: U0ANA1234\n  zone: Atlantic/Azores\n"
    found = read(tmp_path, LINES + more)
    assert found is not None
    assert (found.every_weeks, found.first) == (2, date(2026, 12, 1))
    assert (found.chair, found.zone) == ("U0ANA1234", "Atlantic/Azores")
