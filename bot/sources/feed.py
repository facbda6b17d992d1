"""RSS and Atom feeds: Google Alerts, Reddit, YouTube, Hacker News, newspapers.

Guarantees: a feed is asked only for what is new (ETag, Last-Modified); entries without id or date are still mentions
with an identity; a feed that breaks the rules of XML still gives what can be read of it.
"""

import calendar
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser

from bot.clock import Clock
from bot.core.mention import Author, Kind, Mention
from bot.core.normalise import platform_of, text_of_html
from bot.core.source import FeedSource
from bot.errors import PermanentFailure, TemporaryFailure
from bot.services.polling import Fetched
from bot.sources.guarded_http import PUBLIC_ONLY, Guard, Response, fetch

ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
MAX_ENTRIES = 500
"""A feed that holds more is an archive; the newest, which come first, are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed as a source that is asked. See `bot.services.polling.Connector`."""

    feed: FeedSource
    clock: Clock
    guard: Guard = PUBLIC_ONLY

    @property
    def source(self) -> str:
        """The key of the source."""
        return f"feed:{self.feed.key}"

    @property
    def origin(self) -> str:
        """The address it reads from."""
        return self.feed.url

    @property
    def every(self) -> timedelta:
        """The usual pause between two fetches."""
        return self.feed.every

    def fetch(self, cursor: str) -> Fetched:
        """All it holds, nothing where it has not changed. Raises TemporaryFailure; PermanentFailure when gone."""
        response = fetch(self.feed.url, headers={"accept": ACCEPT, **_conditions(cursor)}, guard=self.guard)
        if response.status == 304:
            return Fetched(mentions=(), cursor=cursor, next_after=self.every)
        now = self.clock.now()
        _refuse_failure(self.feed, response, now=now)
        return Fetched(
            mentions=mentions_in(response, self.feed, received_at=now),
            cursor=_cursor(response.headers),
            next_after=self.every,
        )


def mentions_in(response: Response, feed: FeedSource, *, received_at: datetime) -> tuple[Mention, ...]:
    """The entries of a feed as mentions. Raises TemporaryFailure where this is no feed at all."""
    told = {name: response.headers[name] for name in ("content-type", "content-language") if name in response.headers}
    # A stream, because feedparser takes a string for the name of a file or another address to open.
    parsed = feedparser.parse(io.BytesIO(response.body), response_headers={**told, "content-location": response.url})
    if not parsed.entries and not parsed.version:
        raise TemporaryFailure(
            f"{feed.url} answers with something that is no feed; open it in a browser, "
            "and put the address of the feed itself into sources.yaml"
        )
    entries = parsed.entries[:MAX_ENTRIES]
    mentions = (_mention(entry, feed, parsed.feed, received_at=received_at) for entry in entries)
    return tuple(mention for mention in mentions if mention.text)


def unwrapped(link: str) -> str:
    """The page itself, where Google Alerts wraps it in an address of its own."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    host = parts.hostname or ""
    if parts.path == "/url" and host.removeprefix("www.").startswith("google."):
        query = parse_qs(parts.query)
        return next(iter(query.get("url", query.get("q", []))), link)
    return link


def _mention(entry: Any, feed: FeedSource, about: Any, *, received_at: datetime) -> Mention:
    link = unwrapped(entry.get("link", ""))
    title = _plain(entry.get("title_detail"))
    body = _plain(next(iter(entry.get("content", [])), None)) or _plain(entry.get("summary_detail"))
    writer = entry.get("author_detail", {})
    return Mention(
        source=f"feed:{feed.key}",
        # Where there is neither id nor link, intake makes one out of what is there.
        external_id=entry.get("id") or link,
        text=body or title,
        title=title,
        url=link,
        platform=platform_of(link) or feed.platform,
        kind=Kind.ARTICLE,
        author=Author(name=writer.get("name") or entry.get("author", ""), url=writer.get("href", "")),
        brand=feed.brand,
        language=(entry.get("summary_detail") or {}).get("language") or about.get("language", "") or "",
        published_at=_instant(entry.get("published_parsed") or entry.get("updated_parsed")),
        matched_query=about.get("title", ""),
        received_at=received_at,
        raw=json.dumps(entry, ensure_ascii=False, default=str),
    )


def _plain(detail: Any) -> str:
    if not detail:
        return ""
    value = detail.get("value") or ""
    return text_of_html(value) if "html" in (detail.get("type") or "") else value.strip()


def _instant(parts: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, OSError):
        return None


def _conditions(cursor: str) -> dict[str, str]:
    kept = json.loads(cursor) if cursor else {}
    asked = {"if-none-match": kept.get("etag", ""), "if-modified-since": kept.get("modified", "")}
    return {name: value for name, value in asked.items() if value}


def _cursor(headers: Mapping[str, str]) -> str:
    return json.dumps({"etag": headers.get("etag", ""), "modified": headers.get("last-modified", "")})


def _refuse_failure(feed: FeedSource, response: Response, *, now: datetime) -> None:
    if response.status == 200:
        return
    if response.status == 410:
        raise PermanentFailure(
            f"{feed.url} is gone for good (410); take it out of sources.yaml, or give its new address"
        )
    raise TemporaryFailure(
        f"{feed.url} answers {response.status}; it is tried again later",
        retry_after=_pause_asked(response.headers.get("retry-after", ""), now=now),
        scope=f"feed:{feed.key}",
    )


def _pause_asked(retry_after: str, *, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date; None where there is none to be read."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return None
    until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
    return max(0.0, (until - now).total_seconds())
