"""Fixtures of the scenarios: the bot, its clock, the workspace, and the people in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text

from bot.store.tables import metadata
from bot.workspace.workspace import Workspace
from tests.databases import migrated_sqlite, postgres_engine, postgres_url
from tests.scenarios.play import RULES, Colleague, Play

__all__ = ["migrated_sqlite", "postgres_engine", "postgres_url"]


@pytest.fixture(autouse=True)
def _short_lines() -> Iterator[None]:
    """The log as a failed scenario needs it: structlog's own way to show an error takes seconds."""
    processors = structlog.processors
    structlog.configure(
        processors=[processors.add_log_level, processors.format_exc_info, structlog.dev.ConsoleRenderer()]
    )
    yield
    structlog.reset_defaults()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: SQLite, or PostgreSQL where a scenario asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        path = tmp_path / "doorknock.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    engine = request.getfixturevalue("postgres_engine")
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    return str(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    """The café's rules in a folder of their own."""
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


@pytest.fixture
def at_larkfield(own_rules: Path, database_url: str) -> Iterator[Play]:
    """The café with rules that may be edited."""
    with Play(database_url=database_url, rules=own_rules) as play:
        yield play


@pytest.fixture
def bot(database_url: str) -> Iterator[Play]:
    with Play(database_url=database_url) as play:
        yield play


@pytest.fixture
def clock(bot: Play) -> Play:
    """Time, with everything that falls due on the way."""
    return bot


@pytest.fixture
def slack(bot: Play) -> Workspace:
    return bot.workspace


@pytest.fixture
def priya(bot: Play) -> Colleague:
    """Sits for Billing."""
    return bot.person("priya")


@pytest.fixture
def omar(bot: Play) -> Colleague:
    """Stands in for Priya."""
    return bot.person("omar")


@pytest.fixture
def ines(bot: Play) -> Colleague:
    """The strategist."""
    return bot.person("ines")


@pytest.fixture
def gita(bot: Play) -> Colleague:
    """Sits for the Counter."""
    return bot.person("gita")
