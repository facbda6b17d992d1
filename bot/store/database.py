"""The engine behind the tables, set up so that neither database loses a write.

Guarantee: on SQLite every unit of work that may write takes the write lock at its beginning (a deferred one could lose
a read-then-write race), syncs each commit to disk and waits for its turn; nothing opens a transaction by accident.
"""

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import QueuePool

from bot.errors import SettingsError

PATIENCE_S = 30.0
LOOK_AGAIN_S = 0.002
_GONE_S = 30
_LINE = MappingProxyType(
    {
        "connect_timeout": 10,
        "keepalives_idle": _GONE_S // 3,
        "keepalives_interval": _GONE_S // 3,
        "keepalives_count": 2,
        "tcp_user_timeout": _GONE_S * 1000,
    }
)
"""A server whose machine is gone says nothing, not even that: by itself, Linux would wait for it for two hours."""
APPLICATION = "doorknock"
"""How our sessions are known to PostgreSQL."""


def connect(database_url: str, *, patience_s: float = PATIENCE_S) -> Engine:
    """An engine for `database_url`; SettingsError where the URL is not one of SQLite or PostgreSQL.

    On SQLite whoever writes waits `patience_s` at most for the other processes.
    """
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        # What was typed is not quoted: a URL that nobody can take apart may hold a password anywhere.
        raise SettingsError(
            "DATABASE_URL: this is not a database URL; write sqlite:///doorknock.db or "
            "postgresql://user:password@host/name, and %40, %3A and %2F for an @, a colon or a slash in a password"
        ) from None
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite(database_url, patience_s)
    if backend in ("postgresql", "postgres"):
        return _postgres(url, patience_s)
    raise SettingsError(f"DATABASE_URL: Doorknock speaks sqlite and postgresql, not {backend!r}")


def shown(url: URL) -> str:
    """The URL as it was written, without its password and the name of our driver."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()


def label(url: URL) -> str:
    """The database's name for people and for comparing: a file with its whole path, a server without who asks."""
    if url.get_backend_name() != "sqlite":
        bare = URL.create(url.get_backend_name(), host=url.host, port=url.port, database=url.database)
        return bare.render_as_string()
    return f"sqlite:///{Path(url.database).resolve()}" if url.database else "sqlite://"


def sqlite_file(engine: Engine) -> Path | None:
    """The file of an SQLite database, None for one in memory and for PostgreSQL."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def _postgres(url: URL, patience_s: float) -> Engine:
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            # Whatever the server's default is: claims and version checks are written for this one.
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"application_name": APPLICATION, **_line(url)},
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"DATABASE_URL: PostgreSQL needs a driver that is not installed here ({error.name}): "
            "pip install --constraint constraints.txt --editable '.[postgres]'"
        ) from error
    event.listen(engine, "connect", partial(_prepare_postgres, patience_s=patience_s))
    return engine


def _line(url: URL) -> dict[str, int]:
    """What DATABASE_URL says of these itself has the last word."""
    return {name: value for name, value in _LINE.items() if name not in url.query}


def _prepare_postgres(connection: Any, _record: object, *, patience_s: float) -> None:
    # A process that freezes amid a transaction must not keep the others waiting for longer: the server ends it.
    connection.autocommit = True
    connection.execute(f"SET idle_in_transaction_session_timeout = {round(patience_s * 1000)}")
    # Nor may anybody else's: a session of psql that somebody left open, say.
    connection.execute(f"SET lock_timeout = {round(patience_s * 1000)}")
    connection.autocommit = False


def _sqlite(database_url: str, patience_s: float) -> Engine:
    is_in_memory = ":memory:" in database_url or database_url in ("sqlite://", "sqlite:///")
    # There is one such database a connection, so everybody takes turns on one.
    options: dict[str, Any] = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0} if is_in_memory else {}
    engine = create_engine(
        database_url, connect_args={"check_same_thread": False, "timeout": patience_s}, hide_parameters=True, **options
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, patience_s=patience_s))
    event.listen(engine, "begin", partial(_begin_on_sqlite, patience_s=patience_s))
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object, *, patience_s: float) -> None:
    # The driver's own transaction handling opens deferred transactions; we begin them ourselves.
    connection.isolation_level = None
    connection.execute(f"PRAGMA {_waiting(patience_s)}")
    # Of those who open a new file together, SQLite tells all but one at once that it is locked, and waits for nobody.
    _in_turn(lambda: connection.execute("PRAGMA journal_mode = WAL"), patience_s=patience_s)
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_sqlite(connection: Connection, *, patience_s: float) -> None:
    if connection.get_execution_options().get("only_reads", False):
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite would look again ever more rarely, down to ten times a second, and where another process writes one thing
    # after the other, that is always the wrong moment. Of one process only one thread waits here, so it can look often.
    connection.exec_driver_sql(f"PRAGMA {_waiting(0)}")
    try:
        _in_turn(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"), patience_s=patience_s)
    finally:
        connection.exec_driver_sql(f"PRAGMA {_waiting(patience_s)}")


def _in_turn(ask: Callable[[], object], *, patience_s: float) -> None:
    """Ask until the other processes are done with the file: where SQLite itself would not wait, or not well."""
    until = time.monotonic() + patience_s
    while True:
        try:
            ask()
        except (sqlite3.OperationalError, OperationalError) as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(LOOK_AGAIN_S)
        else:
            return


def _is_busy(error: sqlite3.OperationalError | OperationalError) -> bool:
    cause = error.orig if isinstance(error, OperationalError) else error
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _waiting(seconds: float) -> str:
    return f"busy_timeout = {seconds * 1000:.0f}"
