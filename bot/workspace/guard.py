"""Keeps other web sites out: a browser always names the site a request comes from, and the host it was sent to.

Guarantee: a request whose Host is not this server's own loopback address, or whose Origin is another site, is refused
before anything is read of it, for every route and for websockets. Programs such as the bot send no Origin.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost")
_REFUSAL = "This workspace answers to this machine and to its own page only."


class OwnPageOnly:
    """An ASGI layer; `base_url` is asked at each request, since the port is known only once it is bound."""

    def __init__(self, app: ASGIApp, base_url: Callable[[], str]) -> None:
        self._app = app
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from here, refuse the rest."""
        if scope["type"] not in ("http", "websocket") or self._is_own(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(_REFUSAL, 403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _is_own(self, headers: Headers) -> bool:
        # Some websocket clients leave the port out of Host, so only the name counts there; in Origin all of it does.
        if urlsplit(f"//{headers.get('host', '')}").hostname not in _NAMES:
            return False
        port = urlsplit(self._base_url()).port
        origins = {f"http://{name}:{port}" for name in _NAMES}
        return headers.get("origin") in {None, *origins}
