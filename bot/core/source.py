"""What the rulebook says of each source of mentions: where it is, how it signs, which of its fields mean what.

Guarantee: configuration only. Secrets are named here, never held: `secret_env` is the variable that holds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class WebhookAuth(StrEnum):
    """How a sender proves who it is."""

    STANDARD = "standard-webhooks"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSource:
    """A sender that posts JSON to /webhooks/<key>.

    `secret_env` names the variable with the secret, or several separated by blanks while they rotate. `items` is the
    path to the list of mentions inside the body ("data.results"), "" where the body is one mention or a list. `fields`
    maps a mention's field ("text", "external_id", "url", "author.name", "author.followers", "published_at", "platform",
    "brand", "rating", …) to a path in one item ("content.body", "tags[0].name").
    """

    key: str
    auth: WebhookAuth
    secret_env: str
    fields: Mapping[str, str] = field(default_factory=dict)
    items: str = ""
    brand: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """An RSS or Atom feed, fetched `every` so often. `brand` and `platform` fill what the feed does not say."""

    key: str
    url: str
    every: timedelta
    brand: str = ""
    platform: str = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSource:
    """A Slack channel that a listening tool posts to. `senders` are the bot or user names heard; empty hears all."""

    key: str
    channel: str
    senders: tuple[str, ...] = ()
    brand: str = ""
    platform: str = ""


Source = WebhookSource | FeedSource | ChannelSource
