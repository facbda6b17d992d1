"""Makes a mention from any source fit to store, show and compare.

Guarantees: pure, total (whatever strangers send, an answer comes back), idempotent (a second time changes nothing).
No string that leaves here holds a NUL, another control character or a lone surrogate, which databases and Slack refuse.
"""

import hashlib
import html
import math
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bot.core.mention import Author, Mention

MAX_TEXT = 10_000
"""Characters of a mention's text that are kept; `raw` keeps the rest."""
MAX_RAW = 1_048_576
MAX_LINE = 500
MAX_URL = 2_048
MAX_SOURCE = 200
MAX_ID = 400
LARGEST_COUNT = 2**53
"""Greater figures are nonsense, and JSON readers in other languages could not hold them."""
CLOCK_SKEW = timedelta(minutes=5)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANK = re.compile(r"\s")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLOCKS = re.compile("address|article|blockquote|br|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre|section|t[dhr]|table")
_UNSEEN = frozenset(("script", "style", "template"))
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
_PLATFORM_OF_HOST = {
    "twitter.com": "x",
    "x.com": "x",
    "t.co": "x",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "instagram.com": "instagram",
    "linkedin.com": "linkedin",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "reddit.com": "reddit",
    "bsky.app": "bluesky",
    "tripadvisor.com": "tripadvisor",
    "trustpilot.com": "trustpilot",
    "booking.com": "booking",
    "news.ycombinator.com": "hackernews",
}
_OTHER_NAMES = {"twitter": "x", "twitter/x": "x", "x (twitter)": "x", "ig": "instagram", "fb": "facebook"}


def normalise(mention: Mention) -> Mention:
    """The same mention, cleaned, bounded, and with an `external_id` where the source gave none."""
    received_at = _in_utc(mention.received_at)
    text = clean_text(mention.text)
    url = clean_url(mention.url)
    cleaned = replace(
        mention,
        source=one_line(mention.source, limit=MAX_SOURCE),
        text=shortened(text, MAX_TEXT),
        title=one_line(mention.title),
        url=url,
        platform=_platform(mention.platform, url),
        author=_normal_author(mention.author),
        brand=one_line(mention.brand),
        language=_language(mention.language),
        received_at=received_at,
        published_at=_believable(mention.published_at, received_at=received_at),
        rating=_finite(mention.rating),
        engagement=_count(mention.engagement),
        in_reply_to=_identifier(mention.in_reply_to),
        matched_query=one_line(mention.matched_query),
        raw=_without_unfit(mention.raw or (text if len(text) > MAX_TEXT else ""))[:MAX_RAW],
    )
    return replace(cleaned, external_id=_identifier(mention.external_id) or fingerprint(cleaned))


def fingerprint(mention: Mention) -> str:
    """An identity for a mention whose source gave none: the same link, text and author are the same mention.

    Without a link the day and hour count too: two anonymous guests may well write "Great stay!".
    """
    said = mention.published_at.isoformat() if mention.published_at and not mention.url else ""
    author = mention.author.id or mention.author.handle or mention.author.name
    parts = "\x00".join((mention.url, mention.text, mention.title, author, said))
    return "hash:" + hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:32]


def clean_text(text: str) -> str:
    """`text` in composed Unicode, lines trimmed, at most one blank line in a row, nothing unprintable."""
    if text.isascii() and text.isprintable():
        return text.strip()  # most names, ids and short texts
    composed = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", _UNFIT.sub("", text)))
    lines = [line.rstrip() for line in composed.split("\n")]
    # By lines and not by one pattern: a megabyte of blanks must not cost a minute.
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()


def one_line(text: str, *, limit: int = MAX_LINE) -> str:
    """`text` cleaned, on one line, of at most `limit` characters."""
    return shortened(" ".join(clean_text(text).split()), limit)


def shortened(text: str, limit: int) -> str:
    """`text` with an ellipsis where it was longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_url(url: str) -> str:
    """`url` where it is an http or https address of sane length, else ""."""
    trimmed = _without_unfit(url).strip()
    if len(trimmed) > MAX_URL or _BLANK.search(trimmed):
        return ""
    try:
        parts = urlsplit(trimmed)
    except ValueError:
        return ""
    return trimmed if parts.scheme in ("http", "https") and parts.netloc else ""


def platform_of(url: str) -> str:
    """The platform behind a link ("x", "instagram"), "" where its host is none we know."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    while host:
        if host in _PLATFORM_OF_HOST:
            return _PLATFORM_OF_HOST[host]
        _, _, host = host.partition(".")
    return ""


def text_of_html(markup: str) -> str:
    """What a reader sees of a piece of HTML: blocks on lines of their own, no scripts, no tags."""
    bounded = markup[:MAX_RAW]
    parser = _TextOfHtml()
    try:
        parser.feed(bounded)
        parser.close()
    except AssertionError:  # the standard parser's answer to some broken declarations, such as "<![x"
        return clean_text(html.unescape(re.sub(r"<[^>]*>?", " ", bounded)))
    return clean_text("".join(parser.parts))


class _TextOfHtml(HTMLParser):
    """Collects text; starts a new line at each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a line at a block; stop listening inside what nobody sees."""
        self._unseen += tag in _UNSEEN
        if _BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block; listen again after what nobody sees."""
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if _BLOCKS.fullmatch(tag) and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take what a reader sees; line ends inside HTML are only blanks."""
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def _normal_author(author: Author) -> Author:
    return replace(
        author,
        id=_identifier(author.id),
        name=one_line(author.name),
        handle=one_line(author.handle).lstrip("@ "),
        url=clean_url(author.url),
        followers=_count(author.followers),
    )


def _without_unfit(text: str) -> str:
    return _UNFIT.sub("", text)


def _identifier(text: str) -> str:
    """An id as the source wrote it; one too long for an index is known by its hash."""
    trimmed = one_line(text, limit=MAX_RAW)
    return trimmed if len(trimmed) <= MAX_ID else "hash:" + hashlib.sha256(trimmed.encode()).hexdigest()


def _platform(platform: str, url: str) -> str:
    name = one_line(platform).lower()
    return _OTHER_NAMES.get(name, name) or platform_of(url)


def _language(claimed: str) -> str:
    match = _LANGUAGE.fullmatch(claimed.strip().lower())
    return match[1] if match else ""


def _in_utc(instant: datetime) -> datetime:
    """`instant` in UTC; one without a zone is taken as UTC already."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _believable(published_at: datetime | None, *, received_at: datetime) -> datetime | None:
    """Nobody reads what is not published yet: a date in the future becomes now, one before the web becomes unknown."""
    if published_at is None:
        return None
    try:
        instant = _in_utc(published_at)
    except OverflowError:
        return None
    if instant > received_at + CLOCK_SKEW:
        return received_at
    return instant if instant >= EARLIEST else None


def _count(figure: int | None) -> int | None:
    return figure if figure is not None and 0 <= figure <= LARGEST_COUNT else None


def _finite(figure: float | None) -> float | None:
    return figure if figure is not None and math.isfinite(figure) else None
