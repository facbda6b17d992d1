"""Mentions that arrive through Slack: posts of a listening tool in a channel, and what a person found and hands in.

Guarantees: pure; takes Slack's own event and message objects. The bot's own posts, joins, replies in threads and the
chatter of people never become mentions by themselves. Identity is channel and ts, so an event that Slack sends twice,
an edit, and a "Route this" on a message that was heard already are all the same mention.
"""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.core.field_map import FieldMap, Origin, UnusableItem, mention_from
from bot.core.mention import Author, Kind, Mention
from bot.core.normalise import clean_text
from bot.core.source import ChannelSource
from bot.sources.slack_layout import SlackObject, first_link, flattened, inner_object, plain, words

_HEARD = frozenset(("", "bot_message", "file_share"))
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
    typed = clean_text(plain(text))
    # In the middle of a sentence the link is part of it.
    said = clean_text(typed.removeprefix(link).removesuffix(link))
    if not (said or link):
        return None
    return Mention(
        source="person",
        external_id="",
        received_at=received_at,
        text=said or link,
        url=link,
        brand=brand,
        raw=json.dumps({"handed_in_by": by, "typed": text}, ensure_ascii=False),
    )


def own_ids_of(message: SlackObject) -> set[str]:
    """Every id under which a message's sender is known."""
    profile = inner_object(message, "bot_profile")
    ids = (
        *(words(message, name) for name in ("bot_id", "user", "app_id")),
        words(profile, "id"),
        words(profile, "app_id"),
    )
    return {known for known in ids if known}


def _posted(event: SlackObject) -> SlackObject | None:
    """The message that an event is about, None for everything that is no post in the channel itself."""
    message = inner_object(event, "message") if event.get("subtype") == "message_changed" else event
    if words(message, "subtype") not in _HEARD or not words(message, "ts"):
        return None
    is_reply = words(message, "thread_ts") not in ("", message["ts"])
    return None if is_reply else message


def _is_heard(message: SlackObject, source: ChannelSource) -> bool:
    is_tool = bool(message.get("bot_id")) or message.get("subtype") == "bot_message"
    if not source.senders:
        return is_tool
    names = {words(message, "username"), words(inner_object(message, "bot_profile"), "name"), *own_ids_of(message)}
    return bool({name.lower() for name in names if name} & {sender.lower() for sender in source.senders})


def _mention(message: SlackObject, *, channel: str, origin: Origin) -> Mention | None:
    item = flattened(message)
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
    return replace(author, id=words(message, "user"), name=words(message, "username"))
