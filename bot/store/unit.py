"""Units of work: one transaction each, with every table at hand.

Guarantee: what is not committed has not happened; connections go back to the pool on every way out.
"""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.errors import TemporaryFailure
from bot.store.issues import IssuesTable
from bot.store.mentions import MentionsTable
from bot.store.messages import MessagesTable
from bot.store.outbox import OutboxTable
from bot.store.record import RecordTables
from bot.store.sources import CursorsTable, ReceivedTable


class SqlUnitOfWork:
    """One transaction on `engine`, begun on entering."""

    mentions: MentionsTable
    issues: IssuesTable
    outbox: OutboxTable
    messages: MessagesTable
    cursors: CursorsTable
    received: ReceivedTable
    record: RecordTables

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """Begin."""
        try:
            connection = self._engine.connect()
            connection.begin()
        except DBAPIError as error:
            raise TemporaryFailure(f"the database does not answer: {error.orig}") from error
        self._connection = connection
        self.mentions = MentionsTable(connection)
        self.issues = IssuesTable(connection)
        self.outbox = OutboxTable(connection)
        self.messages = MessagesTable(connection)
        self.cursors = CursorsTable(connection)
        self.received = ReceivedTable(connection)
        self.record = RecordTables(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed, and give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def commit(self) -> None:
        """Make it last."""
        if self._connection is None:
            raise RuntimeError("commit() outside the unit of work: call it inside the with block")
        self._connection.commit()
