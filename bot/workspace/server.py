"""The HTTP server of the workspace: Web API, Socket Mode, uploads, response URLs and the page, on 127.0.0.1 only.

Guarantees: it listens on the loopback interface alone, runs in a thread of its own, is ready when `start` returns and
gone when `stop` returns; a dropped connection is cut at the transport.
"""

import asyncio
import json
import logging
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.workspace.answers import use_response_url
from bot.workspace.api.files import receive
from bot.workspace.desk import Desk
from bot.workspace.faults import Trouble
from bot.workspace.guard import OwnPageOnly
from bot.workspace.refusals import Refusal, WorkspaceError
from bot.workspace.sockets import SocketDesk
from bot.workspace.webapi import Dropped, WebApi

_START_WITHIN_S = 10.0
_STOP_WITHIN_S = 1.0
_TICK_S = 0.01
_LOGGER = logging.getLogger(__name__)


class _CuttableProtocol(H11Protocol):
    """Lets a request handler reach its own transport, so that a fault can cut the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.access_log = False
        self.logger = _LOGGER
        app = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            scope["workspace.transport"] = transport
            await app(scope, receive, send)

        self.app = with_transport


def build_app(desk: Desk, sockets: SocketDesk, page: Sequence[BaseRoute]) -> ASGIApp:
    """The routes of the workspace."""
    web_api = WebApi(desk)

    async def upload(request: Request) -> Response:
        fault = desk.faults.take("upload", "")
        if fault is None or fault.is_written:
            receive(desk, request.path_params["file_id"], await _uploaded(request))
        if fault is not None and fault.trouble is not Trouble.HTTP_ERROR:
            raise Dropped
        return PlainTextResponse("OK") if fault is None else PlainTextResponse("Not now.", fault.status)

    async def respond(request: Request) -> Response:
        body = json.loads(await request.body() or b"{}")
        await run_in_threadpool(use_response_url, desk, request.path_params["key"], body)
        return PlainTextResponse("ok")

    async def link(websocket: WebSocket) -> None:
        await sockets.serve(websocket)

    routes = Starlette(
        routes=[
            Route("/api/{method}", _cuttable(web_api.answer), methods=["GET", "POST"]),
            Route("/upload/{file_id}", _cuttable(_refusable(upload, desk, "upload")), methods=["POST"]),
            Route("/response/{team}/{key}", _refusable(respond, desk, "response_url"), methods=["POST"]),
            WebSocketRoute("/link/", link),
            *page,
        ]
    )
    return OwnPageOnly(routes, lambda: desk.state.base_url)


async def _uploaded(request: Request) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/"):
        form = await request.form()
        file = next((value for value in form.values() if not isinstance(value, str)), None)
        return await file.read() if file is not None else b""
    return await request.body()


def _cuttable(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except Dropped:
            request.scope["workspace.transport"].abort()
            # The loss of the connection is noticed one turn of the loop later; only then is no answer tried.
            await asyncio.sleep(0.01)
            return Response(status_code=500)

    return endpoint


def _refusable(
    answer: Callable[[Request], Awaitable[Response]], desk: Desk, method: str
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except Refusal as refusal:
            desk.state.note_refusal(method, refusal)
            return JSONResponse(refusal.to_json(), refusal.status)

    return endpoint


class _PromptServer(uvicorn.Server):
    """Starts and stops within milliseconds, since tests serve a workspace each."""

    async def main_loop(self) -> None:
        counter = 0
        while not await self.on_tick(counter):
            # `on_tick` renews the date header at every tenth count, which is meant to be once a second.
            counter = (counter + 1) % 864_000
            await asyncio.sleep(_TICK_S)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        deadline = time.monotonic() + _STOP_WITHIN_S
        # Nothing tells when the last connection is gone, so it is looked at.
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(_TICK_S)


class WorkspaceServer:
    """The server in its thread."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def bind(self, port: int) -> str:
        """Take the port (0 for any free one) and return the base address."""
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            listening.close()
            raise WorkspaceError(f"port {port} on 127.0.0.1 is taken ({error}); choose another one") from error
        self._socket = listening
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    def start(self) -> None:
        """Serve until `stop`; ready when this returns."""
        if self._socket is None:
            self.bind(0)
        config = uvicorn.Config(
            self._app,
            http=_CuttableProtocol,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            timeout_keep_alive=60,
        )
        self._server = _PromptServer(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="workspace-server", daemon=True
        )
        self._thread.start()
        deadline = time.monotonic() + _START_WITHIN_S
        while not self._server.started and self._thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not self._server.started:
            raise WorkspaceError(f"the workspace did not start within {_START_WITHIN_S:.0f} s")

    def stop(self) -> None:
        """Close all connections and the port."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=10)
        if self._socket is not None:
            self._socket.close()
            self._socket = None
