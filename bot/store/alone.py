"""Whether anybody else has the database open.

Guarantee: a bot that runs is seen even while it has nothing to do, since it keeps a connection open.
"""

import sqlite3

from sqlalchemy import Engine, text

from bot.store.database import APPLICATION, sqlite_file

PATIENCE_S = 2.0
"""Somebody who only looks is gone by then."""


def is_open_elsewhere(engine: Engine) -> bool:
    """Whether another process, or another engine of this one, is connected to the same database.

    Asked while this engine has no connection in use.
    """
    if engine.dialect.name == "postgresql":
        return _has_other_sessions(engine)
    file = sqlite_file(engine)
    # Our own connection, which waits to be used again, is nobody else's.
    engine.dispose()
    return file is not None and file.exists() and not _can_be_had_alone(str(file))


def _has_other_sessions(engine: Engine) -> bool:
    statement = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()"
    )
    with engine.connect() as connection:
        return bool(connection.execute(statement, {"name": APPLICATION}).scalar())


def _can_be_had_alone(file: str) -> bool:
    """SQLite leaves its write-ahead mode only for somebody who is alone; the next connection turns it on again."""
    connection = sqlite3.connect(file, timeout=PATIENCE_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        return False
    else:
        return True
    finally:
        connection.close()
