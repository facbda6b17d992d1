"""Two hundred people at once, as Slack passes their clicks on: signed requests, or envelopes of Socket Mode.

Each click has a connection that is open already, all are sent in the same moment, and each is timed until its answer.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bot.clock import SystemClock
from bot.workspace.links import Parcel
from bot.workspace.model import JsonObject
from bot.workspace.workspace import Workspace

PATIENCE_S = 30.0
"""Slack gives up after three seconds; we want to know how late the late ones are."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How one click was answered; `status` is 0 where it never was."""

    seconds: float
    status: int


def click_over_http(url: str, secret: str, payloads: Sequence[JsonObject]) -> list[Answered]:
    """Send all of them at once to `url`."""
    requests = [_request(url, secret, payload) for payload in payloads]
    return asyncio.run(_all_at_once(url, requests))


def click_over_sockets(workspace: Workspace, payloads: Sequence[JsonObject]) -> list[Answered]:
    """Send all of them at once over the connections that the bot has opened."""
    with ThreadPoolExecutor(len(payloads)) as threads:
        acks = threads.map(lambda payload: workspace.sockets.send(Parcel("interactive", payload)), payloads)
        return [Answered(ack.seconds, ack.status) for ack in acks]


def _request(url: str, secret: str, payload: JsonObject) -> bytes:
    body = urlencode({"payload": json.dumps(payload)})
    stamp = str(int(SystemClock().now().timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    head = (
        f"POST {urlsplit(url).path} HTTP/1.1",
        f"Host: {urlsplit(url).netloc}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {stamp}",
        f"X-Slack-Signature: v0={digest}",
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


async def _all_at_once(url: str, requests: Sequence[bytes]) -> list[Answered]:
    parts = urlsplit(url)
    lines = [await asyncio.open_connection(parts.hostname, parts.port) for _ in requests]
    answers = await asyncio.gather(*(_ask(*line, request) for line, request in zip(lines, requests, strict=True)))
    for _, writer in lines:
        writer.close()
    return answers


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> Answered:
    began = time.perf_counter()
    writer.write(request)
    try:
        line = await asyncio.wait_for(reader.readline(), PATIENCE_S)
    except (TimeoutError, ConnectionError):
        return Answered(PATIENCE_S, 0)
    return Answered(time.perf_counter() - began, int(line.split()[1]) if line else 0)
