"""`doorknock doors` shows the map of doors to people and to programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.doors import command
from tests.cli.results import shown

Run = Callable[..., Result]


@pytest.fixture
def run(database: str, book: Path) -> Run:
    env = {"DATABASE_URL": database, "RULES_DIR": str(book)}
    return lambda *words: CliRunner().invoke(command, words, env=env)


def test_a_fresh_installation_has_quiet_doors(run: Run) -> None:
    first, *lines = shown(run())
    assert first == "The doors, over the last four weeks"
    assert lines
    assert all(line.endswith(": nothing to answer") for line in lines)


def test_one_door_at_length(run: Run) -> None:
    assert shown(run("billing")) == [
        "The last four weeks",
        "  Nothing to answer. A good moment to ask how they are.",
    ]


def test_a_department_that_there_is_not_is_answered_with_those_there_are(run: Run) -> None:
    result = run("marketing")
    assert result.exit_code == 2
    assert "there is no department «marketing»" in result.output
    assert "billing" in result.output


def test_programs_read_the_map(run: Run) -> None:
    told = json.loads(run("--json").output)
    assert {door["asked"] for door in told["doors"]} == {0}
    assert told["lost"] == []
