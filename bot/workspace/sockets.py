"""Socket Mode from Slack's side: hello, envelopes with acknowledgements, disconnect.

Guarantees: at most ten connections; an envelope goes to one of them, in turn; `send` may be called from any thread
and waits for the acknowledgement, while the websocket itself lives on the server's event loop.
"""

import asyncio
import json
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.links import Ack, Parcel
from bot.workspace.state import State

MOST_CONNECTIONS = 10


@dataclass(slots=True, eq=False)
class _Connection:
    socket: WebSocket
    loop: asyncio.AbstractEventLoop
    waiting: dict[str, Future[str]] = field(default_factory=dict)


class SocketDesk:
    """All Socket Mode connections of the bot; `opened` counts them over time, replaced ones included."""

    def __init__(self, state: State, *, ack_within: float) -> None:
        self._state = state
        self._ack_within = ack_within
        self._connections: list[_Connection] = []
        self.opened = 0
        self._turn = 0
        self._lock = threading.Lock()

    @property
    def is_up(self) -> bool:
        """True where at least one connection is open."""
        return bool(self._connections)

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def serve(self, socket: WebSocket) -> None:
        """Talk to one connection until it closes."""
        await socket.accept()
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.close(1008, "too_many_websockets")
            return
        connection = _Connection(socket, asyncio.get_running_loop())
        await socket.send_text(json.dumps(self._hello()))
        self._enter(connection)
        try:
            while True:
                self._acknowledged(connection, await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._leave(connection)

    def send(self, parcel: Parcel) -> Ack:
        """Send an envelope and wait for its acknowledgement."""
        connection = self._next()
        if connection is None:
            return Ack(0, "no bot is connected")
        envelope_id = self._state.mint_id("E")
        waiting: Future[str] = Future()
        connection.waiting[envelope_id] = waiting
        began = time.monotonic()
        self._write(connection, _envelope(parcel, envelope_id))
        try:
            body = waiting.result(self._ack_within)
        except TimeoutError:
            return Ack(0, "timeout", time.monotonic() - began)
        except ConnectionError as error:
            return Ack(0, str(error), time.monotonic() - began)
        finally:
            connection.waiting.pop(envelope_id, None)
        return Ack(200, body, time.monotonic() - began)

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be replaced by a new one, as Slack does from time to time."""
        for connection in self._all():
            self._write(connection, {"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})

    def drop(self) -> None:
        """Close every connection without a word."""
        for connection in self._all():
            asyncio.run_coroutine_threadsafe(connection.socket.close(1001), connection.loop)

    def _hello(self) -> dict[str, object]:
        info = {"app_id": self._state.bot.app_id}
        count = len(self._connections) + 1
        return {"type": "hello", "num_connections": count, "connection_info": info, "debug_info": {"host": "local"}}

    def _all(self) -> list[_Connection]:
        with self._lock:
            return list(self._connections)

    def _next(self) -> _Connection | None:
        with self._lock:
            if not self._connections:
                return None
            self._turn += 1
            return self._connections[self._turn % len(self._connections)]

    def _enter(self, connection: _Connection) -> None:
        with self._lock:
            self._connections.append(connection)
            self.opened += 1
        self._state.note("socket")

    def _leave(self, connection: _Connection) -> None:
        with self._lock:
            self._connections.remove(connection)
        for waiting in list(connection.waiting.values()):
            if not waiting.done():
                waiting.set_exception(ConnectionError("the connection closed before the acknowledgement"))
        self._state.note("socket")

    def _write(self, connection: _Connection, message: dict[str, object]) -> None:
        asyncio.run_coroutine_threadsafe(connection.socket.send_text(json.dumps(message)), connection.loop)

    def _acknowledged(self, connection: _Connection, raw: str) -> None:
        message = json.loads(raw)
        waiting = connection.waiting.get(str(message.get("envelope_id")))
        if waiting is not None and not waiting.done():
            payload = message.get("payload")
            waiting.set_result(json.dumps(payload) if payload else "")


def _envelope(parcel: Parcel, envelope_id: str) -> dict[str, object]:
    shape: dict[str, object] = {
        "envelope_id": envelope_id,
        "payload": parcel.payload,
        "type": parcel.kind,
        "accepts_response_payload": parcel.kind != "events_api",
    }
    if parcel.kind == "events_api":
        shape |= {"retry_attempt": parcel.retry, "retry_reason": parcel.reason}
    return shape
