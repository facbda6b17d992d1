"""Finds a mention inside somebody else's JSON or table row: which path means text, author and date.

Guarantees: pure. An item that cannot become a mention raises `UnusableItem`, which names the path that was looked at;
a value that cannot be read (a follower count of "many") never costs the mention: it is left out and noted.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from bot.core.field_values import as_count, as_flag, as_instant, as_number, as_text
from bot.core.mention import Author, Kind, Mention
from bot.core.normalise import shortened, text_of_html
from bot.errors import DoorknockError

Value = TypeVar("Value")

# What senders and spreadsheets call each field, in the order they are tried. Keys are compared after `folded`.
GUESSES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "content",
        "body",
        "message",
        "comment",
        "review",
        "review_text",
        "full_text",
        "snippet",
        "description",
    ),
    "title": ("title", "headline", "subject", "review_title"),
    "external_id": ("external_id", "id", "mention_id", "post_id", "tweet_id", "review_id", "guid", "uri", "object_id"),
    "url": ("url", "link", "permalink", "post_url", "source_url"),
    "platform": ("platform", "network", "site", "channel_type", "domain"),
    "kind": ("kind", "type", "content_type"),
    "brand": ("brand", "brand_name", "product", "company"),
    "language": ("language", "lang", "locale"),
    "published_at": (
        "published_at",
        "published",
        "created_at",
        "date",
        "created",
        "timestamp",
        "posted_at",
        "datetime",
        "time",
    ),
    "rating": ("rating", "stars", "score", "star_rating"),
    "engagement": ("engagement", "interactions", "total_engagement"),
    "in_reply_to": ("in_reply_to", "in_reply_to_id", "parent_id", "reply_to"),
    "matched_query": ("matched_query", "query", "keyword", "search"),
    "media_type": ("media_type", "mime_type"),
    "author.id": ("author.id", "author_id", "user_id", "user.id"),
    "author.name": (
        "author.name",
        "author_name",
        "author",
        "name",
        "user.name",
        "user",
        "reviewer",
        "display_name",
        "from",
    ),
    "author.handle": (
        "author.handle",
        "author.username",
        "username",
        "handle",
        "screen_name",
        "author_handle",
        "user.username",
    ),
    "author.url": ("author.url", "author_url", "profile_url", "user.url"),
    "author.followers": (
        "author.followers",
        "followers",
        "follower_count",
        "followers_count",
        "author_followers",
        "user.followers",
    ),
    "author.verified": ("author.verified", "verified", "author_verified", "user.verified"),
}
# Together they are the engagement where no column says it as one figure.
ENGAGEMENT_PARTS = (
    "likes", "like_count", "favorites", "favourites", "shares", "share_count", "retweets", "reposts",
    "comments", "comment_count", "replies", "reply_count", "reactions",
)  # fmt: skip
MENTION_FIELDS = frozenset(GUESSES)
"""The names that may stand on the left of a mapping."""

# Where each guess leads: its field, and how good a guess it is (0 is best).
_GUESSED = {guess: (name, rank) for name, guesses in GUESSES.items() for rank, guess in enumerate(guesses)}
_LONGEST_NAME = 60
_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,6})\]")
_PATH = re.compile(r"(?:[^.\[\]]+|\[\d{1,6}\])(?:\.[^.\[\]]+|\[\d{1,6}\])*")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ABSENT = object()


class FieldPathError(DoorknockError):
    """A path that cannot be read, or a name that no mention has. The message says which and what is possible."""


class UnusableItem(DoorknockError):
    """An item that cannot become a mention. `path` is where the missing value was looked for."""

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(message)
        self.path = path


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which path holds which field. `declared` wins; `guess` looks for the usual names of what is not declared."""

    declared: Mapping[str, str] = field(default_factory=dict)
    guess: bool = True

    def __post_init__(self) -> None:
        for name, path in self.declared.items():
            if name not in MENTION_FIELDS:
                raise FieldPathError(f"a mention has no field «{name}»; it has {', '.join(sorted(MENTION_FIELDS))}")
            parse_path(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What holds for all items of one delivery: the source's key, its defaults, and when it arrived."""

    source: str
    received_at: datetime
    brand: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mention, and notes on values that were there but could not be read."""

    mention: Mention
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def parse_path(path: str) -> tuple[str | int, ...]:
    """The steps of a path: "tags[0].name" is ("tags", 0, "name"). Raises FieldPathError."""
    if not _PATH.fullmatch(path):
        raise FieldPathError(f"«{path}» is no path; write it like content.body or tags[0].name")
    return tuple(int(step[2]) if step[2] else step[1] for step in _STEP.finditer(path))


def find(item: object, path: str) -> object | None:
    """What is at `path` in `item`, None where nothing is. A key that is literally `path` wins, as tables have them."""
    if isinstance(item, Mapping) and path in item:
        return item[path]  # type: ignore[no-any-return]
    value: object = item
    for step in parse_path(path):
        value = _inside(value, step)
        if value is _ABSENT:
            return None
    return value


def _inside(value: object, step: str | int) -> object:
    if isinstance(step, str):
        return value.get(step, _ABSENT) if isinstance(value, Mapping) else _ABSENT
    is_list = isinstance(value, Sequence) and not isinstance(value, str | bytes)
    return value[step] if is_list and step < len(value) else _ABSENT  # type: ignore[index, arg-type]


def folded(name: str) -> str:
    """A column's name as compared: "Published At", "publishedAt" and "published-at" are "published_at"."""
    return name if len(name) > _LONGEST_NAME else _folded(name)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "_", _CAMEL.sub("_", name.strip()).lower()).strip("_")


