"""`doorknock agenda` writes the next meeting's agenda as Markdown, or says why it cannot."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.agenda import command
from bot.services.agenda import NoCommittee
from tests.cli.results import shown

Run = Callable[..., Result]
TABLE = '\ncommittee: {channel: "#table", weekday: friday, time: "14:00"}\n'


@pytest.fixture
def run(database: str, book: Path) -> Run:
    env = {"DATABASE_URL": database, "RULES_DIR": str(book)}
    return lambda *words: CliRunner().invoke(command, words, env=env)


@pytest.fixture
def run_at_table(run: Run, book: Path) -> Run:
    company = book / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + TABLE, encoding="utf-8")
    return run


def test_the_agenda_is_written_as_markdown(run_at_table: Run) -> None:
    first = shown(run_at_table())[0]
    assert re.fullmatch(r"# The committee meets on Friday, \d{1,2} \w+ \d{4}, 14\\:00", first)


def test_it_goes_into_a_file_where_one_is_named(run_at_table: Run, tmp_path: Path) -> None:
    path = tmp_path / "agenda.md"
    shown(run_at_table("--meeting", "2026-11-27", "--output", str(path)))
    assert path.read_text(encoding="utf-8").startswith("# The committee meets on Friday, 27 November 2026")


@pytest.mark.parametrize(
    ("day", "complaint"), [("2026-11-26", "there is no meeting on 2026-11-26"), ("soon", "«soon» is no day")]
)
def test_a_day_without_a_meeting_is_said_to_be_one(run_at_table: Run, day: str, complaint: str) -> None:
    result = run_at_table("--meeting", day)
    assert result.exit_code == 2
    assert complaint in result.output


def test_a_company_without_a_committee_is_told_where_to_name_one(run: Run) -> None:
    result = run()
    assert isinstance(result.exception, NoCommittee)
    assert "company.yaml" in str(result.exception)
