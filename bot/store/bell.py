"""The bell between processes: whoever has made work for a role rings, and its workers look at once (PostgreSQL only).

Guarantee: a hint and no more. Nobody waits for a ring to be sent; one that is lost costs the time to the next beat, and
a broken connection is made anew, after which everybody looks. On SQLite nothing rings: it is one machine's own.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import get_logger

CHANNEL = "doorknock"
LISTEN_S = 0.5
"""A stop waits for so long at most."""
PAUSES_S = (0.5, 2.0, 10.0)
"""Before each new try to connect; the last one repeats."""
EVERYBODY = "*"


class Bell:
    """Rings and listens by two connections of its own."""

    def __init__(self, engine: Engine, *, heard: Callable[[str], object]) -> None:
        self._engine = engine
        self._heard = heard
        self._is_stopping = threading.Event()
        self._has_rung = threading.Event()
        self._lock = threading.Lock()
        self._rung: set[str] = set()
        self._own = 0
        self._threads = [
            threading.Thread(target=self._keep_at, args=(work,), name=f"bell-{work.__name__.strip('_')}", daemon=True)
            for work in (self._ringing, self._listening)
        ]

    def start(self) -> None:
        """Begin to ring and to listen."""
        if self._engine.dialect.name == "postgresql":
            for thread in self._threads:
                thread.start()

    def stop(self) -> None:
        """Hang up."""
        self._is_stopping.set()
        self._has_rung.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def ring(self, role: str) -> None:
        """Let the workers of a role look, in every process. Returns at once; many rings in a row may become one."""
        with self._lock:
            self._rung.add(role)
        self._has_rung.set()

    def _keep_at(self, work: Callable[[Any], None]) -> None:
        troubles = (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error)
        failures = 0
        while not self._is_stopping.is_set():
            try:
                with self._connected() as connection:
                    failures = 0
                    work(connection)
            except troubles as error:
                pause = PAUSES_S[min(failures, len(PAUSES_S) - 1)]
                failures += 1
                get_logger().warning("bell is silent", why=" ".join(str(error).split()), again_in_s=pause)
                self._is_stopping.wait(pause)

    def _connected(self) -> AbstractContextManager[Any]:
        """The driver's own connection, closed on leaving it; the pool knows it no more."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        connection.autocommit = True
        closing: AbstractContextManager[Any] = connection
        return closing

    def _ringing(self, connection: Any) -> None:
        self._own = connection.info.backend_pid
        while not self._is_stopping.is_set():
            self._has_rung.wait()
            self._has_rung.clear()
            with self._lock:
                rung, self._rung = self._rung, set()
            for role in sorted(rung):
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, role))

    def _listening(self, connection: Any) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        # Whatever was rung while nobody listened.
        self._heard(EVERYBODY)
        while not self._is_stopping.is_set():
            for ring in connection.notifies(timeout=LISTEN_S):
                if ring.pid != self._own:
                    self._heard(ring.payload)