def mention_from(item: object, fields: FieldMap, origin: Origin) -> Mapped:
    """The mention in `item`. Raises UnusableItem where there is no text and no title."""
    if not isinstance(item, Mapping):
        raise UnusableItem(f"a mention is a JSON object, this is {_kind_of(item)}")
    look = _Look(item, fields)
    text, title = look.words("text"), look.words("title")
    if not (text.strip() or title.strip()):
        raise UnusableItem(f"there is no text at «{look.where('text')}»", path=look.where("text"))
    rating = look.read("rating", as_number, "a rating")
    in_reply_to = look.text("in_reply_to")
    mention = Mention(
        source=origin.source,
        received_at=origin.received_at,
        external_id=look.text("external_id"),
        text=text if text.strip() else title,
        title=title,
        url=look.text("url"),
        platform=look.text("platform") or origin.platform,
        kind=_kind(look.text("kind"), is_review=rating is not None, is_reply=bool(in_reply_to)),
        author=look.author(),
        brand=look.text("brand") or origin.brand,
        language=look.text("language"),
        published_at=look.read("published_at", as_instant, "a date"),
        rating=rating,
        engagement=look.engagement(),
        in_reply_to=in_reply_to,
        matched_query=look.text("matched_query"),
        raw=json.dumps(item, ensure_ascii=False, default=str),
    )
    return Mapped(mention, tuple(look.notes))


class _Look:
    """One item under one map; gathers notes on the way."""

    def __init__(self, item: Mapping[str, object], fields: FieldMap) -> None:
        self._item = item
        self._fields = fields
        self._named = _named(item) if fields.guess else {}
        self._guessed = _guessed(self._named)
        self.notes: list[str] = []

    def where(self, name: str) -> str:
        """The path at which a field was looked for, as people write it."""
        return self._fields.declared.get(name) or " or ".join(GUESSES[name][:4])

    def values(self, name: str) -> list[object]:
        """What the item has for a field, best guess first; nothing that is empty."""
        if name not in self._fields.declared:
            return self._guessed.get(name, [])
        value = find(self._item, self._fields.declared[name])
        return [] if value is None or value == "" else [value]

    def text(self, name: str) -> str:
        """The first value of a field that is text; "" where there is none."""
        return next((text for value in self.values(name) if (text := as_text(value)) is not None), "")

    def words(self, name: str) -> str:
        """Text as a reader sees it: HTML is unfolded where the item says that it is HTML."""
        text = self.text(name)
        return (
            text_of_html(text)
            if self.text("media_type").lower().startswith(("text/html", "application/xhtml"))
            else text
        )

    def read(self, name: str, reader: Callable[[object], Value | None], wanted: str) -> Value | None:
        """A field's value by `reader`; a note where a value is there and cannot be read."""
        unread: object = None
        for value in self.values(name):
            read = reader(value)
            if read is not None:
                return read
            unread = unread or value
        if unread is not None:
            self.notes.append(f"{name}: «{shortened(str(unread), 40)}» cannot be read as {wanted}, so it is left out")
        return None

    def author(self) -> Author:
        """Who wrote it."""
        return Author(
            id=self.text("author.id"),
            name=self.text("author.name"),
            handle=self.text("author.handle"),
            url=self.text("author.url"),
            followers=self.read("author.followers", as_count, "a count"),
            verified=self.read("author.verified", as_flag, "yes or no") or False,
        )

    def engagement(self) -> int | None:
        """The engagement as one figure, or the sum of its parts."""
        whole = self.read("engagement", as_count, "a count")
        if whole is not None or not self._fields.guess:
            return whole
        named = self._named
        parts = [count for part in ENGAGEMENT_PARTS if part in named and (count := as_count(named[part])) is not None]
        return sum(parts) if parts else None


def _named(item: Mapping[str, object]) -> dict[str, object]:
    """What `item` holds by comparable name ("author.name" for what is inside); of two with one name the first stays."""
    named: dict[str, object] = {}
    for key, value in item.items():
        outer = folded(str(key))
        named.setdefault(outer, value)
        if isinstance(value, Mapping):
            for inner, part in value.items():
                named.setdefault(f"{outer}.{folded(str(inner))}", part)
    return named


def _guessed(named: Mapping[str, object]) -> dict[str, list[object]]:
    """The values for each field, best guess first. Looks at what is there instead of at all that might be."""
    ranked: dict[str, list[tuple[int, object]]] = {}
    for name in named.keys() & _GUESSED.keys():
        field_name, rank = _GUESSED[name]
        if named[name] is not None and named[name] != "":
            ranked.setdefault(field_name, []).append((rank, named[name]))
    return {name: [value for _, value in sorted(found, key=itemgetter(0))] for name, found in ranked.items()}


def _kind(claimed: str, *, is_review: bool, is_reply: bool) -> Kind:
    try:
        return Kind(claimed.strip().lower())
    except ValueError:
        return Kind.REVIEW if is_review else Kind.REPLY if is_reply else Kind.POST


def _kind_of(value: object) -> str:
    names = {str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list", type(None): "null"}
    return names.get(type(value), "something else")
