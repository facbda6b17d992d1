"""Modals and App Homes: a stack of at most three views a person, and one home each.

Guarantees: an update with a stale hash is refused; closing a view shows the one below it; a person's page hears of
every change.
"""

from dataclasses import replace

from bot.workspace.blocks import check_view
from bot.workspace.model import JsonObject, View
from bot.workspace.refusals import Refusal
from bot.workspace.shapes import completed
from bot.workspace.state import State

MOST_VIEWS = 3


def open_view(state: State, user: str, payload: JsonObject, *, on_top: bool) -> View:
    """Show a modal to `user`: alone, or `on_top` of what is open."""
    if payload.get("type") != "modal":
        raise Refusal("invalid_arguments", detail=["type must be modal [json-pointer:/view/type]"])
    check_view(payload)
    with state.lock:
        stack = state.shelves.stacks.get(user, []) if on_top else []
        if len(stack) >= MOST_VIEWS:
            raise Refusal("push_limit_reached")
        view = _new(state, user, payload, below=stack[-1] if stack else "")
        state.shelves.stacks[user] = [*stack, view.id]
        return _put(state, view)


def publish_home(state: State, user: str, payload: JsonObject, *, expected_hash: str) -> View:
    """Show an App Home to `user`; the view id stays the same from then on."""
    if payload.get("type") != "home":
        raise Refusal("invalid_arguments", detail=["type must be home [json-pointer:/view/type]"])
    check_view(payload)
    with state.lock:
        known = state.shelves.views.get(state.shelves.homes.get(user, ""))
        if known is None:
            known = _new(state, user, payload, below="")
            state.shelves.homes[user] = known.id
        return change_view(state, known, payload, expected_hash=expected_hash)


def change_view(state: State, view: View, payload: JsonObject, *, expected_hash: str = "") -> View:
    """Replace what a view shows; inputs keep what was typed where block and action stay the same."""
    check_view(payload)
    with state.lock:
        if expected_hash and expected_hash != view.hash:
            raise Refusal("hash_conflict")
        filled = payload | {"blocks": list(completed(payload.get("blocks") or [], state.mint_id))}
        external = str(payload.get("external_id") or view.external_id)
        fresh = replace(view, payload=filled, hash=state.mint_id("h"), external_id=external, errors={})
        return _put(state, fresh)


def find_view(state: State, *, view_id: str, external_id: str) -> View:
    """A view that is still open, or a home."""
    with state.lock:
        views = state.shelves.views
        by_external = (v for v in views.values() if external_id and v.external_id == external_id)
        found = views.get(view_id) or next(by_external, None)
        if found is None or (found.type == "modal" and found.id not in state.shelves.stacks.get(found.user, [])):
            raise Refusal("not_found")
        return found


def open_views(state: State, user: str) -> list[View]:
    """The modals a person has open, the one on top last."""
    with state.lock:
        return [state.shelves.views[view] for view in state.shelves.stacks.get(user, [])]


def close_views(state: State, user: str, *, is_all: bool) -> None:
    """Close the view on top, or all of them."""
    with state.lock:
        stack = state.shelves.stacks.get(user, [])
        state.shelves.stacks[user] = [] if is_all else stack[:-1]
        state.note("view", user, person=user)


def note_chosen(state: State, view: View, chosen: JsonObject) -> View:
    """Remember what was typed or chosen in a view so far, as `{block_id: {action_id: …}}`."""
    merged = {block: dict(actions) for block, actions in view.chosen.items()}
    for block, actions in chosen.items():
        merged.setdefault(block, {}).update(actions)
    with state.lock:
        fresh = replace(state.shelves.views[view.id], chosen=merged)
        state.shelves.views[view.id] = fresh
        return fresh


def show_errors(state: State, view: View, errors: JsonObject) -> View:
    """Show the bot's complaints beside the inputs."""
    with state.lock:
        return _put(state, replace(state.shelves.views[view.id], errors=errors))


def _new(state: State, user: str, payload: JsonObject, *, below: str) -> View:
    external = str(payload.get("external_id") or "")
    if external and any(v.external_id == external for v in open_views(state, user)):
        raise Refusal("duplicate_external_id")
    view_id = state.mint_id("V")
    root = state.shelves.views[below].root_id if below else view_id
    filled = payload | {"blocks": list(completed(payload.get("blocks") or [], state.mint_id))}
    kind = str(payload["type"])
    return View(view_id, kind, user, filled, state.mint_id("h"), root, previous_id=below, external_id=external)


def _put(state: State, view: View) -> View:
    state.shelves.views[view.id] = view
    state.note("view", view.user, view.id, person=view.user)
    return view
