"""What the public said: who said it, where, and in which words.

Guarantee: strangers' words stand only in elements that Slack does not parse, and never at a length that hides the rest.
"""

from dataclasses import dataclass

from bot.core.mention import Mention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import ELLIPSIS, clean, clip, link, one_line
from bot.slack.texts import card, names

NO_WORDS = "(no words)"


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a post is quoted: characters and lines."""

    characters: int
    lines: int


OPEN = Room(characters=400, lines=7)
"""On a narrow phone this leaves the buttons on the same screen."""
CLOSED = Room(characters=140, lines=2)


def said(mention: Mention, room: Room) -> Block:
    """Who said it, where, and what: a rich block, in which Slack parses nothing."""
    author = mention.author
    name, handle = one_line(author.name, 80), one_line(author.handle.lstrip("@"), 60)
    known_as = f" (@{handle})" if handle and name else ""
    mark = " ✔" if author.verified else ""
    reach = f" · {author.followers:,} followers" if author.followers is not None else ""
    stars = f" · {mention.rating:g} ★" if mention.rating is not None else ""
    shown = kit.words(name or handle or one_line(author.id, 60) or "somebody", bold=True)
    who = kit.rich_line(shown, kit.words(f"{known_as}{mark}{reach}{stars} · "), *_where(mention))
    return kit.rich(who, kit.rich_quote(*_quoted(mention, room)))


def _where(mention: Mention) -> tuple[Block, ...]:
    platform = names.PLATFORMS.get(mention.platform.lower(), one_line(mention.platform, 40)) or "the web"
    found = link(mention.url)
    if found is None:
        return (kit.words(f"on {platform}"),)
    return (kit.words("on "), kit.rich_link(found.url, f"{platform} ({clip(found.host, 80)})"))


def _quoted(mention: Mention, room: Room) -> tuple[Block, ...]:
    content = clean(mention.content) or NO_WORDS
    shown = clip(_first_lines(content, room.lines), room.characters)
    found = link(mention.url)
    if shown == content or found is None:
        return (kit.words(shown),)
    return (kit.words(shown + " "), kit.rich_link(found.url, card.READ_ON))


def _first_lines(content: str, most: int) -> str:
    lines = content.split("\n")
    return content if len(lines) <= most else "\n".join(lines[:most]).rstrip() + ELLIPSIS
