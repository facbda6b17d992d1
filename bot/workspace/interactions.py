"""The payloads of what people do with the bot's messages and views: clicks, submissions, shortcuts, commands."""

from typing import Any

from bot.workspace.desk import Desk
from bot.workspace.filling import view_values
from bot.workspace.model import Channel, Ephemeral, JsonObject, Message, Person, View
from bot.workspace.shapes import message_json, view_json
from bot.workspace.tickets import ResponseTarget


def message_action_payload(desk: Desk, person: Person, message: Message, callback_id: str) -> JsonObject:
    """A message shortcut was chosen from a message's menu."""
    target = ResponseTarget(person.id, message.channel, message.ts, thread_ts=message.thread_ts)
    return {
        **_common(desk, person, "message_action"),
        "callback_id": callback_id,
        "trigger_id": desk.give_trigger(person.id),
        "response_url": desk.give_response_url(target),
        "message_ts": message.ts,
        "channel": _channel(desk, message.channel),
        "message": _with_metadata(desk, message),
    }


def shortcut_payload(desk: Desk, person: Person, callback_id: str) -> JsonObject:
    """A global shortcut was chosen."""
    shape = _common(desk, person, "shortcut")
    return {**shape, "callback_id": callback_id, "trigger_id": desk.give_trigger(person.id)}


def message_click_payload(desk: Desk, person: Person, message: Message, action: JsonObject) -> JsonObject:
    """A control of a message was used."""
    target = ResponseTarget(person.id, message.channel, message.ts, thread_ts=message.thread_ts)
    place = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": False}
    if message.thread_ts:
        place["thread_ts"] = message.thread_ts
    return {
        **_common(desk, person, "block_actions"),
        "container": place,
        "trigger_id": desk.give_trigger(person.id),
        "channel": _channel(desk, message.channel),
        "message": _with_metadata(desk, message),
        "state": {"values": _state_after(message.blocks, action)},
        "response_url": desk.give_response_url(target),
        "actions": [action],
    }


def whisper_click_payload(desk: Desk, person: Person, shown: Ephemeral, action: JsonObject) -> JsonObject:
    """A control of an ephemeral message was used; such a payload carries no message."""
    target = ResponseTarget(person.id, shown.channel, shown.ts, is_ephemeral=True, thread_ts=shown.thread_ts)
    place = {"type": "message", "message_ts": shown.ts, "channel_id": shown.channel, "is_ephemeral": True}
    return {
        **_common(desk, person, "block_actions"),
        "container": place,
        "trigger_id": desk.give_trigger(person.id),
        "channel": _channel(desk, shown.channel),
        "state": {"values": _state_after(shown.blocks, action)},
        "response_url": desk.give_response_url(target),
        "actions": [action],
    }


def view_click_payload(desk: Desk, person: Person, view: View, action: JsonObject) -> JsonObject:
    """A control of a modal or an App Home was used."""
    values = view_values(view.payload["blocks"], view.chosen)
    return {
        **_common(desk, person, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": desk.give_trigger(person.id),
        "view": view_json(view, desk.state.bot, state=values),
        "actions": [action],
    }


def submission_payload(desk: Desk, person: Person, view: View) -> JsonObject:
    """A modal was submitted."""
    values = view_values(view.payload["blocks"], view.chosen)
    return {
        **_common(desk, person, "view_submission"),
        "trigger_id": desk.give_trigger(person.id),
        "view": view_json(view, desk.state.bot, state=values),
        "response_urls": [],
    }


def closing_payload(desk: Desk, person: Person, view: View, *, is_cleared: bool) -> JsonObject:
    """A modal was closed without submitting it."""
    values = view_values(view.payload["blocks"], view.chosen)
    shape = _common(desk, person, "view_closed")
    return {**shape, "view": view_json(view, desk.state.bot, state=values), "is_cleared": is_cleared}


def suggestion_payload(desk: Desk, person: Person, target: Message | Ephemeral | View, typed: JsonObject) -> JsonObject:
    """A person types into an external menu and wants options; `typed` has action_id, block_id and value."""
    shape = _common(desk, person, "block_suggestion") | typed
    if isinstance(target, View):
        values = view_values(target.payload["blocks"], target.chosen)
        shown = view_json(target, desk.state.bot, state=values)
        return shape | {"container": {"type": "view", "view_id": target.id}, "view": shown}
    place = {"type": "message", "message_ts": target.ts, "channel_id": target.channel}
    shape |= {"container": place, "channel": _channel(desk, target.channel)}
    return shape | ({"message": _with_metadata(desk, target)} if isinstance(target, Message) else {})


def command_form(desk: Desk, person: Person, channel: Channel, command: str, text: str) -> JsonObject:
    """A slash command was sent."""
    bot = desk.state.bot
    return {
        "token": bot.verification_token,
        "team_id": bot.team_id,
        "team_domain": desk.state.team_domain,
        "channel_id": channel.id,
        "channel_name": _name_told(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": bot.app_id,
        "is_enterprise_install": "false",
        "response_url": desk.give_response_url(ResponseTarget(person.id, channel.id)),
        "trigger_id": desk.give_trigger(person.id),
    }


def _common(desk: Desk, person: Person, kind: str) -> JsonObject:
    bot = desk.state.bot
    team = "T0STRANGER" if person.is_stranger else bot.team_id
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": team},
        "api_app_id": bot.app_id,
        "token": bot.verification_token,
        "team": {"id": bot.team_id, "domain": desk.state.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "action_ts": desk.state.mint_ts(),
    }


def _channel(desk: Desk, channel_id: str) -> JsonObject:
    channel = desk.state.shelves.channels[channel_id]
    return {"id": channel.id, "name": _name_told(channel)}


def _name_told(channel: Channel) -> str:
    """What Slack calls a channel to an app: it keeps the names of private ones to itself."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def _with_metadata(desk: Desk, message: Message) -> JsonObject:
    shape = message_json(message, desk.state.bot, replies=desk.state.replies(message.channel, message.ts))
    return shape | ({"metadata": message.metadata} if message.metadata else {})


def _state_after(blocks: tuple[Any, ...], action: JsonObject) -> JsonObject:
    if action["type"] in ("button", "overflow"):
        return view_values(blocks, {})
    entry = {k: v for k, v in action.items() if k not in ("action_id", "block_id", "action_ts")}
    return view_values(blocks, {action["block_id"]: {action["action_id"]: entry}})
