"""The HTTP application: its addresses and what stands behind each.

Guarantee: everything that can block runs in a thread, webhooks and Slack in separate lots, so that a storm of webhooks
never makes a click in Slack wait.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import anyio
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock, SystemClock
from bot.core.source import WebhookSource
from bot.logs import get_logger
from bot.services.intake import Intake
from bot.web.body import MAX_BODY, BodyTooLarge, BodyTooSlow, read_body
from bot.web.health import Health
from bot.web.throttle import Throttle
from bot.web.webhooks import Answer, Secrets, WebhookDesk, unknown_source

WEBHOOK_THREADS = 16
"""Deliveries that wait together are committed together."""
SLACK_THREADS = 200
"""A click may have to wait until Slack says who clicks, and must not keep the others waiting meanwhile."""
HEALTH_THREADS = 2
METRICS_THREADS = 2
"""Counting the ledger takes seconds where millions are stored: no reason to call a process unwell meanwhile."""


class SlackDispatch(Protocol):
    """Handles one signed request of Slack; it may block."""

    def __call__(
        self, *, body: str, headers: Mapping[str, Sequence[str]], query: Mapping[str, Sequence[str]]
    ) -> tuple[int, Mapping[str, Sequence[str]], str]:
        """Status, headers and body to answer with."""
        ...


def create_web_app(  # noqa: PLR0913 - the seams of a whole application, all by name
    *,
    intake: Intake,
    webhooks: Callable[[], Mapping[str, WebhookSource]],
    secrets: Secrets,
    health: Callable[[], Health],
    metrics: Callable[[], bytes],
    hangs: Callable[[], Sequence[str]] = tuple,
    slack_dispatch: SlackDispatch | None = None,
    clock: Clock | None = None,
    throttle: Throttle | None = None,
    max_body: int = MAX_BODY,
) -> Starlette:
    """The application.

    Args:
        intake: Stores what webhooks bring.
        webhooks: The senders by key, as the rulebook in force has them; asked at each request.
        secrets: The secrets in the variable that a sender names.
        health: What /healthz says; it may block.
        metrics: What /metrics says, in Prometheus' text format; it may block.
        hangs: What in this process hangs, for /livez; it never blocks and asks nobody.
        slack_dispatch: Handles POST /slack/events; None where Slack comes by Socket Mode.
        clock: The system's, unless a test or a rehearsal brings its own.
        throttle: How fast each sender may knock.
        max_body: Bytes of the largest body that is read.
    """
    desk = WebhookDesk(
        intake=intake, webhooks=webhooks, secrets=secrets, clock=clock or SystemClock(), throttle=throttle
    )
    doors = _Doors(desk=desk, slack=slack_dispatch, health=health, metrics=metrics, hangs=hangs, max_body=max_body)
    return Starlette(
        routes=[
            Route("/webhooks/{source}", doors.webhook, methods=["POST"]),
            Route("/slack/events", doors.slack_events, methods=["POST"]),
            Route("/healthz", doors.healthz, methods=["GET"]),
            Route("/readyz", doors.healthz, methods=["GET"]),
            Route("/livez", doors.livez, methods=["GET"]),
            Route("/metrics", doors.metrics, methods=["GET"]),
        ]
    )


class _Doors:
    """The endpoints."""

    def __init__(
        self,
        *,
        desk: WebhookDesk,
        slack: SlackDispatch | None,
        health: Callable[[], Health],
        metrics: Callable[[], bytes],
        hangs: Callable[[], Sequence[str]],
        max_body: int,
    ) -> None:
        self._desk = desk
        self._slack = slack
        self._health = health
        self._metrics = metrics
        self._hangs = hangs
        self._max_body = max_body
        self._webhook_threads = anyio.CapacityLimiter(WEBHOOK_THREADS)
        self._slack_threads = anyio.CapacityLimiter(SLACK_THREADS)
        self._health_threads = anyio.CapacityLimiter(HEALTH_THREADS)
        self._metrics_threads = anyio.CapacityLimiter(METRICS_THREADS)

    async def webhook(self, request: Request) -> Response:
        """POST /webhooks/<source>."""
        key = request.path_params["source"]
        if not self._desk.knows(key):
            return _response(unknown_source(key))
        body = await self._body(request)
        if isinstance(body, Answer):
            return _response(body)
        headers = {name.lower(): value for name, value in request.headers.items()}
        answer = await run_sync(self._desk.accept, key, headers, body, limiter=self._webhook_threads)
        return _response(answer)

    async def slack_events(self, request: Request) -> Response:
        """POST /slack/events: events, clicks and commands, as Slack signs them."""
        if self._slack is None:
            return _response(
                Answer(404, {"error": "Slack comes by Socket Mode here, so nobody listens at this address"})
            )
        body = await self._body(request)
        if isinstance(body, Answer):
            return _response(body)
        dispatch, text = self._slack, body.decode("utf-8", "replace")
        headers, query = _multi(request.headers.items()), _multi(request.query_params.multi_items())
        status, answered, content = await run_sync(
            lambda: dispatch(body=text, headers=headers, query=query), limiter=self._slack_threads
        )
        response = Response(content, status_code=status)
        for name, values in answered.items():
            for value in [values] if isinstance(values, str) else values:
                if name.lower() != "content-length":
                    response.headers.append(name, value)
        return response

    async def healthz(self, _request: Request) -> Response:
        """GET /healthz and /readyz: 200 where the process can do its work, else 503 with the reasons."""
        try:
            health = await run_sync(self._health, limiter=self._health_threads)
        except Exception as error:  # noqa: BLE001 - a check that fails is the answer to the question
            get_logger().exception("healthz")
            health = Health(is_ready=False, reasons=(f"the health check itself failed: {type(error).__name__}",))
        content = {"live": health.is_live, "ready": health.is_ready, "reasons": list(health.reasons)}
        return JSONResponse(content, status_code=200 if health.is_live and health.is_ready else 503)

    async def livez(self, _request: Request) -> Response:
        """GET /livez: 503 where only a restart can help; neither the database nor Slack is asked."""
        hangs = list(self._hangs())
        return JSONResponse({"live": not hangs, "reasons": hangs}, status_code=503 if hangs else 200)

    async def metrics(self, _request: Request) -> Response:
        """GET /metrics, for Prometheus."""
        content = await run_sync(self._metrics, limiter=self._metrics_threads)
        return Response(content, media_type="text/plain; version=0.0.4")

    async def _body(self, request: Request) -> bytes | Answer:
        try:
            return await read_body(request, limit=self._max_body)
        except BodyTooLarge:
            what = f"the body is larger than {self._max_body} bytes; send fewer mentions at once"
            return Answer(413, {"error": what}, {"connection": "close"})
        except BodyTooSlow:
            return Answer(408, {"error": "the body did not arrive in time"}, {"connection": "close"})


def _response(answer: Answer) -> Response:
    return JSONResponse(answer.content, status_code=answer.status, headers=dict(answer.headers))


def _multi(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for name, value in pairs:
        gathered.setdefault(name, []).append(value)
    return gathered
