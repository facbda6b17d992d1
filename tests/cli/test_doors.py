"""`doorknock doors` shows the map of doors to people and to programs."""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from bot.cli.doors import command
from tests.databases import migrated_sqlite
from tests.rulebook.small_book import write_book

__all__ = ["migrated_sqlite"]

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """The command sends this process's logs elsewhere; the next test must not find them there."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def run(tmp_path: Path, migrated_sqlite: Path) -> Run:
    database = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'doorknock.db')}"
    env = {"DATABASE_URL": database, "RULES_DIR": str(write_book(tmp_path / "rules"))}
    return lambda *words: CliRunner().invoke(command, words, env=env)


def shown(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


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
