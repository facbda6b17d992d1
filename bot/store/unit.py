"""Units of work: all or nothing, with every table at hand.

Guarantee: what is not committed has not happened, what is committed is on disk, and after that the unit is over;
connections go back to the pool on every way out. One that only reads makes nobody wait for it. A database that does
not answer, or asks to begin again (a deadlock, a lock held too long), is a TemporaryFailure: every change is decided on
what the database says, so that doing it again is safe even where the answer to a commit was lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Self, get_type_hints

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from bot.clock import Clock
from bot.errors import TemporaryFailure
from bot.store.agreed import AgreedTable
from bot.store.arrivals import ArrivalsTable
from bot.store.audit import AuditTable
from bot.store.conversations import ConversationsTable
from bot.store.encoders import EncodersTables
from bot.store.interviews import InterviewsTable
from bot.store.issues import IssuesTable
from bot.store.knocks import KnocksTables
from bot.store.lessons import LessonsTable
from bot.store.mentions import MentionsTable
from bot.store.messages import MessagesTable
from bot.store.models import ModelsTables
from bot.store.outbox import OutboxTable
from bot.store.overview import OverviewTables
from bot.store.questions import QuestionsTables
from bot.store.record import RecordTables
from bot.store.replies import RepliesTable
from bot.store.silences import SilencesTable
from bot.store.skew import skew_of
from bot.store.sources import CursorsTable, ReceivedTable
from bot.store.stories import StoriesTable
from bot.store.tallies import TalliesTable
from bot.store.transactions import Transaction, to_read, to_write
from bot.store.vacancies import VacanciesTable
from bot.store.visitors import VisitorsTable
from bot.store.why_asks import WhyAsksTable

READ_ONLY_SERVER = "25006"


@dataclass(frozen=True, slots=True)
class Store:
    """A database, called for each unit of work."""

    engine: Engine

    def __call__(self) -> "SqlUnitOfWork":
        """A unit of work, not begun yet."""
        return SqlUnitOfWork(self.engine)

    def skew(self, clock: Clock) -> timedelta:
        """By how much `clock` is ahead of the database's; TemporaryFailure where it does not answer."""
        try:
            return skew_of(self.engine, clock)
        except (DBAPIError, NoConnectionFree) as error:
            raise _temporary(error) from error

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
    conversations: ConversationsTable
    questions: QuestionsTables
    lessons: LessonsTable
    models: ModelsTables
    why_asks: WhyAsksTable
    agreed: AgreedTable
    vacancies: VacanciesTable
    interviews: InterviewsTable
    arrivals: ArrivalsTable
    silences: SilencesTable
    encoders: EncodersTables
    stories: StoriesTable

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._begin: Callable[[Engine], Transaction] = to_write
        self._transaction: Transaction | None = None

    def for_reading(self) -> Self:
        """The same unit, which only reads: it waits for nobody, nobody waits for it, and it cannot commit."""
        self._begin = to_read
        return self

    def __enter__(self) -> Self:
        """Begin. TemporaryFailure where no connection is to be had."""
        try:
            self._transaction = self._begin(self._engine)
        except (DBAPIError, NoConnectionFree) as error:
            raise _temporary(error) from error
        for name, table in _TABLES.items():
            setattr(self, name, table(self._transaction.connection))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed, and give the connection back; TemporaryFailure where that was the trouble."""
        transaction = self._transaction
        is_demoted = isinstance(error, DBAPIError) and self._begin is to_write and _is_demoted(error)
        if transaction is not None:
            self._take_away()
            if is_demoted:
                # Whoever took over is found by connecting anew; this line would answer for ever, and take nothing.
                transaction.connection.invalidate()
            transaction.undo()
        if isinstance(error, DBAPIError) and (is_demoted or _may_pass(error)):
            raise _temporary(error) from error

    def commit(self) -> None:
        """Make it last. Nothing can be read or written by this unit any more."""
        transaction = self._transaction
        if transaction is None:
            raise RuntimeError("commit() outside the unit of work: call it once, inside the with block")
        self._take_away()
        transaction.keep()

    def _take_away(self) -> None:
        """The tables are gone: others may be writing by the same connection from now on."""
        self._transaction = None
        for name in _TABLES:
            delattr(self, name)


_TABLES: Mapping[str, Callable[[Connection], object]] = get_type_hints(SqlUnitOfWork)


def _may_pass(error: DBAPIError) -> bool:
    # Deadlocks, lost connections and locks are operational errors in both drivers; the rest is a mistake of ours.
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def _is_demoted(error: DBAPIError) -> bool:
    """Whether this server only reads by now, as one does that another one has taken over from."""
    return getattr(error.orig, "sqlstate", "") == READ_ONLY_SERVER


def _temporary(error: DBAPIError | NoConnectionFree) -> TemporaryFailure:
    why = error.orig if isinstance(error, DBAPIError) else error
    return TemporaryFailure(f"the database does not answer: {why}; it is tried again, see DATABASE_URL if it lasts")
