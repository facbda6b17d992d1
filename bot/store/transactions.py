"""How a unit of work begins and ends, on either database.

Guarantee: whoever reads makes nobody wait, and sees a single moment; writers wait for each other, on SQLite as a
whole, on PostgreSQL for a row.
"""

from typing import Protocol

from sqlalchemy import Connection, Engine

from bot.store.turns import turns_at


class Transaction(Protocol):
    """What has begun, and ends by one of the two."""

    @property
    def connection(self) -> Connection:
        """What to read and write by."""
        ...

    def keep(self) -> None:
        """Make it last: returns when it is on disk."""
        ...

    def undo(self) -> None:
        """Leave no trace of it."""
        ...


class OwnTransaction:
    """A transaction with a connection of its own."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def keep(self) -> None:
        """Commit, and give the connection back."""
        try:
            self.connection.commit()
        finally:
            self.connection.close()

    def undo(self) -> None:
        """Give the connection back, which undoes all."""
        self.connection.close()


class Look(OwnTransaction):
    """A transaction that only reads."""

    def keep(self) -> None:
        """There is nothing to keep, so whoever asks for it has made a mistake."""
        self.undo()
        raise RuntimeError("commit() of a unit of work that only reads: open it without for_reading()")


def to_write(engine: Engine) -> Transaction:
    """Begin to change something."""
    if engine.dialect.name == "sqlite":
        return turns_at(engine).take(lambda: _begun(engine.connect()))
    return OwnTransaction(_begun(engine.connect()))


def to_read(engine: Engine) -> Transaction:
    """Begin to look at something."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":
        # All that is read is of one moment, as on SQLite anyway.
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    # PostgreSQL refuses to write in it; on SQLite it takes no lock, and what it wrote would never be committed.
    return Look(_begun(connection.execution_options(only_reads=True, postgresql_readonly=True)))


def _begun(connection: Connection) -> Connection:
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection
