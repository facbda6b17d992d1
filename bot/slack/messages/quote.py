"""What the public said: who said it, where, and in which words.

Guarantee: strangers' words stand only in elements that Slack does not parse, and never at a length that hides the rest.
"""

from bot.core.mention import Mention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import clean, clip, link, one_line
from bot.slack.texts import card, names

NO_WORDS = "(no words)"
LONGEST_QUOTE = 600
LONGEST_QUOTE_WHEN_CLOSED = 200


def said(mention: Mention, *, most: int) -> Block:
    """Who said it, where, and what: a rich block, in which Slack parses nothing."""
    author = mention.author
    name, handle = one_line(author.name, 80), one_line(author.handle.lstrip("@"), 60)
    known_as = f" (@{handle})" if handle and name else ""
    mark = " ✔" if author.verified else ""
    reach = f" · {author.followers:,} followers" if author.followers is not None else ""
    stars = f" · {mention.rating:g} ★" if mention.rating is not None else ""
    shown = kit.words(name or handle or one_line(author.id, 60) or "somebody", bold=True)
    who = kit.rich_line(shown, kit.words(f"{known_as}{mark}{reach}{stars} · "), *_where(mention))
    return kit.rich(who, kit.rich_quote(*_quoted(mention, most=most)))


def _where(mention: Mention) -> tuple[Block, ...]:
    platform = names.PLATFORMS.get(mention.platform.lower(), one_line(mention.platform, 40)) or "the web"
    found = link(mention.url)
    if found is None:
        return (kit.words(f"on {platform}"),)
    return (kit.words("on "), kit.rich_link(found.url, f"{platform} ({clip(found.host, 80)})"))


def _quoted(mention: Mention, *, most: int) -> tuple[Block, ...]:
    content = clean(mention.content) or NO_WORDS
    found = link(mention.url)
    if len(content) <= most or found is None:
        return (kit.words(clip(content, most)),)
    return (kit.words(clip(content, most) + " "), kit.rich_link(found.url, card.READ_ON))
