"""`doorknock whys` shows why things happened, to people and to programs."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from bot.cli.whys import command, show
from bot.core.why_tree import Cause, Explained, tree
from bot.services.whys import WhyView
from tests.cli.results import shown
from tests.core.example import MONDAY, RULEBOOK

Run = Callable[..., Result]


@pytest.fixture
def run(database: str, book: Path) -> Run:
    env = {"DATABASE_URL": database, "RULES_DIR": str(book)}
    return lambda *words: CliRunner().invoke(command, words, env=env)


def test_a_fresh_installation_knows_no_whys(run: Run) -> None:
    assert shown(run()) == ["Why things happened, over the last half year", "  Nobody has said why yet."]
    assert shown(run("breakfast"))[1:] == ["  Nothing about that yet."]


def test_programs_get_json(run: Run) -> None:
    assert json.loads("\n".join(shown(run("--json")))) == {"causes": [], "unasked": [], "asked": []}


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


def test_nothing_that_was_said_steers_the_terminal() -> None:
    hostile = Cause(words="late\x1b[31m rota", found=())
    screen = io.StringIO()
    show(WhyView(causes=(hostile,), unasked=(hostile,)), RULEBOOK, Console(file=screen, width=120))
    told = screen.getvalue()
    assert told.count("late[31m rota") == 2
    assert "\x1b" not in told
