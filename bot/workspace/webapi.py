"""The Web API over HTTP: reads a request, lets faults have their way, runs the method, answers as Slack does.

Guarantees: a fault "before" leaves nothing behind, a fault "after" leaves exactly the write; a dropped connection is
really dropped, without a byte of an answer.
"""

import asyncio
import json
from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

import bot.workspace.api  # noqa: F401 - registers the methods
from bot.workspace.calls import Call, authorize
from bot.workspace.desk import Desk
from bot.workspace.faults import Fault, Trouble
from bot.workspace.model import JsonObject
from bot.workspace.refusals import Refusal


class Dropped(Exception):
    """Close this connection without an answer."""


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._late: set[asyncio.Task[None]] = set()

    async def answer(self, request: Request) -> Response:
        """One request."""
        call = await read_call(request)
        fault = self._desk.faults.take(call.name, self._channel_of(call))
        if fault is not None and fault.trouble is Trouble.SLOW:
            await asyncio.sleep(fault.seconds)
            fault = self._desk.faults.take(call.name, self._channel_of(call))
        return await self._under(fault, call)

    async def _under(self, fault: Fault | None, call: Call) -> Response:
        if fault is None:
            return await self._perform(call)
        if fault.is_written:
            await self._perform(call)
        match fault.trouble:
            case Trouble.REFUSED | Trouble.DROPPED_AFTER:
                raise Dropped
            case Trouble.COMMITTED_LATE:
                task = asyncio.create_task(self._later(call, fault.seconds))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
                raise Dropped
            case Trouble.RATE_LIMITED:
                return rate_limited(fault.seconds)
            case Trouble.HTTP_ERROR:
                return PlainTextResponse("Something is wrong on our side.", fault.status)
            case Trouble.SLOW:
                await asyncio.sleep(fault.seconds)
                return await self._perform(call)
            case Trouble.FAILED:
                return self._json({"ok": False, "error": fault.error})

    async def _later(self, call: Call, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._perform(call)

    async def _perform(self, call: Call) -> Response:
        try:
            return await run_in_threadpool(self._run, call)
        except Refusal as refusal:
            self._desk.state.note_refusal(call.name, refusal)
            return self._json(refusal.to_json(), status=refusal.status)

    def _run(self, call: Call) -> Response:
        found = authorize(self._desk, call)
        if call.name == "chat.postMessage":
            wait = self._desk.faults.too_fast(self._channel_of(call), self._desk.state.clock.now())
            if wait:
                return rate_limited(wait)
        return self._json({"ok": True, **found.handler(self._desk, call)})

    def _json(self, body: JsonObject, *, status: int = 200) -> Response:
        scopes = ",".join(sorted(self._desk.state.scopes))
        return JSONResponse(body, status, headers={"x-oauth-scopes": scopes})

    def _channel_of(self, call: Call) -> str:
        channel = self._desk.state.find_channel(call.text("channel") or call.text("channel_id"))
        return channel.id if channel else ""


def rate_limited(seconds: float) -> Response:
    """Slack's 429; Retry-After is whole seconds, rounded up."""
    after = str(max(1, int(-(-seconds // 1))))
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": after})


async def read_call(request: Request) -> Call:
    """The call of a request, from JSON, a form, a multipart form or the query."""
    arguments: JsonObject = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        form = await request.form()
        arguments |= {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    else:
        arguments |= _read_body((await request.body()).decode("utf-8", "replace"), kind)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token if scheme.lower() == "bearer" else str(arguments.get("token", ""))
    call = Call(str(request.path_params["method"]), arguments, token.strip())
    return replace(call, arguments={k: v for k, v in arguments.items() if k != "token"})


def _read_body(body: str, kind: str) -> JsonObject:
    if kind.startswith("application/json"):
        try:
            value = json.loads(body or "{}")
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}
    return dict(parse_qsl(body, keep_blank_values=True))
