"""The Events API's payloads: what the bot is told when something happens in the workspace.

Pure builders: each returns the inner event and knows whether the bot would hear of it at all.
"""

from bot.workspace.model import Channel, Group, JsonObject, Message
from bot.workspace.shapes import files_json, message_json, view_json
from bot.workspace.state import State

DEFAULT_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "reaction_added",
        "reaction_removed",
        "subteam_members_changed",
        "tokens_revoked",
    }
)


def post_event(state: State, message: Message) -> JsonObject:
    """A message was posted."""
    event = message_json(message, state.bot)
    parent = state.message(message.channel, message.thread_ts) if message.is_reply else None
    if parent is not None:
        event["parent_user_id"] = parent.user
    if message.bot_id and message.bot_id != state.bot.bot_id:
        event["subtype"] = "bot_message"
    if message.files:
        event["subtype"] = "file_share"
        event["files"] = files_json(message, state.shelves.files, state.base_url)
    if message.metadata:
        event["metadata"] = message.metadata
    return _placed(state, event, message.channel, message.ts)


def mention_event(state: State, message: Message) -> JsonObject:
    """The bot was mentioned in a message; it arrives besides the `message` event."""
    shape = message_json(message, state.bot)
    event: JsonObject = {
        key: shape[key]
        for key in ("user", "bot_id", "subtype", "text", "ts", "thread_ts", "team", "blocks")
        if key in shape
    }
    return {"type": "app_mention", **event, "channel": message.channel, "event_ts": message.ts}


def changed_event(state: State, before: Message, after: Message) -> JsonObject:
    """A message was edited."""
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "ts": state.mint_ts(),
        "message": message_json(after, state.bot),
        "previous_message": message_json(before, state.bot),
    }
    return _placed(state, event, after.channel, str(event["ts"]))


def deleted_event(state: State, before: Message) -> JsonObject:
    """A message was deleted."""
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": state.mint_ts(),
        "deleted_ts": before.ts,
        "previous_message": message_json(before, state.bot),
    }
    return _placed(state, event, before.channel, str(event["ts"]))


def reaction_event(state: State, message: Message, name: str, user: str, *, is_added: bool) -> JsonObject:
    """An emoji was put on a message or taken off."""
    return {
        "type": "reaction_added" if is_added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": state.mint_ts(),
    }


def home_event(state: State, user: str) -> JsonObject:
    """A person opened the bot's App Home."""
    event = {"type": "app_home_opened", "user": user, "channel": state.direct_message(user).id, "tab": "home"}
    view = state.shelves.views.get(state.shelves.homes.get(user, ""))
    shown = {"view": view_json(view, state.bot)} if view else {}
    return {**event, **shown, "event_ts": state.mint_ts()}


def channel_event(state: State, kind: str, channel: Channel, user: str) -> JsonObject:
    """Something happened to a channel: archived, unarchived, renamed, joined, left."""
    named = {"id": channel.id, "name": channel.name, "created": channel.created}
    value: object = named if kind == "channel_rename" else channel.id
    return {"type": kind, "channel": value, "user": user, "event_ts": state.mint_ts()}


def group_event(state: State, group: Group, before: tuple[str, ...]) -> JsonObject:
    """Somebody was put into a user group, or taken out."""
    added = [user for user in group.members if user not in before]
    removed = [user for user in before if user not in group.members]
    return {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": state.bot.team_id,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
        "event_ts": state.mint_ts(),
    }


def is_heard(state: State, event: JsonObject, subscribed: frozenset[str]) -> bool:
    """True where the bot subscribed to the event and is in the channel it happened in."""
    if subscription(event) not in subscribed:
        return False
    place = event.get("item", {}).get("channel") if "item" in event else event.get("channel")
    if event["type"] not in ("message", "app_mention", "reaction_added", "reaction_removed"):
        return True
    channel = state.shelves.channels.get(str(place))
    return channel is not None and state.bot.user_id in channel.members


def subscription(event: JsonObject) -> str:
    """The name an app subscribes to this event by."""
    if event["type"] != "message":
        return str(event["type"])
    kinds = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
    return kinds[str(event["channel_type"])]


def envelope(state: State, event: JsonObject) -> JsonObject:
    """The outer event: who it is for and the id that makes it unique."""
    bot = state.bot
    authorization = {"enterprise_id": None, "team_id": bot.team_id, "user_id": bot.user_id, "is_bot": True}
    return {
        "token": bot.verification_token,
        "team_id": bot.team_id,
        "api_app_id": bot.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": state.mint_id("Ev"),
        "event_time": int(state.clock.now().timestamp()),
        "authorizations": [authorization | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": state.mint_id("4-"),
    }


def _placed(state: State, event: JsonObject, channel_id: str, event_ts: str) -> JsonObject:
    channel = state.shelves.channels[channel_id]
    kind = "im" if channel.is_im else "group" if channel.is_private else "channel"
    return {**event, "channel": channel_id, "channel_type": kind, "event_ts": event_ts}
