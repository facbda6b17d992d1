"""`doorknock move-database` says what it has carried where, and what to do next."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.move_database import command
from bot.errors import DoorknockError, SettingsError
from bot.store.opening import open_store
from bot.store.unit import SqlUnitOfWork


def run(*words: str, database: str) -> Result:
    return CliRunner().invoke(command, words, env={"DATABASE_URL": database})


@pytest.fixture
def urls(tmp_path: Path) -> tuple[str, str]:
    """A database with two issue numbers given out, and one that is not there yet."""
    old, new = (f"sqlite:///{tmp_path / name}.db" for name in ("old", "new"))
    store = open_store(old)
    with store() as unit:
        unit.issues.next_number()
        unit.cursors.set("feed", "two")
        unit.commit()
    store.close()
    return old, new


def test_each_table_is_told_with_its_count_and_the_next_step_is_named(urls: tuple[str, str]) -> None:
    old, new = urls
    result = run("--to", new, database=old)
    assert result.exit_code == 0, result.output
    rows = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines() if line}
    assert rows["cursors"] == rows["counters"] == "1"
    assert rows["issues"] == "0"
    assert f"Everything is in {new} now. Set DATABASE_URL to it" in result.stdout


def test_the_old_database_can_be_taken_up_again_on_purpose(urls: tuple[str, str]) -> None:
    old, new = urls
    run("--to", new, database=old)
    result = run("--undo", database=old)
    assert result.exit_code == 0, result.output
    assert f"in {new} alone" in result.stdout
    open_store(old).close()
    assert isinstance(run("--undo", database=old).exception, DoorknockError)


def test_without_a_place_to_go_it_says_how_to_name_one(urls: tuple[str, str]) -> None:
    result = run(database=urls[0])
    assert result.exit_code == 2
    assert "doorknock move-database --to postgresql://" in result.output


def test_a_place_that_is_no_database_is_refused(urls: tuple[str, str]) -> None:
    error = run("--to", "mysql://host/name", database=urls[0]).exception
    assert isinstance(error, SettingsError)
    assert "sqlite:///doorknock.db, or postgresql://" in str(error)


def test_an_old_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path / 'nowhere.db'}"
    error = run("--to", f"sqlite:///{tmp_path / 'new.db'}", database=nowhere).exception
    assert isinstance(error, SettingsError)
    assert f"there is no database at {nowhere}" in str(error)
    assert list(tmp_path.iterdir()) == []


def test_what_is_moved_is_all_there(urls: tuple[str, str]) -> None:
    run("--to", urls[1], database=urls[0])
    store = open_store(urls[1])
    with store() as unit:
        assert isinstance(unit, SqlUnitOfWork)
        assert unit.cursors.get("feed") == "two"
        assert unit.issues.next_number() == 1002
    store.close()
