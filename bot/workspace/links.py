"""How the bot is reached: signed HTTP requests, or envelopes over a Socket Mode connection.

Guarantee: `send` returns what the bot answered within Slack's three seconds, or an `Ack` that says it did not.
"""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

import httpx2

from bot.clock import SystemClock
from bot.workspace.model import JsonObject

ACK_WITHIN_S = 3.0
# Any number of people may click at once; waiting for a free connection must not count as the bot's own slowness.
_NO_LIMITS = httpx2.Limits(max_connections=None, max_keepalive_connections=32)


@dataclass(frozen=True, slots=True)
class Ack:
    """The bot's answer: HTTP status (200 for an acknowledged envelope, 0 for none in time), body, seconds it took.

    `attempts` is more than 1 where an event had to be sent again; `ts` is the message the act left behind, if any.
    """

    status: int
    body: str = ""
    seconds: float = 0.0
    attempts: int = 1
    ts: str = ""
    channel: str = ""
    is_final: bool = False

    @property
    def is_ok(self) -> bool:
        """True where the bot acknowledged in time."""
        return 200 <= self.status < 300

    @property
    def json(self) -> JsonObject:
        """The body as an object, empty where it is none."""
        try:
            value = json.loads(self.body) if self.body else {}
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


NOBODY = Ack(0, "no bot is connected")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to deliver: `kind` is `events_api`, `interactive` or `slash_commands`; `retry` counts from 0."""

    kind: str
    payload: JsonObject
    retry: int = 0
    reason: str = ""


class Link(Protocol):
    """A way to the bot."""

    @property
    def is_up(self) -> bool:
        """True where somebody is there to listen."""
        ...

    def send(self, parcel: Parcel) -> Ack:
        """Deliver and wait for the answer."""
        ...


class HttpLink:
    """Signed requests to the bot's request URLs."""

    def __init__(
        self, *, events: str, interactions: str, commands: str, signing_secret: str, ack_within: float
    ) -> None:
        self._urls = {"events_api": events, "interactive": interactions, "slash_commands": commands}
        self._secret = signing_secret.encode()
        self._clock = SystemClock()
        self._client = httpx2.Client(timeout=ack_within, trust_env=False, limits=_NO_LIMITS)

    @property
    def is_up(self) -> bool:
        """HTTP needs no connection beforehand."""
        return True

    def send(self, parcel: Parcel) -> Ack:
        """Post the parcel as Slack does: JSON for events, forms for the rest."""
        body, content_type = _body(parcel)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **self._signature(body)}
        if parcel.retry:
            headers |= {"X-Slack-Retry-Num": str(parcel.retry), "X-Slack-Retry-Reason": parcel.reason}
        began = time.monotonic()
        try:
            answer = self._client.post(self._urls[parcel.kind], content=body, headers=headers)
        except httpx2.TimeoutException:
            return Ack(0, "http_timeout", time.monotonic() - began)
        except httpx2.HTTPError as error:
            return Ack(0, f"connection_failed: {error}", time.monotonic() - began)
        is_final = answer.headers.get("X-Slack-No-Retry") == "1"
        return Ack(answer.status_code, answer.text, time.monotonic() - began, is_final=is_final)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _signature(self, body: str) -> dict[str, str]:
        # Bolt compares the timestamp with the machine's clock, so the workspace's own clock would not do.
        stamp = str(int(self._clock.now().timestamp()))
        digest = hmac.new(self._secret, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _body(parcel: Parcel) -> tuple[str, str]:
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload), "application/json"
    if parcel.kind == "interactive":
        return urlencode({"payload": json.dumps(parcel.payload)}), "application/x-www-form-urlencoded"
    return urlencode(parcel.payload), "application/x-www-form-urlencoded"
