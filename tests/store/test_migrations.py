"""From an empty database to the schema of the code, on both databases, and never back by accident."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from bot.errors import SettingsError
from bot.store.database import connect
from bot.store.migrate import alembic_config, migrate
from bot.store.tables import metadata
from bot.store.unit import SqlUnitOfWork


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that nobody has migrated."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fresh.db'}"
        return
    yield request.getfixturevalue("fresh_postgres_url")


@pytest.fixture
def fresh(fresh_url: str) -> Iterator[Engine]:
    engine = connect(fresh_url)
    yield engine
    engine.dispose()


def test_an_empty_database_becomes_the_schema_of_the_code(fresh: Engine) -> None:
    assert migrate(fresh)
    with fresh.begin() as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(fresh: Engine) -> None:
    assert migrate(fresh) == migrate(fresh)


def test_interviews_that_an_older_version_summed_up_count_as_told_and_the_others_do_not(fresh: Engine) -> None:
    with fresh.begin() as connection:
        command.upgrade(alembic_config(connection), "0017")
        connection.execute(text("INSERT INTO cursors (source, cursor, owner) VALUES ('interviews', '2026-11', '')"))
        for month in ("2026-11", "2026-12"):
            connection.execute(
                text(
                    "INSERT INTO interviews (month, person, department, asked_at, state, example, keywords, wish)"
                    " VALUES (:month, 'U1', 'billing', '2026-11-12 09:00:00.000000', 'answered', '', '', 'Fewer cards')"
                ),
                {"month": month},
            )
    migrate(fresh)
    with SqlUnitOfWork(fresh) as unit:
        assert [each.month for each in unit.interviews.untold()] == ["2026-12"]
        assert [each.wish for each in unit.interviews.of("2026-11")] == ["Fewer cards"]


def test_a_schema_newer_than_the_code_is_refused_and_left_alone(fresh: Engine) -> None:
    migrate(fresh)
    with fresh.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match=r"has schema 9999, this Doorknock knows up to \d{4}.*Install that version"):
        migrate(fresh)
    with fresh.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_processes_that_start_together_migrate_once(fresh_url: str) -> None:
    together = threading.Barrier(4)
    answers: list[object] = []

    def start() -> None:
        engine = connect(fresh_url)
        together.wait()
        try:
            answers.append(migrate(engine))
        except Exception as error:  # noqa: BLE001 - a failure in a thread is the answer we look at
            answers.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1, answers
    engine = connect(fresh_url)
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_whoever_opens_a_new_file_waits_for_the_one_who_already_writes_to_it(tmp_path: Path) -> None:
    file = tmp_path / "fresh.db"
    # Not in write-ahead mode yet: SQLite refuses to change that while somebody writes, and does not wait by itself.
    first = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    first.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.2, lambda: first.execute("COMMIT"))
    done.start()
    engine = connect(f"sqlite:///{file}")
    assert migrate(engine)
    engine.dispose()
    done.join()
    first.close()


def test_a_database_that_cannot_be_opened_is_named_with_its_url(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    with pytest.raises(SettingsError, match=r"DATABASE_URL: the database at sqlite:.*cannot be opened.*folder exists"):
        migrate(engine)
    engine.dispose()


def test_a_server_that_is_not_there_is_named_as_it_was_written_but_for_the_password(tmp_path: Path) -> None:
    # A folder without a socket: nobody listens there, and nobody has to be asked.
    engine = connect(f"postgresql+psycopg://ann:hush@/door?host={tmp_path}&password=hush")
    with pytest.raises(SettingsError) as refused:
        migrate(engine)
    assert "the database at postgresql://ann:***@/door cannot be opened" in str(refused.value)
    assert "See that the server runs" in str(refused.value)
    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "is not a database URL"),
        ("postgresql://ann:hush@host:port/name", "is not a database URL"),
        ("mysql://host/name", "speaks sqlite and postgresql"),
    ],
)
def test_a_url_of_something_else_is_refused_with_an_example_or_a_reason(url: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        connect(url)


def test_a_missing_driver_is_named_with_what_to_install() -> None:
    # As on a machine where nobody has installed it.
    script = (
        "import sys; sys.modules['psycopg'] = None; from bot.store.database import connect; connect('postgresql://h/n')"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert asked.stderr.splitlines()[-1].startswith("bot.errors.SettingsError: DATABASE_URL: PostgreSQL needs a driver")
    assert "'.[postgres]'" in asked.stderr
