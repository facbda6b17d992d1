"""The outside world of a stage: each way in which a mention can reach the bot, used as its real senders use it.

Guarantees: webhooks are signed and sent over HTTP, in whatever shape the rulebook says its senders have; feeds are
parsed from Atom; the rest is posted and typed in the workspace. What the bot does not take raises StageError.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from hmac import new as hmac_of
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

import httpx2

from bot.clock import Clock
from bot.core.field_map import parse_path
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.core.source import FeedSource, WebhookAuth, WebhookSource
from bot.errors import DoorknockError

TIMEOUT_S = 10.0
INVENTED_FEED = FeedSource(
    key="hotel-news", url="https://alerts.example/feeds/halden-hotels.xml", every=timedelta(minutes=15), platform="news"
)
"""What a stage publishes in where the rulebook names no feed. Nobody fetches it: a stage hands its feeds in."""


class StageError(DoorknockError):
    """Something on the stage did not go as the play asks."""


def make_secrets(rulebook: Rulebook) -> dict[str, str]:
    """A secret for every variable that the rulebook's webhooks name; they open nothing but this stage."""
    sources = [source for source in rulebook.sources if isinstance(source, WebhookSource)]
    names = {name for source in sources for name in source.secret_env.split()}
    # Not random: the same stage is the same stage each time.
    return {name: "whsec_" + base64.b64encode(blake2b(name.encode()).digest()[:32]).decode() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSender:
    """One sender that posts to /webhooks/<key> as its source describes it."""

    source: WebhookSource
    url: str
    secret: str
    client: httpx2.Client
    clock: Clock

    def send(self, mentions: Sequence[Mention]) -> None:
        """Deliver `mentions` in one request."""
        items = [item_of(mention, self.source) for mention in mentions]
        body = json.dumps(wrapped(items, self.source.items), ensure_ascii=False).encode()
        address = f"{self.url}/webhooks/{self.source.key}"
        answer = self.client.post(address, content=body, headers=self._headers(body, mentions))
        if answer.status_code != 200:
            raise StageError(f"{self.source.key} was answered {answer.status_code}: {answer.text[:300]}")

    def _headers(self, body: bytes, mentions: Sequence[Mention]) -> dict[str, str]:
        plain = {"content-type": "application/json"}
        if self.source.auth is not WebhookAuth.STANDARD:
            return {**plain, "authorization": f"Bearer {self.secret}"}
        delivery = "msg_" + sha256("|".join(mention.external_id for mention in mentions).encode()).hexdigest()[:24]
        stamp = str(int(self.clock.now().timestamp()))
        signed = b".".join((delivery.encode(), stamp.encode(), body))
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signature = base64.b64encode(hmac_of(key, signed, sha256).digest()).decode()
        return {**plain, "webhook-id": delivery, "webhook-timestamp": stamp, "webhook-signature": f"v1,{signature}"}


def item_of(mention: Mention, source: WebhookSource) -> dict[str, Any]:
    """`mention` as this sender writes it: each field at the path where the rulebook says it stands."""
    item: dict[str, Any] = {}
    values = _values(mention)
    paths = source.fields or {name: name.replace(".", "_") for name in values}
    for name, path in paths.items():
        if values.get(name) not in (None, ""):
            _put(item, parse_path(path), values[name])
    return item


def wrapped(items: Sequence[Mapping[str, Any]], path: str) -> object:
    """The items inside a body, at `path`; the list itself where there is none."""
    if not path:
        return list(items)
    body: dict[str, Any] = {}
    _put(body, parse_path(path), list(items))
    return body


def atom(mention: Mention, feed: FeedSource) -> bytes:
    """A feed with `mention` as its only entry."""
    said = mention.said_at.isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(feed.key)}</title><id>{escape(feed.url)}</id><updated>{said}</updated>"
        f"<entry><id>{escape(mention.external_id)}</id><title>{escape(mention.title)}</title>"
        f'<link href="{escape(mention.url)}"/><updated>{said}</updated>'
        f"<author><name>{escape(mention.author.name)}</name></author>"
        f"<summary>{escape(mention.text)}</summary></entry></feed>"
    ).encode()


def _values(mention: Mention) -> dict[str, Any]:
    author = mention.author
    return {
        "external_id": mention.external_id,
        "text": mention.text,
        "title": mention.title,
        "url": mention.url,
        "platform": mention.platform,
        "kind": mention.kind.value,
        "brand": mention.brand,
        "language": mention.language,
        "published_at": _stamp(mention.published_at),
        "author.id": author.id,
        "author.name": author.name,
        "author.handle": author.handle,
        "author.url": author.url,
        "author.followers": author.followers,
        "author.verified": author.verified,
        "engagement": mention.engagement,
        "rating": mention.rating,
        "in_reply_to": mention.in_reply_to,
        "matched_query": mention.matched_query,
    }


def _stamp(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""


def _put(target: Any, steps: Sequence[str | int], value: object) -> None:
    """Set the place at `steps`, making what lies on the way."""
    for step, following in pairwise(steps):
        empty: Any = [] if isinstance(following, int) else {}
        target = _child(target, step, empty)
    if isinstance(target, list):
        target.append(value)
    else:
        target[steps[-1]] = value


def _child(target: Any, step: str | int, empty: Any) -> Any:
    if isinstance(target, dict):
        return target.setdefault(step, empty)
    while len(target) <= int(step):
        target.append(empty)
    return target[int(step)]
