"""Mentions that arrive through Slack: posts of a listening tool in a channel, and what a person found and hands in.

Guarantees: pure; takes Slack's own event and message objects. The bot's own posts, joins, replies in threads and the
chatter of people never become mentions by themselves. Identity is channel and ts, so an event that Slack sends twice,
an edit, and a "Route this" on a message that was heard already are all the same mention.
"""

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.field_map import FieldMap, Origin, UnusableItem, mention_from
from bot.core.mention import Author, Kind, Mention
from bot.core.normalise import clean_text, clean_url
from bot.core.source import ChannelSource

SlackObject = Mapping[str, Any]

_HEARD = frozenset((None, "bot_message", "file_share"))
_MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_BARE_LINK = re.compile(r"https?://[^\s<>|]+")
_LABEL = re.compile(r"\s*\*?([^*:\n]{1,40}?):?\*?:?\s*\n(.+)", re.DOTALL)
_GUESS = FieldMap()


def mention_from_event(
    event: SlackObject, source: ChannelSource, *, received_at: datetime, own_ids: Collection[str]
) -> Mention | None:
    """The mention in a `message` event of a source's channel, None where there is none.

    `own_ids` are the bot's own bot, user and app ids: what it posts must never come back as a mention.
    """
    message = _posted(event)
    if message is None or own_ids_of(message) & set(own_ids) or not _is_heard(message, source):
        return None
    return _mention(
        message,
        channel=event["channel"],
        origin=Origin(
            source=f"slack:{source.key}", received_at=received_at, brand=source.brand, platform=source.platform
        ),
    )


def mention_from_message(
    message: SlackObject, *, channel: str, by: str, received_at: datetime, source: ChannelSource | None = None
) -> Mention | None:
    """The mention in any message that the person `by` pointed at; None where it holds no words."""
    origin = Origin(
        source=f"slack:{source.key if source else channel}",
        received_at=received_at,
        brand=source.brand if source else "",
        platform=(source.platform if source else "") or "",
    )
    mention = _mention({**message, "handed_in_by": by}, channel=channel, origin=origin)
    return replace(mention, kind=Kind.MESSAGE) if mention and not mention.url else mention


def mention_from_text_or_link(text: str, *, by: str, received_at: datetime, brand: str = "") -> Mention | None:
    """What a person typed after `/mention`: words, a link, or both; None where they typed nothing.

    The same words and link are the same mention, whoever hands them in.
    """
    link = first_link(text)
    words = plain(text)
    without_link = clean_text(words.replace(link, " ")) if link else clean_text(words)
    if not (without_link or link):
        return None
    return Mention(
        source="person",
        external_id="",
        received_at=received_at,
        text=without_link or link,
        url=link,
        brand=brand,
        raw=json.dumps({"handed_in_by": by, "typed": text}, ensure_ascii=False),
    )


def plain(mrkdwn: str) -> str:
    """What a reader sees of Slack's markup: labels instead of links, `&amp;` and its kin undone last."""
    return html.unescape(_MARKUP.sub(_shown, mrkdwn))


def first_link(mrkdwn: str) -> str:
    """The first http or https link, "" where there is none."""
    marked = (html.unescape(match[1]) for match in _MARKUP.finditer(mrkdwn))
    bare = (match[0].rstrip(".,;:!?)'\"") for match in _BARE_LINK.finditer(html.unescape(mrkdwn)))
    return next((url for url in (*marked, *bare) if clean_url(url)), "")


def own_ids_of(message: SlackObject) -> set[str]:
    """Every id under which a message's sender is known."""
    profile = message.get("bot_profile") or {}
    ids = (message.get("bot_id"), message.get("user"), message.get("app_id"), profile.get("id"), profile.get("app_id"))
    return {known for known in ids if known}


def _posted(event: SlackObject) -> SlackObject | None:
    """The message that an event is about, None for everything that is no post in the channel itself."""
    message = event["message"] if event.get("subtype") == "message_changed" else event
    if message.get("subtype") not in _HEARD or "ts" not in message:
        return None
    is_reply = message.get("thread_ts", message["ts"]) != message["ts"]
    return None if is_reply else message


def _is_heard(message: SlackObject, source: ChannelSource) -> bool:
    is_tool = bool(message.get("bot_id")) or message.get("subtype") == "bot_message"
    if not source.senders:
        return is_tool
    profile = message.get("bot_profile") or {}
    names = {message.get("username"), profile.get("name"), *own_ids_of(message)}
    return bool({str(name).lower() for name in names if name} & {sender.lower() for sender in source.senders})


def _mention(message: SlackObject, *, channel: str, origin: Origin) -> Mention | None:
    item = _item(message)
    try:
        mention = mention_from(item, _GUESS, origin).mention
    except UnusableItem:
        return None
    return replace(
        mention,
        external_id=f"{channel}:{message['ts']}",
        author=_author(mention.author, message),
        raw=json.dumps(message, ensure_ascii=False, default=str),
    )


