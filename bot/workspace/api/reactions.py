"""The bot's emoji: reactions.add, remove, get."""

from typing import TYPE_CHECKING

from bot.workspace.calls import Call, existing_message, method, visible_channel
from bot.workspace.events import reaction_event
from bot.workspace.model import JsonObject, Message
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import message_json

if TYPE_CHECKING:
    from bot.workspace.desk import Desk


@method("reactions.add", "reactions:write")
def add(desk: "Desk", call: Call) -> JsonObject:
    """Put an emoji on a message."""
    message, name = _message(desk, call), _name(call)
    changed = desk.state.react(message, name, desk.state.bot.user_id)
    desk.state.write_down(call.name, changed)
    desk.announce(reaction_event(desk.state, changed, name, desk.state.bot.user_id, is_added=True))
    return {}


@method("reactions.remove", "reactions:write")
def remove(desk: "Desk", call: Call) -> JsonObject:
    """Take the bot's own emoji off a message."""
    message, name = _message(desk, call), _name(call)
    changed = desk.state.unreact(message, name, desk.state.bot.user_id)
    desk.state.write_down(call.name, changed)
    desk.announce(reaction_event(desk.state, changed, name, desk.state.bot.user_id, is_added=False))
    return {}


@method("reactions.get", "reactions:read")
def get(desk: "Desk", call: Call) -> JsonObject:
    """A message with its reactions."""
    message = _message(desk, call)
    return {"type": "message", "channel": message.channel, "message": message_json(message, desk.state.bot)}


def _message(desk: "Desk", call: Call) -> Message:
    channel = visible_channel(desk, call.needed("channel", error="channel_not_found"))
    if channel.is_archived:
        raise Refusal("is_archived")
    if desk.state.bot.user_id not in channel.members:
        raise Refusal("not_in_channel")
    return existing_message(desk, channel, call.text("timestamp"))


def _name(call: Call) -> str:
    name = call.needed("name", error="invalid_name").strip(":")
    if not name.replace("_", "").replace("-", "").replace("+", "").replace(":", "").isalnum():
        raise Refusal("invalid_name")
    return name
