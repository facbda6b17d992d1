"""Moves everything from one database to another, between SQLite and PostgreSQL in either direction.

Guarantee: killed anywhere it is begun again by the same call and goes on where it stopped; nobody writes to the source
meanwhile; the source is only given up once each table has been counted and compared with its copy. Rows keep their ids,
by which Slack knows its posts.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
)
from sqlalchemy.exc import DataError, OperationalError

from bot.errors import DoorknockError
from bot.store.alone import is_open_elsewhere
from bot.store.database import connect, label
from bot.store.fingerprint import Fingerprint, fingerprint
from bot.store.migrate import make_ready, migrate
from bot.store.moves import Side, mark_begin, mark_end, mark_of, refuse_half_moved, take_mark_away
from bot.store.opening import require_file
from bot.store.tables import metadata, moves

BATCH = 500
TABLES = tuple(table for table in metadata.sorted_tables if table is not moves)
"""What is moved, each table after those that it refers to."""
Progress = Callable[[str, int], None]
"""Told of each batch: the table, and how many rows of it have been copied by this call."""


class MoveRefused(DoorknockError):
    """The move cannot be begun, or not be ended; nothing is lost, and the source is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One table, the same on both sides."""

    table: str
    fingerprint: Fingerprint


def move(
    source_url: str,
    target_url: str,
    *,
    now: datetime,
    batch: int = BATCH,
    progress: Progress = lambda _table, _rows: None,
) -> list[Moved]:
    """Move all tables. MoveRefused, or SettingsError where one of the databases cannot be used at all."""
    source, target = connect(source_url), connect(target_url)
    try:
        _refuse_unfit(source, target)
        make_ready(target)
        with _held(source) as reading, target.connect() as writing:
            is_resumed = _begin(reading, writing, source=label(source.url), now=now)
            return _Copying(reading, writing, batch, progress).all(now=now, other=label(target.url), again=is_resumed)
    except OperationalError as error:
        raise MoveRefused(
            f"A database does not answer: {' '.join(str(error.orig).split())}. Type the same again once it does: the "
            "move goes on where it stopped"
        ) from error
    finally:
        source.dispose()
        target.dispose()


def _refuse_unfit(source: Engine, target: Engine) -> None:
    require_file(source)
    if source.url == target.url or label(source.url) == label(target.url):
        raise MoveRefused(f"{label(source.url)} is both where you move from and where you move to: name another one")
    if is_open_elsewhere(source):
        raise MoveRefused(
            f"Somebody has {label(source.url)} open, most likely a bot that runs on it: stop it, and whatever else "
            "looks into it, then type the same again"
        )
    migrate(source)
    refuse_half_moved(source)


@contextmanager
def _held(source: Engine) -> Iterator[Connection]:
    """A connection in whose transaction nobody else writes to the source."""
    with source.connect() as reading:
        reading.begin()
        if source.dialect.name == "postgresql":
            reading.execute(text("SET LOCAL lock_timeout = '5s'"))
            names = ", ".join(table.name for table in TABLES)
            reading.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
        # SQLite needs no more: each of our transactions holds the lock for writing.
        yield reading


def _begin(reading: Connection, writing: Connection, *, source: str, now: datetime) -> bool:
    """Mark the target; whether an earlier call had begun this very move."""
    mark = mark_of(writing, Side.TARGET)
    is_resumed = mark is not None and mark.ended_at is None
    gone = mark_of(reading, Side.SOURCE)
    if gone is not None and not is_resumed:
        raise MoveRefused(f"All that was here has been moved to {gone.other} already: name that one in DATABASE_URL")
    if mark is not None and is_resumed and mark.other != source:
        raise MoveRefused(f"The target holds a part of what is being moved from {mark.other}: name an empty one")
    if not is_resumed:
        _refuse_filled(writing)
        mark_begin(writing, Side.TARGET, other=source, now=now)
    writing.commit()
    return is_resumed


def _refuse_filled(writing: Connection) -> None:
    if filled := [table.name for table in TABLES if _has_rows(writing, table)]:
        raise MoveRefused(f"The target holds other data already (in {', '.join(filled)}): name an empty database")


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table).limit(1)).first() is not None


class _Copying:
    """One call's work, from the first row to the last comparison."""

    def __init__(self, reading: Connection, writing: Connection, batch: int, progress: Progress) -> None:
        self._reading = reading
        self._writing = writing
        self._batch = batch
        self._progress = progress

    def all(self, *, now: datetime, other: str, again: bool) -> list[Moved]:
        """Copy, compare, and give the source up; `again` where rows may be there from an earlier call."""
        moved = self._copied(is_last_try=not again)
        if moved is None:
            # Somebody has worked on the source since the earlier call, which the marks allow: begin anew.
            self._empty()
            moved = self._copied(is_last_try=True)
        self._count_on()
        mark_begin(self._reading, Side.SOURCE, other=other, now=now)
        mark_end(self._reading, Side.SOURCE, now=now)
        self._reading.commit()
        # Only now, so that there is no instant at which both may be used.
        mark_end(self._writing, Side.TARGET, now=now)
        self._writing.commit()
        return moved or []

    def _copied(self, *, is_last_try: bool) -> list[Moved] | None:
        """What was moved, None where a copy differs and may be made anew."""
        for table in TABLES:
            self._copy(table)
        moved = []
        for table in TABLES:
            ours, theirs = fingerprint(self._reading, table), fingerprint(self._writing, table)
            if ours != theirs and not is_last_try:
                return None
            if ours != theirs:
                raise MoveRefused(
                    f"The copy of {table.name} differs: {ours.rows} rows here, {theirs.rows} there. The old database "
                    "is as it was; empty the new one, and see that nobody else writes to it"
                )
            moved.append(Moved(table=table.name, fingerprint=ours))
        self._writing.rollback()
        return moved

    def _copy(self, table: Table) -> None:
        done = 0
        statement = _after(table, self._last(table), _key(self._reading, table))
        rows = self._reading.execute(statement, execution_options={"yield_per": self._batch})
        for some in rows.mappings().partitions(self._batch):
            self._write(table, some)
            done += len(some)
            self._progress(table.name, done)

    def _last(self, table: Table) -> Row[Any] | None:
        """The key of the last row that an earlier call has copied."""
        downwards = [column.desc() for column in _key(self._writing, table)]
        last = self._writing.execute(select(*table.primary_key.columns).order_by(*downwards).limit(1)).first()
        self._writing.rollback()
        return last

    def _write(self, table: Table, rows: Sequence[RowMapping]) -> None:
        try:
            self._writing.execute(insert(table), [dict(row) for row in rows])
            self._writing.commit()
        except DataError as error:
            self._writing.rollback()
            if len(rows) > 1:
                for row in rows:
                    self._write(table, [row])
                return
            key = ", ".join(str(rows[0][column.name]) for column in table.primary_key)
            raise MoveRefused(
                f"The row {key} of {table.name} does not fit: {' '.join(str(error.orig).split())}. The old database is "
                "as it was: go on with it, and tell us"
            ) from error

    def _empty(self) -> None:
        for table in reversed(TABLES):
            self._writing.execute(delete(table))
        self._writing.commit()

    def _count_on(self) -> None:
        """PostgreSQL hands out row ids from sequences, which do not see ids that are brought along."""
        if self._writing.dialect.name != "postgresql":
            return
        for table in TABLES:
            column = table.autoincrement_column
            if column is not None:
                highest = self._writing.execute(select(func.max(column))).scalar()
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                self._writing.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _after(table: Table, last: Row[Any] | None, order: Sequence[ColumnElement[Any]]) -> Select[Any]:
    statement = select(table).order_by(*order)
    return statement if last is None else statement.where(tuple_(*order) > tuple_(*last))


def _key(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """The key's columns, in an order that both databases agree on: by bytes, as SQLite compares anyway."""
    is_postgres = connection.dialect.name == "postgresql"
    columns = table.primary_key.columns
    return [each.collate("C") if is_postgres and isinstance(each.type, String) else each for each in columns]


def undo(source_url: str) -> str:
    """Let a database that was moved away be used again; returns where everything had gone."""
    source = connect(source_url)
    try:
        require_file(source)
        migrate(source)
        with source.begin() as connection:
            mark = mark_of(connection, Side.SOURCE)
            if mark is None:
                raise MoveRefused(f"{label(source.url)} has not been moved away: there is nothing to undo")
            take_mark_away(connection, Side.SOURCE)
            other: str = mark.other
            return other
    finally:
        source.dispose()
