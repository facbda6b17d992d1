"""Modals and App Home: views.open, push, update, publish."""

from typing import TYPE_CHECKING

from bot.workspace.calls import Call, method
from bot.workspace.modals import change_view, find_view, open_view, publish_home
from bot.workspace.model import JsonObject, View
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import view_json

if TYPE_CHECKING:
    from bot.workspace.desk import Desk


@method("views.open")
def open_(desk: "Desk", call: Call) -> JsonObject:
    """Open a modal for whoever the trigger belongs to."""
    payload = _payload(call)
    user = desk.triggers.take(call.text("trigger_id"))
    return _answer(desk, open_view(desk.state, user, payload, on_top=False))


@method("views.push")
def push(desk: "Desk", call: Call) -> JsonObject:
    """Open a modal on top of the one that is open."""
    payload = _payload(call)
    user = desk.triggers.take(call.text("trigger_id"))
    return _answer(desk, open_view(desk.state, user, payload, on_top=True))


@method("views.update")
def update(desk: "Desk", call: Call) -> JsonObject:
    """Replace what a view shows."""
    payload = _payload(call)
    view = find_view(desk.state, view_id=call.text("view_id"), external_id=call.text("external_id"))
    return _answer(desk, change_view(desk.state, view, payload, expected_hash=call.text("hash")))


@method("views.publish")
def publish(desk: "Desk", call: Call) -> JsonObject:
    """Show a person's App Home."""
    payload = _payload(call)
    user = call.needed("user_id")
    if user not in desk.state.shelves.people:
        raise Refusal("user_not_found")
    return _answer(desk, publish_home(desk.state, user, payload, expected_hash=call.text("hash")))


def _payload(call: Call) -> JsonObject:
    payload = call.json_object("view", error="invalid_arguments")
    if payload is None:
        raise Refusal("invalid_arguments", detail=["missing required field: view"])
    return {key: value for key, value in payload.items() if value is not None}


def _answer(desk: "Desk", view: View) -> JsonObject:
    return {"view": view_json(view, desk.state.bot)}
