"""What the page's buttons do: each act of the page is one act of a person, by the same code the tests use."""

import html
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.workspace.acting import Target
from bot.workspace.links import Ack
from bot.workspace.modals import open_views
from bot.workspace.model import Ephemeral, JsonObject, Message, Person
from bot.workspace.reading import find_control
from bot.workspace.refusals import WorkspaceError

if TYPE_CHECKING:
    from bot.workspace.workspace import Workspace

_MORNING = time(9)


def perform(workspace: "Workspace", body: JsonObject) -> JsonObject:
    """Do what the page asks and say how the bot answered; raises `WorkspaceError` for what cannot be done."""
    person = workspace.state.person(str(body.get("as", "")))
    act = _ACTS.get(str(body.get("act", "")))
    if act is None:
        raise WorkspaceError(f"the page cannot {body.get('act')!r}; it can {', '.join(sorted(_ACTS))}")
    done = act(workspace, person, body)
    if isinstance(done, dict):
        return done
    return {"ok": done.is_ok, "status": done.status, "seconds": round(done.seconds, 3), "ts": done.ts}


def next_morning(now: datetime, tz: str) -> timedelta:
    """How long it is until the next 9:00 on the clock of `tz`."""
    here = now.astimezone(ZoneInfo(tz))
    day = here.date() if here.time() < _MORNING else here.date() + timedelta(days=1)
    return datetime.combine(day, _MORNING, ZoneInfo(tz)).astimezone(now.tzinfo) - now


def _say(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    text = html.escape(str(body["text"]), quote=False)
    channel = workspace.state.channel(body["channel"])
    return workspace.acts.say(person, channel, text, thread_ts=str(body.get("thread_ts") or ""))


def _edit(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.edit(person, _message(workspace, body), html.escape(str(body["text"]), quote=False))


def _delete(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.delete(person, _message(workspace, body))


def _react(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    message, name = _message(workspace, body), str(body["name"])
    users = next((r.users for r in message.reactions if r.name == name), ())
    toggle = workspace.acts.unreact if person.id in users else workspace.acts.react
    return toggle(person, message, name)


def _click(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.click(person, _target(workspace, person, body), str(body["control"]), body.get("value"))


def _submit(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.submit(person, open_views(workspace.state, person.id)[-1], body.get("answers") or {})


def _close(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.close(person, open_views(workspace.state, person.id)[-1])


def _command(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.command(person, workspace.state.channel(body["channel"]), str(body["text"]))


def _shortcut(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.shortcut(person, str(body["id"]), _message(workspace, body))


def _home(workspace: "Workspace", person: Person, body: JsonObject) -> Ack:
    return workspace.acts.open_home(person)


def _suggest(workspace: "Workspace", person: Person, body: JsonObject) -> JsonObject:
    target = _target(workspace, person, body)
    blocks = target.blocks if isinstance(target, Message | Ephemeral) else target.payload["blocks"]
    control = find_control(list(blocks), str(body["control"]))
    if control is None:
        raise WorkspaceError("this menu is not there any more")
    return {"options": workspace.acts.suggestions(person, target, control, str(body.get("query", "")))}


def _forward(workspace: "Workspace", person: Person, body: JsonObject) -> JsonObject:
    steps = {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "1d": timedelta(days=1)}
    step = steps.get(str(body.get("step"))) or next_morning(workspace.clock.now(), person.tz)
    workspace.forward(step)
    return {"ok": True, "now": workspace.clock.now().isoformat()}


def _message(workspace: "Workspace", body: JsonObject) -> Message:
    found = workspace.state.message(str(body.get("channel")), str(body.get("ts")))
    if found is None or found.is_deleted:
        raise WorkspaceError("this message is not there any more")
    return found


def _target(workspace: "Workspace", person: Person, body: JsonObject) -> Target:
    if body.get("view_id"):
        return workspace.state.shelves.views[str(body["view_id"])]
    whispers = workspace.state.shelves.ephemerals.get(person.id, [])
    shown = next((e for e in whispers if e.ts == body.get("ts") and not e.is_deleted), None)
    return shown or _message(workspace, body)


_ACTS: dict[str, Callable[["Workspace", Person, JsonObject], Ack | JsonObject]] = {
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "click": _click,
    "submit": _submit,
    "close": _close,
    "command": _command,
    "shortcut": _shortcut,
    "home": _home,
    "suggest": _suggest,
    "forward": _forward,
}
