"""`doorknock audit` shows who asked for what, to people, to programs and to spreadsheets."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.audit import command
from bot.ports import AuditEntry
from bot.store.opening import open_store

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENTRIES = (
    AuditEntry(at=NOON, by="U1", via="button", what="Claim", issue=1001, assignment=1),
    AuditEntry(at=NOON.replace(hour=13), by="U2", via="word", what="Claim", issue=1001, assignment=1, reason="guest"),
    AuditEntry(at=NOON.replace(day=25), by="U1", via="modal", what="Dismiss", issue=1002),
)


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'doorknock.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    store = open_store(url)
    with store() as unit:
        for entry in ENTRIES:
            unit.audit.add(entry)
        unit.commit()
    store.close()


def asked(*words: str) -> str:
    answer = CliRunner().invoke(command, words)
    assert answer.exit_code == 0, answer.output
    return answer.output


def issues(*words: str) -> list[int]:
    return [json.loads(line)["issue"] for line in asked(*words, "--json").splitlines()]


def test_people_read_a_table() -> None:
    shown = asked()
    assert "#1001:1" in shown
    assert "refused: guest" in shown
    assert "2026-11-25 12:00:00" in shown


def test_each_question_narrows_the_answer() -> None:
    assert issues() == [1001, 1001, 1002]
    assert issues("--issue", "1002") == [1002]
    assert issues("--who", "U2") == [1001]
    assert issues("--since", "2026-11-25") == [1002]
    assert issues("--refused") == [1001]


def test_of_too_many_the_newest_are_shown() -> None:
    assert issues("--limit", "1") == [1002]


def test_spreadsheets_get_a_header_and_a_row_an_entry() -> None:
    rows = list(csv.DictReader(StringIO(asked("--csv"))))
    assert [row["reason"] for row in rows] == ["", "guest", ""]
    assert rows[0]["at"] == "2026-11-24T12:00:00+00:00"


def test_nothing_found_is_said_in_words() -> None:
    assert "Nobody has asked" in asked("--issue", "4711")
