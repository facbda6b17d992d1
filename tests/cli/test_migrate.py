"""`doorknock migrate` brings a database up to date when it is told to, and no command does so behind anybody's back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command as alembic
from click.testing import CliRunner, Result

from bot.cli import ledger
from bot.cli.migrate import command
from bot.errors import DoorknockError, SettingsError
from bot.store.database import connect
from bot.store.migrate import alembic_config, schema_of
from bot.store.opening import open_store
from tests.databases import fresh_postgres_url, postgres_url

__all__ = ["fresh_postgres_url", "postgres_url"]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "postgres":
        yield request.getfixturevalue("fresh_postgres_url")
    else:
        yield f"sqlite:///{tmp_path / 'doorknock.db'}"


@pytest.fixture
def old_url(fresh_url: str) -> str:
    """A database that the first version made."""
    engine = connect(fresh_url)
    with engine.begin() as connection:
        alembic.upgrade(alembic_config(connection), "0001")
    engine.dispose()
    return fresh_url


def run(*words: str, database: str) -> Result:
    return CliRunner().invoke(command, words, env={"DATABASE_URL": database})


def current(url: str) -> str:
    engine = connect(url)
    found = schema_of(engine).current
    engine.dispose()
    return found


def test_an_older_database_is_brought_up_to_date_and_told_from_where_to_where(old_url: str) -> None:
    asked = run("--check", database=old_url)
    assert asked.exit_code == 1
    assert "has schema 0001, this Doorknock needs 0" in asked.stdout
    assert current(old_url) == "0001"
    assert "went from schema 0001 to 0" in run(database=old_url).stdout
    again = run("--check", database=old_url)
    assert again.exit_code == 0
    assert "as this Doorknock needs it" in again.stdout
    assert "nothing to do" in run(database=old_url).stdout
    open_store(old_url).close()


def test_a_bot_that_runs_is_stopped_first_unless_somebody_insists(old_url: str) -> None:
    bot = connect(old_url)
    with bot.connect():
        error = run(database=old_url).exception
        assert isinstance(error, SettingsError)
        assert "stop it first, or add --while-running" in str(error)
    assert current(old_url) == "0001"
    assert run("--while-running", database=old_url).exit_code == 0
    assert current(old_url) != "0001"
    bot.dispose()


@pytest.mark.postgres
def test_on_postgres_a_start_refuses_an_older_schema_and_says_what_to_type(fresh_postgres_url: str) -> None:
    engine = connect(fresh_postgres_url)
    with engine.begin() as connection:
        alembic.upgrade(alembic_config(connection), "0001")
    engine.dispose()
    with pytest.raises(SettingsError, match=r"has schema 0001, this Doorknock needs .* type `doorknock migrate`"):
        open_store(fresh_postgres_url)
    # Nor does a command that only looks.
    looked = CliRunner().invoke(ledger.command, env={"DATABASE_URL": fresh_postgres_url})
    assert isinstance(looked.exception, SettingsError)
    assert current(fresh_postgres_url) == "0001"


def test_an_sqlite_file_follows_at_the_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'doorknock.db'}"
    engine = connect(url)
    with engine.begin() as connection:
        alembic.upgrade(alembic_config(connection), "0001")
    engine.dispose()
    open_store(url).close()
    assert run("--check", database=url).exit_code == 0


def test_an_empty_database_is_made_ready_at_the_first_start(fresh_url: str) -> None:
    open_store(fresh_url).close()
    assert run("--check", database=fresh_url).exit_code == 0


def test_a_newer_database_is_refused(fresh_url: str) -> None:
    store = open_store(fresh_url)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    for words in (("--check",), ()):
        error = run(*words, database=fresh_url).exception
        assert isinstance(error, DoorknockError)
        assert "Install that version" in str(error)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    asked = run("--check", database=f"sqlite:///{tmp_path / 'doorknock.db'}")
    assert asked.exit_code == 1
    assert "the first start of the bot makes it" in asked.stdout
    assert list(tmp_path.iterdir()) == []
