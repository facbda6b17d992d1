"""A mention: one public post about a brand, whatever source it came from.

Guarantee: (source, external_id) identifies it; two mentions with the same pair are the same mention.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of public text a mention is."""

    POST = "post"
    COMMENT = "comment"
    REPLY = "reply"
    REVIEW = "review"
    ARTICLE = "article"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a mention. `followers` is None where the source does not say."""

    id: str = ""
    name: str = ""
    handle: str = ""
    url: str = ""
    followers: int | None = None
    verified: bool = False

    @property
    def shown(self) -> str:
        """The name a reader knows the author by: name, else handle, else id, else "somebody"."""
        return self.name or self.handle or self.id or "somebody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One public post.

    `source` is the key of the source ("webhook:mediawatch", "feed:google-alerts", "slack:C123"), `platform` where the
    public can read it ("x", "instagram", "tripadvisor"). `brand` is a brand's key where the source knows it, else "".
    `language` is what the source claims (ISO 639-1), else "". Instants are aware UTC. `rating` is in the
    source's own stars, `engagement` counts likes, shares and replies together. `raw` is the source's own JSON or text.
    """

    source: str
    external_id: str
    text: str
    received_at: datetime
    published_at: datetime | None = None
    title: str = ""
    url: str = ""
    platform: str = ""
    kind: Kind = Kind.POST
    author: Author = field(default_factory=Author)
    brand: str = ""
    language: str = ""
    rating: float | None = None
    engagement: int | None = None
    in_reply_to: str = ""
    matched_query: str = ""
    raw: str = field(default="", repr=False)

    def without_words(self) -> "Mention":
        """The mention after its words and author were erased; its identity stays, so that it is not taken in anew."""
        return Mention(
            source=self.source,
            external_id=self.external_id,
            text="",
            received_at=self.received_at,
            published_at=self.published_at,
            platform=self.platform,
            kind=self.kind,
            brand=self.brand,
            language=self.language,
            rating=self.rating,
        )

    @property
    def content(self) -> str:
        """Title and text as one, the way a reader takes them in."""
        return f"{self.title}\n{self.text}" if self.title and self.title != self.text else self.text

    @property
    def said_by(self) -> tuple[str, str] | None:
        """What tells its author from all others; None where there is no more than a name, which many may bear."""
        known = self.author.id or self.author.handle
        return (self.platform or self.source, known) if known else None

    @property
    def said_at(self) -> datetime:
        """When the public could read it; when it reached us where the source does not say."""
        return self.published_at or self.received_at
