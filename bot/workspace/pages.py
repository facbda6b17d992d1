"""The page's routes: static files, a snapshot, server-sent news, and one address for everything people do.

Guarantees: acting takes a header that no other site can send without being asked, besides the checks that guard every
route, so another site in the same browser can neither read nor drive the workspace.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.errors import DoorknockError
from bot.workspace.model import Person
from bot.workspace.page_acts import perform
from bot.workspace.page_view import news, snapshot
from bot.workspace.state import Change

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace

_FOLDER = Path(__file__).parent / "page"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_LOOK_EVERY_S = 0.1
_TICK_EVERY_S = 1.0
_POLICY = "default-src 'self'; img-src 'self' data: http: https:; style-src 'self'; frame-ancestors 'none'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def page_routes(workspace: "Workspace") -> Sequence[BaseRoute]:
    """The routes of the page."""

    async def index(request: Request) -> Response:
        return FileResponse(_FOLDER / "index.html", headers=_HEADERS)

    async def static(request: Request) -> Response:
        return _static_file(request.path_params["name"])

    async def begin(request: Request) -> Response:
        return JSONResponse(snapshot(workspace, _viewer(workspace, request)), headers=_HEADERS)

    async def stream(request: Request) -> Response:
        person = _viewer(workspace, request)
        after = int(request.query_params.get("after", "0"))
        lines = _news_lines(workspace, person, after)
        return StreamingResponse(lines, media_type="text/event-stream", headers=_HEADERS)

    async def act(request: Request) -> Response:
        if request.headers.get("x-workspace-page") != "1":
            return PlainTextResponse("Only the page itself may act here.", 403)
        body = json.loads(await request.body())
        try:
            return JSONResponse(await run_in_threadpool(perform, workspace, body), headers=_HEADERS)
        except DoorknockError as error:
            return JSONResponse({"ok": False, "error": str(error)}, 400, headers=_HEADERS)

    async def file(request: Request) -> Response:
        stored = workspace.state.shelves.files.get(request.path_params["file_id"])
        if stored is None:
            return PlainTextResponse("There is no such file.", 404)
        return Response(stored.data, media_type=stored.mimetype, headers=_HEADERS)

    return [
        Route("/", index),
        Route("/archives/{channel}/{message}", index),
        Route("/_page/static/{name}", static),
        Route("/_page/state", begin),
        Route("/_page/events", stream),
        Route("/_page/act", act, methods=["POST"]),
        Route("/files/{file_id}/{name}", file),
    ]


def _static_file(name: str) -> Response:
    path = _FOLDER / name
    if path.parent != _FOLDER or path.suffix not in _KINDS or not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return FileResponse(path, media_type=_KINDS[path.suffix], headers=_HEADERS)


def _viewer(workspace: "Workspace", request: Request) -> Person:
    """Whom the page acts as: the one asked for, else the first person who is not a bot."""
    people = list(workspace.state.shelves.people.values())
    wanted = request.query_params.get("as", "")
    humans = [person for person in people if not person.is_bot and not person.is_deleted]
    return next((p for p in people if p.id == wanted), humans[0] if humans else people[0])


async def _news_lines(workspace: "Workspace", person: Person, after: int) -> AsyncIterator[str]:
    """Changes as server-sent events, and the clock once a second; ends when the workspace closes."""
    seen, quiet_for = after, _TICK_EVERY_S
    while True:
        changes = workspace.state.changes_after(seen)
        if any(change.kind == "closing" for change in changes):
            return
        if _is_gap(changes, seen):
            yield _line("reload", {})
            return
        if changes or quiet_for >= _TICK_EVERY_S:
            quiet_for = 0.0
            yield _line("news", news(workspace, person, changes))
            seen = changes[-1].seq if changes else seen
        await asyncio.sleep(_LOOK_EVERY_S)
        quiet_for += _LOOK_EVERY_S


def _is_gap(changes: Sequence[Change], seen: int) -> bool:
    return bool(changes) and changes[0].seq > seen + 1


def _line(event: str, body: object) -> str:
    return f"event: {event}\ndata: {json.dumps(body)}\n\n"
