"""`doorknock summary --html`: the week as one page that needs nothing else, whoever is named in it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.cli.page import page_of
from bot.cli.summary_page import summary_page
from bot.core.readers import department_name
from bot.core.rulebook import Rulebook
from bot.services.reporting import Reporting
from tests.charts.busy_week import live_a_week
from tests.charts.paper import contrast
from tests.cli.reading_pages import Read, read_page
from tests.cli.test_summary import receive, run
from tests.databases import engine, migrated_sqlite, postgres_engine, postgres_url
from tests.services.house import House

__all__ = ["engine", "migrated_sqlite", "postgres_engine", "postgres_url"]

HOSTILE = '</h2><script>alert(1)</script>" onerror="x" & <b>'


def named(rulebook: Rulebook, name: str) -> Rulebook:
    return replace(rulebook, departments=tuple(replace(each, name=name) for each in rulebook.departments))


@pytest.fixture
def week(engine: Engine) -> Reporting:
    """A week with mentions, answers, hand-offs and a dismissal."""
    house = House(engine)
    live_a_week(house, reason=HOSTILE)
    return Reporting(house.open_unit, house.clock, house.rules)


def page(week: Reporting, *, name: str = "") -> Read:
    rulebook = week._rules.current
    summary = week.build("2026-W48")
    return read_page(summary_page(summary, named(rulebook, name) if name else rulebook, "2026-W48"))


def test_page_has_the_sentence_the_pictures_and_every_section(week: Reporting) -> None:
    summary, read = week.build("2026-W48"), page(week)
    assert read.headings == [
        f"The week of {summary.period}",
        *("Mentions", "Answer times", "The hand-off map"),
        *(section.title for section in summary.at_length),
    ]
    assert summary.headline in read.words
    lines = [line.text for section in summary.at_length for line in section.lines]
    said = [word.strip() for word in read.words]
    assert [line for line in lines if line.strip() not in said] == []


def test_each_picture_has_its_words_and_its_figures_as_a_table(week: Reporting) -> None:
    read = page(week)
    assert len(read.pictures) == 3
    assert all(picture["src"].startswith("data:image/png;base64,iVBOR") for picture in read.pictures)
    assert [picture["alt"][:12] for picture in read.pictures] == ["10 mentions ", "7 of 7 doors", "3 hand-offs,"]
    assert ["Mon 23", "0", "10", "0", "0", "10"] in read.rows
    assert ["2026-W48", "0", "10", "0", "0", "10"] in read.rows
    assert ["Food", "Safety", "3", "3"] in read.rows
    assert [row[:4] for row in read.rows if row[0] == "Billing"] == [["Billing", "4", "4", "0"]]


def test_nothing_on_the_page_comes_from_elsewhere(week: Reporting) -> None:
    read = page(week)
    assert all(link.startswith("data:") for link in read.links)
    assert not read.tags & {"script", "iframe", "object", "embed", "form", "base"}


def test_names_and_reasons_are_shown_as_they_are_written_and_do_nothing(week: Reporting) -> None:
    read = page(week, name=HOSTILE)
    assert f"{HOSTILE}: 1" in read.words
    assert [HOSTILE, HOSTILE, "3", "3"] in read.rows
    assert not read.tags & {"script", "b"}
    assert set(read.pictures[2]) == {"src", "alt"}
    assert HOSTILE in read.pictures[2]["alt"]


def test_quiet_week_is_a_page_of_one_sentence(engine: Engine) -> None:
    house = House(engine)
    read = page(Reporting(house.open_unit, house.clock, house.rules))
    assert read.pictures == []
    assert "A quiet week: nobody mentioned us, and nothing is open." in read.words


def test_departments_week_is_a_page_as_the_department_reads_it(week: Reporting) -> None:
    report = week.build_for("2026-W48", department_name("billing"))
    assert report is not None
    read = read_page(summary_page(report, week._rules.current, "2026-W48"))
    assert read.headings == [report.title.format(period=report.period), *(each.title for each in report.at_length)]
    assert report.headline in read.words
    lines = [*report.look, *(line for each in report.at_length for line in each.lines)]
    assert lines
    assert [line.text for line in lines if not any(line.text in word for word in read.words)] == []
    named = [person for line in lines for person, _ in line.people]
    assert [person for person in named if not any(person in word for word in read.words)] == []


def test_week_of_which_a_department_has_nothing_to_read_is_a_page_too(
    database: str, book: Path, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    asked = ("--department", "billing", "--week", "2026-W48", "--html", str(file))
    assert run(*asked, database=database, book=book).exit_code == 0
    assert "A quiet week. Nothing came, and nothing is open." in read_page(file.read_text(encoding="utf-8")).words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_can_be_read_in_light_and_in_dark(scheme: str) -> None:
    colours = re.findall(r":root\{(?:color-scheme:light dark;)?([^}]*)\}", page_of("", ()))[scheme == "dark"]
    named = dict(re.findall(r"--(\w+):(#\w+)", colours))
    named = {
        name: value if len(value) == 7 else f"#{''.join(2 * each for each in value[1:])}"
        for name, value in named.items()
    }
    assert min(contrast(named[word], named["paper"]) for word in ("ink", "faint", "link")) >= 4.5


def test_command_writes_the_page_and_says_where(database: str, book: Path, tmp_path: Path) -> None:
    receive(database, *(f"The room was cold, night {number}" for number in range(10)))
    file = tmp_path / "report.html"
    result = run("--week", "2026-W48", "--html", str(file), database=database, book=book)
    assert result.exit_code == 0, result.output
    assert f"The page is in {file}." in result.stderr
    assert "10 mentions in the week of" in read_page(file.read_text(encoding="utf-8")).pictures[0]["alt"]
    assert [each.name for each in tmp_path.glob("*report*")] == ["report.html"]


def test_page_that_is_there_is_kept_unless_told_otherwise(database: str, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("mine", encoding="utf-8")
    asked = ("--week", "2026-W48", "--html", str(file))
    refused = run(*asked, database=database, book=book)
    assert refused.exit_code == 1
    assert "report.html is there already. Name another file, or add --force" in refused.output
    assert file.read_text(encoding="utf-8") == "mine"
    assert run(*asked, "--force", database=database, book=book).exit_code == 0
    assert "A quiet week" in file.read_text(encoding="utf-8")


def test_page_that_cannot_be_written_is_said_to_be_so(database: str, book: Path, tmp_path: Path) -> None:
    result = run("--html", str(tmp_path / "no" / "report.html"), database=database, book=book)
    assert result.exit_code == 1
    assert "cannot be written" in result.output
