"""A site on 127.0.0.1 that serves whatever a test puts there, and remembers how it was asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.web import ServerThread


@dataclass
class Page:
    """One answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: Callable[[], Iterator[bytes]] | None = None


class Site:
    """`pages` by path; `asked` holds each request's headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.server = ServerThread(Starlette(routes=[Route("/{path:path}", self._answer)]))
        self.url = self.server.start()

    def close(self) -> None:
        self.server.stop()

    def _answer(self, request: Request) -> Response:
        self.asked.append((request.url.path, dict(request.headers)))
        page = self.pages.get(request.url.path, Page(status=404))
        if page.stream is not None:
            return StreamingResponse(page.stream(), status_code=page.status, headers=page.headers)
        etag = page.headers.get("etag")
        if etag and request.headers.get("if-none-match") == etag:
            return Response(status_code=304)
        return Response(page.body, status_code=page.status, headers=page.headers)
