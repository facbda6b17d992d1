"""SQLite has one writer at a time: those of a process take turns, in order, and those that wait are committed together.

Guarantees: nobody overtakes; `keep` returns when the change is on disk, and raises where it may not be; a change that
is undone leaves those it would have been committed with as they are. One sync of the disk carries all who wait for it,
so that two hundred clicks at once are stored within three seconds. Reading takes no turn.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, NestedTransaction
from sqlalchemy.exc import DBAPIError

from bot.errors import TemporaryFailure
from bot.store.database import PATIENCE_S

MOST_TOGETHER = 32
LONGEST_S = 0.1
"""The first of a group does not wait long for its last, and other processes have their turn in between."""


@dataclass(slots=True, eq=False)
class _Group:
    """Changes that are committed together."""

    connection: Connection
    until: float
    kept: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None

    def has_room(self) -> bool:
        """Whether one more may join."""
        return self.error is None and 0 < self.kept < MOST_TOGETHER and time.monotonic() < self.until

    def finish(self) -> None:
        """Commit what was kept, undo all where nothing was; everybody whose change it holds learns how that went."""
        try:
            self._end()
        except Exception as error:  # noqa: BLE001 - raised in each of the threads whose change it was
            self.error = error
        except BaseException:
            self.error = TemporaryFailure("the process was told to stop while this was being stored")
            raise
        finally:
            self.is_over.set()

    def outcome(self) -> None:
        """Wait until it is over; raises where it did not go well, or nobody knows."""
        if not self.is_over.wait(PATIENCE_S):
            raise TemporaryFailure("the database takes too long to store this; it may be stored yet")
        if self.error is not None:
            raise self.error

    def _end(self) -> None:
        try:
            if self.kept and self.error is None:
                self.connection.commit()
        except BaseException:
            # SQLite may have left the transaction open, in which nobody else must come to write.
            self.connection.invalidate()
            raise
        finally:
            self.connection.close()


class Turn:
    """One change, from its beginning to `keep` or `undo`."""

    def __init__(self, turns: "Turns", group: _Group) -> None:
        self._turns = turns
        self._group = group
        # The first of a group is undone with the whole; whoever joins later must leave the others as they are.
        self._joined: NestedTransaction | None = group.connection.begin_nested() if group.kept else None

    @property
    def connection(self) -> Connection:
        """What to read and write by."""
        return self._group.connection

    def keep(self) -> None:
        """Make it last: returns when it is on disk."""
        try:
            if self._joined is not None:
                self._joined.commit()
            self._group.kept += 1
        except Exception as error:
            self._group.error = error
            raise
        finally:
            self._turns.pass_on()
        self._group.outcome()

    def undo(self) -> None:
        """Leave no trace of it."""
        try:
            if self._joined is not None:
                self._joined.rollback()
        except DBAPIError as error:
            # A full disk undoes more than was asked for: nothing of the whole group is there any more.
            self._group.error = error
        finally:
            self._turns.pass_on()


class Turns:
    """The order in which a process writes to one database. Safe to share between threads."""

    def __init__(self, *, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False
        self._group: _Group | None = None
        self._lock = threading.Lock()

    def take(self, begin: Callable[[], Connection]) -> Turn:
        """Wait for the turn; `begin` begins a transaction where a new one is due, and whatever it raises is raised.

        TemporaryFailure where the turn does not come.
        """
        self._queue_up()
        try:
            if self._group is None:
                self._group = _Group(begin(), time.monotonic() + LONGEST_S)
            return Turn(self, self._group)
        except BaseException as error:
            if self._group is not None and isinstance(error, Exception):
                self._group.error = error
            self.pass_on()
            raise

    def pass_on(self) -> None:
        """Let the next one go on: in the same group where it has room, else once that is committed."""
        with self._lock:
            heir = self._waiting.popleft() if self._waiting else None
        group = self._group
        try:
            if group is not None and (heir is None or not group.has_room()):
                self._group = None
                group.finish()
        finally:
            self._tell(heir)

    def _tell(self, heir: threading.Event | None) -> None:
        with self._lock:
            # Somebody may have come while the disk was being waited for.
            heir = heir or (self._waiting.popleft() if self._waiting else None)
            if heir is None:
                self._is_taken = False
            else:
                heir.set()

    def _queue_up(self) -> None:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        try:
            has_come = mine.wait(self._patience_s)
        except BaseException:
            self._leave(mine)
            raise
        if not has_come:
            self._leave(mine)
            raise TemporaryFailure("the database is locked: another thread has been writing for too long")

    def _leave(self, mine: threading.Event) -> None:
        """The turn must not come to somebody who is gone."""
        with self._lock:
            is_waiting = mine in self._waiting
            if is_waiting:
                self._waiting.remove(mine)
        if not is_waiting:
            # It is ours already, or will be when whoever has it has committed.
            mine.wait()
            self.pass_on()


_ALL: "WeakKeyDictionary[Engine, Turns]" = WeakKeyDictionary()
_ALL_LOCK = threading.Lock()


def turns_at(engine: Engine) -> Turns:
    """The order in which this process writes to `engine`; the same one for everybody."""
    with _ALL_LOCK:
        return _ALL.setdefault(engine, Turns())
