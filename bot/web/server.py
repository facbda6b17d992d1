"""Runs the HTTP application with uvicorn: in the foreground, or in a thread beside other work."""

import socket
import threading
import time
from types import TracebackType

import uvicorn
from starlette.applications import Starlette

from bot.errors import SettingsError

START_SECONDS = 10.0
STOP_SECONDS = 10


class ServerThread:
    """The application in a thread: `start()` gives its URL, `stop()` lets running requests end first.

    Port 0 takes any free one. As a context manager it starts and stops by itself.
    """

    def __init__(self, app: Starlette, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._host = host
        self._port = port
        self._server = uvicorn.Server(_config(app))
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end; "" before `start`."""
        if self._socket is None:
            return ""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._socket.getsockname()[1]}"

    def start(self) -> str:
        """Listen, wait until requests are answered, and give the URL. OSError where the port is taken."""
        self._socket = _listening(self._host, self._port)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="web", daemon=True
        )
        self._thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not self._server.started and self._thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not self._server.started:
            raise OSError(f"the web server did not start on {self.url} within {START_SECONDS:.0f} s")
        return self.url

    def stop(self) -> None:
        """Take no more requests, let those that run end, and close."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(STOP_SECONDS + 5)
        if self._socket is not None:
            self._socket.close()

    def __enter__(self) -> "ServerThread":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def listen(host: str, port: int) -> socket.socket:
    """The socket to serve on; SettingsError where nobody can listen there."""
    try:
        return _listening(host, port)
    except OSError as error:
        raise SettingsError(
            f"WEB_HOST and WEB_PORT: nothing can listen on {host}:{port} ({error.strerror or error}). "
            "Another program may be there already: end it, or set WEB_PORT to another number"
        ) from error


def serve(app: Starlette, listener: socket.socket) -> None:
    """Serve in the foreground until a signal ends the process."""
    uvicorn.Server(_config(app)).run(sockets=[listener])


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # Our own lines say what happened; uvicorn must not put up its own handlers beside them.
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol by name: asyncio switches off Nagle's algorithm only where it is named, and with it each answer on a
    # connection that is kept open would wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
