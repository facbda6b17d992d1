"""What a command works on: an installation that has just been made."""

import shutil
from pathlib import Path

import pytest

from tests.databases import engine, migrated_sqlite, postgres_engine, postgres_url
from tests.rulebook.small_book import write_book

__all__ = ["engine", "migrated_sqlite", "postgres_engine", "postgres_url"]


@pytest.fixture(autouse=True)
def _no_logs_left_elsewhere(logs_as_they_were: None) -> None:
    """A command sends this process's logs elsewhere; the next test must not find them there."""


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path) -> str:
    """An empty database, as a first start leaves it."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'doorknock.db')}"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "rules")
