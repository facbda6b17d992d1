"""A real server on 127.0.0.1, with everything around it in memory."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx2
import standardwebhooks

from bot.clock import MovableClock
from bot.core.source import WebhookAuth, WebhookSource
from bot.errors import SettingsError
from bot.services.intake import Intake
from bot.web import Health, ServerThread, create_web_app
from bot.web.throttle import Throttle
from tests.services.fake_units import FakeStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
OLD_SECRET = "whsec_" + "b2xkIHNlY3JldCwgb24gaXRzIHdheSBvdXQ="
SIGNED = WebhookSource(key="mediawatch", auth=WebhookAuth.STANDARD, secret_env="WEBHOOK_SECRET_MEDIAWATCH")
BEARER = WebhookSource(
    key="zapier",
    auth=WebhookAuth.BEARER,
    secret_env="WEBHOOK_SECRET_ZAPIER",
    items="data.results",
    fields={"text": "content.body", "external_id": "id", "author.followers": "who.reach"},
    brand="aurora",
    platform="instagram",
)
UNSET = WebhookSource(key="unset", auth=WebhookAuth.BEARER, secret_env="WEBHOOK_SECRET_UNSET")
MISTYPED = WebhookSource(key="mistyped", auth=WebhookAuth.STANDARD, secret_env="WEBHOOK_SECRET_MISTYPED")
BROKEN_MAP = WebhookSource(
    key="broken", auth=WebhookAuth.BEARER, secret_env="WEBHOOK_SECRET_ZAPIER", fields={"text": "a..b"}
)


class House:
    """The web application, started."""

    def __init__(self, **options: Any) -> None:
        self.store = FakeStore()
        self.clock = MovableClock(NOW)
        self.health = Health()
        self.hangs: list[str] = []
        self.while_counting: Callable[[], object] = lambda: None
        self.sources = {source.key: source for source in (SIGNED, BEARER, UNSET, MISTYPED, BROKEN_MAP)}
        self.secrets = {
            "WEBHOOK_SECRET_MEDIAWATCH": [SECRET, OLD_SECRET],
            "WEBHOOK_SECRET_ZAPIER": ["open sesame"],
            "WEBHOOK_SECRET_MISTYPED": ["whsec_not base64!"],
        }
        app = create_web_app(
            intake=Intake(self.store.open, self.clock),
            webhooks=lambda: self.sources,
            secrets=self._secrets,
            health=lambda: self.health,
            metrics=self._metrics,
            hangs=lambda: self.hangs,
            clock=self.clock,
            **options,
        )
        self.server = ServerThread(app)
        self.client = httpx2.Client(base_url=self.server.start(), timeout=10)

    def _metrics(self) -> bytes:
        self.while_counting()
        return b"doorknock_received_total 3\n"

    def close(self) -> None:
        self.client.close()
        self.server.stop()

    def send(self, source: str, content: Any, *, headers: Mapping[str, str]) -> httpx2.Response:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.client.post(f"/webhooks/{source}", content=body, headers=dict(headers))

    def signed(self, content: Any, *, delivery: str = "msg_1", secret: str = SECRET, age: int = 0) -> httpx2.Response:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = signature_headers(body, delivery=delivery, secret=secret, at=NOW.timestamp() - age)
        return self.send("mediawatch", body, headers=headers)

    def bearer(self, content: Any, *, secret: str = "open sesame", source: str = "zapier") -> httpx2.Response:
        return self.send(source, content, headers={"authorization": f"Bearer {secret}"})

    def _secrets(self, variable: str) -> Sequence[str]:
        if variable not in self.secrets:
            raise SettingsError(f"{variable} is missing")
        return self.secrets[variable]


def signature_headers(body: bytes, *, delivery: str, secret: str, at: float) -> dict[str, str]:
    """Headers as the reference implementation makes them."""
    moment = datetime.fromtimestamp(int(at), UTC)
    signature = standardwebhooks.Webhook(secret).sign(delivery, moment, body.decode())
    return {"webhook-id": delivery, "webhook-timestamp": str(int(at)), "webhook-signature": signature}


def slow_throttle() -> Throttle:
    """Two at once, then one in ten seconds."""
    return Throttle(rate=0.1, burst=2, monotonic=lambda: 100.0)
