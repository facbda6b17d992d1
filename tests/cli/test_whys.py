"""`doorknock whys` shows why things happened, to people and to programs."""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result
from rich.console import Console

from bot.cli.whys import command, show
from bot.core.why_tree import Explained, tree
from bot.services.whys import WhyView
from tests.core.example import MONDAY, RULEBOOK
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


def test_a_fresh_installation_knows_no_whys(run: Run) -> None:
    assert shown(run()) == ["Why things happened, over the last half year", "  Nobody has said why yet."]
    assert shown(run("breakfast"))[1:] == ["  Nothing about that yet."]


def test_programs_get_json(run: Run) -> None:
    assert json.loads("\n".join(shown(run("--json")))) == {"causes": [], "unasked": []}


def test_the_tree_is_drawn_with_counts_places_and_issues() -> None:
    def said(number: int, *chain: str) -> Explained:
        return Explained(issue=number, assignment=1, department="food", brand="", tags=(), at=MONDAY, chain=chain)

    found = [said(1001, "Late rota", "Two vacancies"), said(1002, "late rota"), said(1003, "Late rota")]
    console = Console(record=True, width=120)
    show(WhyView(causes=tree(found), unasked=()), RULEBOOK, console)
    assert console.export_text().splitlines() == [
        "Why things happened, over the last half year",
        "  Late rota · 3 issues, in Food · #1003 #1002 #1001",
        "     ← Two vacancies · 1 issue, in Food · #1001",
    ]