def _author(author: Author, message: SlackObject) -> Author:
    if author.name or author.handle or message.get("bot_id"):
        return author
    # A person's own words in Slack: they are the author.
    return replace(author, id=message.get("user", ""), name=message.get("username", ""))


def _item(message: SlackObject) -> dict[str, object]:
    """The message as one flat item, under names that `field_map` knows: attachments first, then blocks, then text."""
    attachments = [attachment for attachment in message.get("attachments", []) if isinstance(attachment, Mapping)]
    blocks = [*message.get("blocks", []), *(block for one in attachments for block in one.get("blocks", []))]
    labelled = {**_labelled_in_blocks(blocks), **_labelled_in_attachments(attachments)}
    first: SlackObject = attachments[0] if attachments else {}
    candidates = (
        "\n\n".join(plain(one["text"]) for one in attachments if one.get("text")),
        _quoted_or_all("\n".join(_texts(blocks))),
        _quoted_or_all(message.get("text", "")),
        plain(first.get("fallback", "")),
    )
    title = plain(first.get("title", "")) or _header(blocks)
    own: dict[str, object] = {
        "text": next((text for text in candidates if text.strip()), ""),
        "title": title,
        "url": _link(message, attachments, blocks),
        "author": plain(first.get("author_name", "")),
        "author_url": first.get("author_link", ""),
        "published_at": first.get("ts", ""),
    }
    return {**labelled, **{name: value for name, value in own.items() if value}}


def _quoted_or_all(mrkdwn: str) -> str:
    """The quoted lines where a tool quotes the post below words of its own, else everything."""
    lines = mrkdwn.splitlines()
    quoted = [line.removeprefix("&gt;").removeprefix(">") for line in lines if line.startswith(("&gt;", ">"))]
    return plain("\n".join(line.strip() for line in quoted) if quoted else mrkdwn)


def _link(message: SlackObject, attachments: list[SlackObject], blocks: list[SlackObject]) -> str:
    named = [str(one.get(name, "")) for one in attachments for name in ("title_link", "from_url", "original_url")]
    inner = [str(one.get("text", "")) for one in attachments]
    found = (first_link(text) for text in (*named, *inner, *_texts(blocks), *_urls(blocks), message.get("text", "")))
    return next((link for link in found if link), "")


def _labelled_in_attachments(attachments: list[SlackObject]) -> dict[str, str]:
    fields = (field for one in attachments for field in one.get("fields", []) if isinstance(field, Mapping))
    return {plain(field.get("title", "")).strip(" :*"): plain(str(field.get("value", ""))) for field in fields}


def _labelled_in_blocks(blocks: list[SlackObject]) -> dict[str, str]:
    """Fields of sections, which tools write as a bold label above its value."""
    fields = (field.get("text", "") for block in blocks for field in block.get("fields", []))
    matches = (_LABEL.fullmatch(text) for text in fields)
    return {match[1].strip(): plain(match[2]).strip() for match in matches if match}


def _header(blocks: list[SlackObject]) -> str:
    headers = (block["text"].get("text", "") for block in blocks if block.get("type") == "header" and block.get("text"))
    return next((plain(text) for text in headers), "")


def _texts(blocks: list[SlackObject]) -> Iterator[str]:
    """The words of sections and rich text, block by block."""
    for block in blocks:
        if block.get("type") == "section" and isinstance(block.get("text"), Mapping):
            yield str(block["text"].get("text", ""))
        elif block.get("type") == "rich_text":
            yield "\n".join(_rich_text(element) for element in block.get("elements", []))


def _rich_text(element: SlackObject) -> str:
    if "elements" in element:
        inner = "".join(_rich_text(part) for part in element["elements"])
        return (
            "".join(f"&gt;{line}\n" for line in inner.splitlines())
            if element.get("type") == "rich_text_quote"
            else inner
        )
    if element.get("type") == "link":
        url = _escaped(element.get("url", ""))
        return f"<{url}|{_escaped(element.get('text', ''))}>" if element.get("text") else f"<{url}>"
    if element.get("type") == "emoji":
        return f":{element.get('name', '')}:"
    return _escaped(element.get("text", ""))


def _escaped(text: str) -> str:
    """Rich text is not escaped; brought to the form of mrkdwn, it can be read like the rest."""
    return html.escape(str(text), quote=False)


def _urls(blocks: list[SlackObject]) -> Iterator[str]:
    """Addresses behind buttons."""
    for block in blocks:
        parts = [*block.get("elements", []), block.get("accessory") or {}]
        yield from (str(part["url"]) for part in parts if isinstance(part, Mapping) and part.get("url"))


def _shown(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target.startswith(("@", "#")):
        return f"{target[0]}{label or target[1:]}"
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return label or target
