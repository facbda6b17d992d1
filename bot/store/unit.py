"""Units of work: one transaction each, with every table at hand.

Guarantee: what is not committed has not happened; connections go back to the pool on every way out. A database that
does not answer, or asks to begin again (a deadlock, a lock held too long), is a TemporaryFailure: every change is
decided on what the database says, so that doing it again is safe even where the answer to a commit was lost.
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.errors import TemporaryFailure
from bot.store.audit import AuditTable
from bot.store.issues import IssuesTable
from bot.store.knocks import KnocksTables
from bot.store.mentions import MentionsTable
from bot.store.messages import MessagesTable
from bot.store.outbox import OutboxTable
from bot.store.overview import OverviewTables
from bot.store.record import RecordTables
from bot.store.replies import RepliesTable
from bot.store.sources import CursorsTable, ReceivedTable
from bot.store.tallies import TalliesTable
from bot.store.visitors import VisitorsTable


@dataclass(frozen=True, slots=True)
class Store:
    """A database, called for each unit of work."""

    engine: Engine

    def __call__(self) -> "SqlUnitOfWork":
        """A unit of work, not begun yet."""
        return SqlUnitOfWork(self.engine)

    def close(self) -> None:
        """Hang up all connections that are not in use."""
        self.engine.dispose()


class SqlUnitOfWork:
    """One transaction on `engine`, begun on entering."""

    mentions: MentionsTable
    issues: IssuesTable
    outbox: OutboxTable
    messages: MessagesTable
    knocks: KnocksTables
    cursors: CursorsTable
    received: ReceivedTable
    audit: AuditTable
    replies: RepliesTable
    record: RecordTables
    tallies: TalliesTable
    overview: OverviewTables
    visitors: VisitorsTable

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """Begin. TemporaryFailure where no connection is to be had."""
        try:
            connection = _begun(self._engine)
        except (DBAPIError, NoConnectionFree) as error:
            raise _temporary(error) from error
        self._connection = connection
        self.mentions = MentionsTable(connection)
        self.issues = IssuesTable(connection)
        self.outbox = OutboxTable(connection)
        self.messages = MessagesTable(connection)
        self.knocks = KnocksTables(connection)
        self.cursors = CursorsTable(connection)
        self.received = ReceivedTable(connection)
        self.audit = AuditTable(connection)
        self.replies = RepliesTable(connection)
        self.record = RecordTables(connection)
        self.tallies = TalliesTable(connection)
        self.overview = OverviewTables(connection)
        self.visitors = VisitorsTable(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed, and give the connection back; TemporaryFailure where that was the trouble."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if isinstance(error, DBAPIError) and _may_pass(error):
            raise _temporary(error) from error

    def commit(self) -> None:
        """Make it last."""
        if self._connection is None:
            raise RuntimeError("commit() outside the unit of work: call it inside the with block")
        self._connection.commit()


def _begun(engine: Engine) -> Connection:
    connection = engine.connect()
    try:
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def _may_pass(error: DBAPIError) -> bool:
    # Deadlocks, lost connections and locks are operational errors in both drivers; the rest is a mistake of ours.
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def _temporary(error: DBAPIError | NoConnectionFree) -> TemporaryFailure:
    why = error.orig if isinstance(error, DBAPIError) else error
    return TemporaryFailure(f"the database does not answer: {why}; it is tried again, see DATABASE_URL if it lasts")
