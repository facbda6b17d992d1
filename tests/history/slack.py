"""A Slack of bad days for worker processes, over HTTP, at the pace of the shared clock.

Guarantee: what it is asked for late, it does not do: whatever it has not written within LATEST of being asked it never
writes. Without such a limit no bot in the world could tell a lost post from a slow one.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.core.rulebook import Rulebook
from bot.demo.company import build_workspace
from bot.workspace.faults import Faults
from bot.workspace.server import WorkspaceServer, build_app
from bot.workspace.workspace import Workspace
from tests.history.clock import SharedClock, real_s

BEGUN = "x-begun"
"""The header that says when a call began, by the machine's monotonic clock."""
TIMEOUT = timedelta(seconds=10)
"""The HTTP time-out of the workers: the bot's own, on the shared clock."""
LATEST = timedelta(seconds=15)
"""Half of what the bot allows a post to settle in."""
POST = "chat.postMessage"


class Punctual:
    """Takes nothing from a caller who has waited for too long, whatever the machine was busy with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_late(scope):
            scope["workspace.transport"].abort()
            await asyncio.sleep(0.01)
            await Response(status_code=500)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_late(scope: Any) -> bool:
    begun = dict(scope["headers"]).get(BEGUN.encode())
    return begun is not None and time.monotonic() - float(begun) > real_s(LATEST)


@contextmanager
def bad_slack(rulebook: Rulebook, clock: SharedClock) -> Iterator[Workspace]:
    """The company's workspace, served until the end of the block."""
    slack = build_workspace(rulebook, clock)  # type: ignore[arg-type]
    server = WorkspaceServer(Punctual(build_app(slack.desk, slack.sockets, ())))
    slack.state.base_url = server.bind(0)
    server.start()
    try:
        yield slack
    finally:
        server.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much of a trouble: how many calls, and how long."""

    times: int
    wait_s: float
    pause_s: int


Trouble = Callable[[Faults, Amount], None]
TROUBLES: Mapping[str, Trouble] = {
    "refuses": lambda faults, much: faults.refuse(POST, times=much.times),
    "drops its answer": lambda faults, much: faults.drop_after(POST, times=much.times),
    "commits late": lambda faults, much: faults.commit_late(POST, much.wait_s, times=much.times),
    "is slow": lambda faults, much: faults.slow(POST, much.wait_s, times=much.times),
    "answers 503": lambda faults, much: faults.http_error(POST, times=much.times),
    "answers 500 after the write": lambda faults, much: faults.http_error(
        POST, status=500, after_write=True, times=much.times
    ),
    "answers fatal_error": lambda faults, much: faults.fail(POST, "fatal_error", times=much.times),
    "answers fatal_error after the write": lambda faults, much: faults.fail(
        POST, "fatal_error", after_write=True, times=much.times
    ),
    "asks for a pause": lambda faults, much: faults.rate_limit(POST, retry_after=much.pause_s, times=much.times),
    "cannot be read": lambda faults, much: faults.refuse("conversations.history", times=much.times),
    "cannot read threads": lambda faults, much: faults.http_error("conversations.replies", times=much.times),
    "is down": lambda faults, much: faults.http_error("*", status=502, times=2 * much.times),
}


def trouble(slack: Workspace, rng: random.Random) -> str:
    """Something goes wrong with a few of the next calls; returns what."""
    kind = rng.choice(sorted(TROUBLES))
    # Half of what is allowed: a busy machine is late by itself.
    wait = timedelta(seconds=rng.uniform(1, LATEST.total_seconds() / 2))
    TROUBLES[kind](slack.faults, Amount(times=rng.randint(1, 3), wait_s=real_s(wait), pause_s=rng.randint(1, 10)))
    return kind
