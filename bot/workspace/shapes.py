"""The shapes of Slack's JSON: people, channels, messages, views and files as the Web API and events show them.

Pure functions over the frozen values of the model; they take what they need and change nothing.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.workspace.model import Bot, Channel, Group, JsonObject, Message, Person, StoredFile, View


def person_json(person: Person, team_id: str) -> JsonObject:
    """A member as `users.info` shows it."""
    team = person.team_id or ("T0STRANGER" if person.is_stranger else team_id)
    shape: JsonObject = {
        "id": person.id,
        "team_id": team,
        "name": person.name,
        "deleted": person.is_deleted,
        "real_name": person.real_name,
        "tz": person.tz,
        "is_bot": person.is_bot,
        "is_admin": person.is_admin,
        "is_restricted": person.is_guest or person.is_single_channel_guest,
        "is_ultra_restricted": person.is_single_channel_guest,
        "is_stranger": person.is_stranger,
        "is_app_user": False,
        "updated": 0,
        "profile": profile_json(person, team),
    }
    return shape | ({"enterprise_user": _on_grid(person, team)} if person.enterprise_id else {})


def _on_grid(person: Person, team: str) -> JsonObject:
    return {"id": person.id, "enterprise_id": person.enterprise_id, "teams": [team], "is_admin": False}


def profile_json(person: Person, team_id: str) -> JsonObject:
    """The profile inside a member, with the status people set."""
    profile: JsonObject = {
        "real_name": person.real_name,
        "display_name": person.name,
        "title": person.title,
        "email": person.email,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_expiration": 0,
        "team": team_id,
    }
    return profile | ({"bot_id": person.bot_id} if person.bot_id else {})


def channel_json(channel: Channel, bot: Bot) -> JsonObject:
    """A conversation as `conversations.info` shows it to the bot."""
    shape: JsonObject = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.is_private or channel.is_im,
    }
    if channel.is_im:
        return shape | {"is_channel": False, "is_group": False, "user": channel.user, "is_open": True}
    return shape | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_general": False,
        "is_member": bot.user_id in channel.members,
        "num_members": len(channel.members),
        "context_team_id": bot.team_id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
    }


def group_json(group: Group, team_id: str) -> JsonObject:
    """A user group as `usergroups.list` shows it."""
    return {
        "id": group.id,
        "team_id": team_id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "users": list(group.members),
        "user_count": len(group.members),
        "date_delete": 0,
    }


def file_json(file: StoredFile, base_url: str) -> JsonObject:
    """A file as messages carry it."""
    link = f"{base_url}/files/{file.id}/{file.name}"
    return {
        "id": file.id,
        "created": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "size": len(file.data),
        "user": file.user,
        "alt_txt": file.alt,
        "url_private": link,
        "permalink": link,
        "channels": list(file.channels),
    }


def files_json(message: Message, files: Mapping[str, StoredFile], base_url: str) -> list[JsonObject]:
    """The files that a message shows, whole, as the Web API and events tell of them."""
    return [file_json(files[file], base_url) for file in message.files]


def message_json(message: Message, bot: Bot, *, replies: Sequence[Message] = ()) -> JsonObject:
    """A message without its metadata; `replies` gives a parent its counts."""
    shape: JsonObject = {"type": "message", "ts": message.ts, "text": message.text, "team": bot.team_id}
    if message.user:
        shape["user"] = message.user
    if message.bot_id:
        shape |= {"bot_id": message.bot_id, "app_id": bot.app_id if message.bot_id == bot.bot_id else "A0OTHER"}
        if message.bot_id != bot.bot_id or message.username:
            shape["username"] = message.username
    shape |= _optional(message)
    if replies:
        users = list(dict.fromkeys(r.user or r.bot_id for r in replies))
        shape |= {"reply_count": len(replies), "reply_users": users, "reply_users_count": len(users)}
        shape |= {"latest_reply": replies[-1].ts, "thread_ts": message.ts}
    if message.is_deleted:
        shape |= {"subtype": "tombstone", "text": "This message was deleted.", "hidden": True}
    return shape


def _optional(message: Message) -> JsonObject:
    fields: JsonObject = {}
    if message.blocks:
        fields["blocks"] = copy.deepcopy(list(message.blocks))
    if message.attachments:
        fields["attachments"] = copy.deepcopy(list(message.attachments))
    if message.thread_ts:
        fields["thread_ts"] = message.thread_ts
    if message.is_broadcast:
        fields["subtype"] = "thread_broadcast"
    if message.edited:
        fields["edited"] = {"user": message.edited_by, "ts": message.edited}
    if message.reactions:
        counted = [{"name": r.name, "users": list(r.users), "count": len(r.users)} for r in message.reactions]
        fields["reactions"] = counted
    return fields


def view_json(view: View, bot: Bot, *, state: JsonObject | None = None) -> JsonObject:
    """A view as `views.open` answers and interactions carry it."""
    defaults = {"private_metadata": "", "callback_id": "", "clear_on_close": False, "notify_on_close": False}
    optional = {"close": None, "submit": None, "title": {"type": "plain_text", "text": "View Title", "emoji": True}}
    return {
        **defaults,
        **optional,
        **copy.deepcopy(view.payload),
        "id": view.id,
        "team_id": bot.team_id,
        "app_id": bot.app_id,
        "bot_id": bot.bot_id,
        "state": {"values": state or {}},
        "hash": view.hash,
        "previous_view_id": view.previous_id or None,
        "root_view_id": view.root_id,
        "external_id": view.external_id,
    }


def completed(blocks: Sequence[Any], mint: Callable[[str], str]) -> tuple[JsonObject, ...]:
    """Blocks as Slack keeps them: each has a block_id and each interactive element an action_id."""
    kept = copy.deepcopy(list(blocks))
    for block in kept:
        if not block.get("block_id"):
            block["block_id"] = mint("")[:5]
        inner = block.get("elements") if block.get("type") == "actions" else None
        for element in [*(inner or []), block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and element.get("type") != "image" and not element.get("action_id"):
                element["action_id"] = mint("")[:5]
    return tuple(kept)
