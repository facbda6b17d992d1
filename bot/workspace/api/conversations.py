"""Channels and what was said in them: conversations.list, info, history, replies, members, join, open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.workspace.calls import Call, method, page_of, page_of_messages, visible_channel
from bot.workspace.model import Channel, JsonObject, Message
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import channel_json, files_json, message_json

if TYPE_CHECKING:
    from bot.workspace.desk import Desk

_READ = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")


@method("conversations.list", *_READ)
def list_(desk: "Desk", call: Call) -> JsonObject:
    """The channels the bot can see, by kind."""
    kinds = set(call.text("types", "public_channel").replace(" ", "").split(","))
    bot = desk.state.bot
    seen = [c for c in list(desk.state.shelves.channels.values()) if _kind(c) in kinds]
    seen = [c for c in seen if not c.is_private or bot.user_id in c.members]
    if call.flag("exclude_archived"):
        seen = [c for c in seen if not c.is_archived]
    page, cursor = page_of(seen, call, default=100, most=1000)
    return {"channels": [channel_json(c, bot) for c in page], "response_metadata": {"next_cursor": cursor}}


@method("conversations.info", *_READ)
def info(desk: "Desk", call: Call) -> JsonObject:
    """One channel."""
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    return {"channel": channel_json(channel, desk.state.bot)}


@method("conversations.members", *_READ)
def members(desk: "Desk", call: Call) -> JsonObject:
    """The ids of who is in a channel."""
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    page, cursor = page_of(sorted(channel.members), call, default=100, most=1000)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channels:join")
def join(desk: "Desk", call: Call) -> JsonObject:
    """Become a member of a public channel."""
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    if channel.is_archived:
        raise Refusal("is_archived")
    if channel.is_private or channel.is_im:
        raise Refusal("method_not_supported_for_channel_type")
    joined = desk.state.put_channel(replace(channel, members=channel.members | {desk.state.bot.user_id}))
    return {"channel": channel_json(joined, desk.state.bot)}


@method("conversations.open", "im:write")
def open_(desk: "Desk", call: Call) -> JsonObject:
    """Open the direct message with one person."""
    if call.text("channel"):
        return {"channel": channel_json(visible_channel(desk, call.text("channel")), desk.state.bot)}
    raw = call.arguments.get("users")
    if not isinstance(raw, list):
        raw = call.needed("users", error="users_list_not_supplied").split(",")
    users = [str(user) for user in raw]
    if any(user not in desk.state.shelves.people for user in users):
        raise Refusal("user_not_found")
    if len(users) > 1:
        raise Refusal("method_not_supported_for_channel_type")
    channel = desk.state.direct_message(users[0])
    return {"channel": {"id": channel.id} | (channel_json(channel, desk.state.bot) if call.flag("return_im") else {})}


@method("conversations.history", *_HISTORY)
def history(desk: "Desk", call: Call) -> JsonObject:
    """The messages of a channel outside threads, newest first."""
    channel = _readable_channel(desk, call)
    messages = [m for m in desk.state.messages(channel.id) if not m.is_reply or m.is_broadcast]
    messages += _tombstones(desk, channel)
    # With only `oldest`, Slack answers with the messages closest to it, not with the newest ones.
    is_forward = bool(call.text("oldest")) and not call.text("latest")
    messages = sorted(_within(messages, call), key=lambda m: m.ts, reverse=not is_forward)
    page, cursor = page_of_messages(messages, call, default=100, most=999)
    return _answer(desk, call, page[::-1] if is_forward else page, cursor)


@method("conversations.replies", *_HISTORY)
def replies(desk: "Desk", call: Call) -> JsonObject:
    """A thread, its parent first, then the replies in order."""
    channel = _readable_channel(desk, call)
    found = desk.state.message(channel.id, call.needed("ts"))
    if found is None or (found.is_deleted and not desk.state.replies(channel.id, found.ts)):
        raise Refusal("thread_not_found")
    parent = desk.state.message(channel.id, found.thread_ts or found.ts) or found
    thread = [parent, *_within(desk.state.replies(channel.id, parent.ts), call)]
    page, cursor = page_of_messages(thread, call, default=1000, most=1000)
    return _answer(desk, call, page, cursor)


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _readable_channel(desk: "Desk", call: Call) -> Channel:
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    if desk.state.bot.user_id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _within(messages: Sequence[Message], call: Call) -> list[Message]:
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "9999999999.999999"
    low, high = _moment(oldest), _moment(latest)
    if call.flag("inclusive"):
        return [m for m in messages if low <= _moment(m.ts) <= high]
    return [m for m in messages if low < _moment(m.ts) < high]


def _moment(ts: str) -> tuple[int, int]:
    """A ts as whole numbers; a float would lose its last digits."""
    seconds, _, micros = ts.partition(".")
    if not seconds.isdigit() or (micros and not micros.isdigit()):
        raise Refusal("invalid_ts_oldest", detail=[f"not a timestamp: {ts}"])
    return int(seconds), int((micros or "0").ljust(6, "0")[:6])


def _tombstones(desk: "Desk", channel: Channel) -> list[Message]:
    """Deleted parents that still have replies stay as a stone with that inscription."""
    with desk.state.lock:
        gone = [m for m in desk.state.shelves.messages[channel.id].values() if m.is_deleted and not m.is_reply]
    return [m for m in gone if desk.state.replies(channel.id, m.ts)]


def _answer(desk: "Desk", call: Call, page: Sequence[Message], cursor: str) -> JsonObject:
    shapes = []
    for message in page:
        answered = () if message.is_reply else desk.state.replies(message.channel, message.ts)
        shape = message_json(message, desk.state.bot, replies=answered)
        if message.files:
            shape["files"] = files_json(message, desk.state.shelves.files, desk.state.base_url)
        if call.flag("include_all_metadata") and message.metadata and not message.is_deleted:
            shape["metadata"] = message.metadata
        shapes.append(shape)
    body: JsonObject = {"messages": shapes, "has_more": bool(cursor)}
    return body | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})
