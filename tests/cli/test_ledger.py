"""`doorknock ledger` counts in the database that the bot keeps, and says which one that is."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.ledger import command
from bot.core.mention import Mention
from bot.errors import SettingsError
from bot.store.database import connect
from bot.store.unit import SqlUnitOfWork
from tests.databases import migrated_sqlite

__all__ = ["migrated_sqlite"]


@pytest.fixture
def database(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A database that has received one mention."""
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'doorknock.db')}"
    engine = connect(url)
    with SqlUnitOfWork(engine) as unit:
        at = datetime(2026, 11, 24, 12, tzinfo=UTC)
        unit.mentions.add([Mention(source="test", external_id="1", text="The room was cold", received_at=at)])
        unit.commit()
    engine.dispose()
    return url


def run(*words: str, database: str) -> Result:
    return CliRunner().invoke(command, words, env={"DATABASE_URL": database})


def test_people_are_told_which_database_was_counted(database: str) -> None:
    result = run(database=database)
    assert result.exit_code == 0
    first, received, *_ = result.stdout.splitlines()
    assert first == database
    assert received.split() == ["Received", "1"]


def test_programs_get_the_counts_alone(database: str) -> None:
    told = json.loads(run("--json", database=database).stdout)
    assert (told["received"], told["waiting"], told["lost"]) == (1, 1, 0)


def test_a_database_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    error = run(database=f"sqlite:///{tmp_path / 'elsewhere.db'}").exception
    assert isinstance(error, SettingsError)
    assert f"there is no database at sqlite:///{tmp_path / 'elsewhere.db'}" in str(error)
    assert "doorknock run" in str(error)
    assert list(tmp_path.iterdir()) == []
