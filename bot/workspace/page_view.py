"""What the page shows to one person: a snapshot to begin with, then news, one change at a time.

Guarantee: a person's page holds nothing that person could not see: no private channel they are not in, no direct
message, modal or ephemeral message of somebody else.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.clock import MovableClock
from bot.workspace.modals import open_views
from bot.workspace.model import Channel, Ephemeral, JsonObject, Message, Person, View
from bot.workspace.shapes import files_json, message_json
from bot.workspace.state import Change

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace


def snapshot(workspace: "Workspace", person: Person) -> JsonObject:
    """Everything `person` sees now."""
    state = workspace.state
    with state.lock:
        channels = [c for c in state.shelves.channels.values() if is_visible(c, person)]
        messages = [message_of(workspace, m) for c in channels for m in state.shelves.messages[c.id].values()]
        whispers = [whisper_of(workspace, e) for e in state.shelves.ephemerals.get(person.id, [])]
        return {
            "seq": state.seq,
            "team": state.team_name,
            "me": person.id,
            "bot": state.bot.user_id,
            "people": [person_of(p) for p in state.shelves.people.values()],
            "groups": [{"id": g.id, "handle": g.handle, "name": g.name} for g in state.shelves.groups.values()],
            "channels": [channel_of(c, person) for c in channels],
            "messages": messages + whispers,
            "commands": [{"name": c.name, "text": c.description, "hint": c.hint} for c in workspace.commands],
            "shortcuts": [{"id": c.name, "text": c.description} for c in workspace.message_shortcuts],
            **surroundings(workspace, person),
        }


def surroundings(workspace: "Workspace", person: Person) -> JsonObject:
    """What is small enough to be sent whole with every change: modals, home, banner, clock, connection."""
    state = workspace.state
    home = state.shelves.views.get(state.shelves.homes.get(person.id, ""))
    return {
        "views": [view_of(view) for view in open_views(state, person.id)],
        "home": view_of(home) if home else None,
        "banner": workspace.banner_text,
        "now": workspace.clock.now().isoformat(),
        "can_forward": isinstance(workspace.clock, MovableClock),
        "is_connected": workspace.outgoing.link is not None,
    }


def news(workspace: "Workspace", person: Person, changes: Sequence[Change]) -> JsonObject:
    """What changed for `person`, each thing once and as it is now."""
    state = workspace.state
    mine = [change for change in changes if change.person in ("", person.id)]
    keys = list(dict.fromkeys((change.kind, change.key) for change in mine))
    with state.lock:
        body: JsonObject = {"messages": [], "channels": [], "people": [], **surroundings(workspace, person)}
        for kind, key in keys:
            if kind == "message" and is_visible(state.shelves.channels[key[0]], person):
                body["messages"].append(message_of(workspace, state.shelves.messages[key[0]][key[1]]))
            elif kind == "channel" and is_visible(state.shelves.channels[key[0]], person):
                body["channels"].append(channel_of(state.shelves.channels[key[0]], person))
            elif kind == "person":
                body["people"].append(person_of(state.shelves.people[key[0]]))
            elif kind == "ephemeral":
                shown = [e for e in state.shelves.ephemerals.get(key[0], []) if e.ts == key[1]]
                body["messages"] += [whisper_of(workspace, e) for e in shown]
        return body | {"seq": changes[-1].seq if changes else state.seq}


def is_visible(channel: Channel, person: Person) -> bool:
    """True where `person` may look into the channel."""
    return not (channel.is_private or channel.is_im) or person.id in channel.members


def message_of(workspace: "Workspace", message: Message) -> JsonObject:
    """A message as the page draws it."""
    state = workspace.state
    replies = () if message.is_reply else state.replies(message.channel, message.ts)
    shape = message_json(message, state.bot, replies=replies)
    files = files_json(message, state.shelves.files, state.base_url)
    drawn: JsonObject = {"channel": message.channel, "seq": message.seq, "user": message.user, "files": files}
    return {**shape, **drawn, "username": message.username, "icon": message.icon, "is_deleted": message.is_deleted}


def whisper_of(workspace: "Workspace", shown: Ephemeral) -> JsonObject:
    """An ephemeral message as the page draws it."""
    return {
        "channel": shown.channel,
        "ts": shown.ts,
        "thread_ts": shown.thread_ts,
        "user": workspace.bot.user_id,
        "bot_id": workspace.bot.bot_id,
        "text": shown.text,
        "blocks": list(shown.blocks),
        "is_ephemeral": True,
        "is_deleted": shown.is_deleted,
        "seq": workspace.state.seq,
    }


def view_of(view: View) -> JsonObject:
    """A modal or a home as the page draws it."""
    return {"id": view.id, "hash": view.hash, "view": view.payload, "errors": view.errors, "chosen": view.chosen}


def person_of(person: Person) -> JsonObject:
    """A person as the page draws them."""
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "tz": person.tz,
        "is_bot": person.is_bot,
        "is_guest": person.is_guest,
        "is_deleted": person.is_deleted,
        "status_emoji": person.status_emoji,
        "status_text": person.status_text,
    }


def channel_of(channel: Channel, person: Person) -> JsonObject:
    """A channel as the page draws it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic or channel.purpose,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "user": channel.user,
        "is_member": person.id in channel.members,
        "members": len(channel.members),
    }
