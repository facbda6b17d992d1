"""Posting, editing and deleting: chat.postMessage, update, delete, postEphemeral, getPermalink."""

from typing import TYPE_CHECKING, Any

from bot.workspace.blocks import check_message_blocks, check_text
from bot.workspace.calls import Call, existing_message, method, visible_channel
from bot.workspace.events import changed_event, deleted_event
from bot.workspace.model import Channel, Ephemeral, JsonObject, Message
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import completed, message_json

if TYPE_CHECKING:
    from bot.workspace.desk import Desk


@method("chat.postMessage", "chat:write")
def post_message(desk: "Desk", call: Call) -> JsonObject:
    """Post as the bot."""
    channel = postable_channel(desk, call)
    draft = draft_message(desk, call, channel)
    message = desk.post(draft, method=call.name)
    return {"channel": channel.id, "ts": message.ts, "message": full_json(desk, message)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(desk: "Desk", call: Call) -> JsonObject:
    """Show a message to one person of the channel alone."""
    channel = postable_channel(desk, call)
    user = call.needed("user")
    if user not in desk.state.shelves.people:
        raise Refusal("user_not_found")
    if not channel.is_im and user not in channel.members:
        raise Refusal("user_not_in_channel")
    draft = draft_message(desk, call, channel)
    shown = Ephemeral(channel.id, "", user, draft.text, draft.blocks, draft.thread_ts, draft.username, draft.icon)
    return {"message_ts": desk.whisper(shown, method=call.name).ts}


@method("chat.update", "chat:write")
def update(desk: "Desk", call: Call) -> JsonObject:
    """Change a message of the bot."""
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    if channel.is_archived:
        raise Refusal("is_archived")
    message = existing_message(desk, channel, call.text("ts"))
    if message.bot_id != desk.state.bot.bot_id:
        raise Refusal("cant_update_message")
    blocks, attachments = checked_content(desk, call)
    changes: dict[str, object] = {"text": call.text("text", "" if blocks else message.text)}
    changes |= {"edited": desk.state.mint_ts(), "edited_by": desk.state.bot.user_id}
    if call.has("blocks") or call.has("text"):
        changes["blocks"] = blocks
    if call.has("attachments"):
        changes["attachments"] = attachments
    if call.has("metadata"):
        changes["metadata"] = call.json_object("metadata", error="invalid_metadata_format")
    changed = desk.state.change(message, **changes)
    desk.state.write_down(call.name, changed, metadata=changed.metadata)
    desk.announce(changed_event(desk.state, message, changed))
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": full_json(desk, changed)}


@method("chat.delete", "chat:write")
def delete(desk: "Desk", call: Call) -> JsonObject:
    """Take a message of the bot away."""
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    message = existing_message(desk, channel, call.text("ts"))
    if message.bot_id != desk.state.bot.bot_id:
        raise Refusal("cant_delete_message")
    gone = desk.state.change(message, is_deleted=True)
    desk.state.write_down(call.name, gone)
    desk.announce(deleted_event(desk.state, message))
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(desk: "Desk", call: Call) -> JsonObject:
    """The link to a message; it opens on the workspace's page."""
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    message = existing_message(desk, channel, call.text("message_ts"))
    return {"channel": channel.id, "permalink": permalink(desk.state.base_url, message)}


def permalink(base_url: str, message: Message) -> str:
    """The address of a message, with its thread where it is a reply."""
    link = f"{base_url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return link + (f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else "")


def postable_channel(desk: "Desk", call: Call) -> Channel:
    """The channel a post goes to: by id or name, or the direct message of a person; refuses as Slack does."""
    ref = call.needed("channel", error="channel_not_found")
    if ref in desk.state.shelves.people:
        return desk.state.direct_message(ref)
    channel = visible_channel(desk, ref)
    if channel.is_archived:
        raise Refusal("is_archived")
    is_member = desk.state.bot.user_id in channel.members
    if not is_member and (channel.is_private or "chat:write.public" not in desk.state.scopes):
        raise Refusal("not_in_channel")
    return channel


def checked_content(desk: "Desk", call: Call) -> tuple[tuple[JsonObject, ...], tuple[JsonObject, ...]]:
    """Blocks and attachments of a call, checked and completed."""
    text = call.text("text")
    check_text(text)
    blocks: list[Any] = call.items("blocks", error="invalid_blocks_format")
    attachments: list[Any] = call.items("attachments", error="invalid_attachments")
    if not text.strip() and not blocks and not attachments and call.name != "chat.update":
        raise Refusal("no_text")
    check_message_blocks(blocks, attachments=attachments)
    return completed(blocks, desk.state.mint_id), tuple(attachments)


def draft_message(desk: "Desk", call: Call, channel: Channel) -> Message:
    """The message a call describes, not yet posted."""
    blocks, attachments = checked_content(desk, call)
    metadata = call.json_object("metadata", error="invalid_metadata_format")
    if metadata is not None and not (metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)):
        raise Refusal("invalid_metadata_schema", detail=["metadata needs event_type and event_payload"])
    return Message(
        channel=channel.id,
        ts="",
        user=desk.state.bot.user_id,
        bot_id=desk.state.bot.bot_id,
        username=call.text("username"),
        icon=call.text("icon_emoji"),
        text=call.text("text"),
        blocks=blocks,
        attachments=attachments,
        metadata=metadata,
        thread_ts=_thread(desk, channel, call.text("thread_ts")),
        is_broadcast=call.flag("reply_broadcast") and bool(call.text("thread_ts")),
    )


def full_json(desk: "Desk", message: Message) -> JsonObject:
    """The message with its metadata, as its author gets it back."""
    shape = message_json(message, desk.state.bot)
    return shape | ({"metadata": message.metadata} if message.metadata else {})


def _thread(desk: "Desk", channel: Channel, thread_ts: str) -> str:
    if not thread_ts:
        return ""
    parent = desk.state.message(channel.id, thread_ts)
    if parent is None:
        raise Refusal("thread_not_found")
    return parent.thread_ts or parent.ts
