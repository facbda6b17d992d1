"""What a person typed or chose, in the shape Slack gives the bot: `state.values` of a view or a message.

Guarantee: what Slack's own client would not send (a required input left empty, a text too long, an option that is not
offered) is refused here too, with the label a person sees.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.workspace.model import JsonObject
from bot.workspace.reading import Control, controls, find_control, find_option
from bot.workspace.refusals import WorkspaceError

_PLAIN = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
_SIMPLE = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
_ONE = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY = {"multi_static_select", "multi_external_select", "checkboxes"}


def initial_value(control: Control) -> JsonObject:
    """The value a control shows before anybody touches it."""
    element, kind = control.element, control.kind
    if kind in _PLAIN:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in _SIMPLE:
        field, initial = _SIMPLE[kind]
        empty: object = [] if kind.startswith("multi_") else None
        return {"type": kind, field: element.get(initial, empty)}
    if kind in _MANY:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    return {"type": kind, "selected_option": element.get("initial_option")}


def given_value(control: Control, value: object) -> JsonObject:
    """The value of a control after a person gave `value`: a text, an id, an option's value or visible text."""
    kind = control.kind
    if kind in _PLAIN:
        return {"type": kind, "value": _checked_text(control, value)}
    if kind in _SIMPLE:
        return {"type": kind, _SIMPLE[kind][0]: value}
    if kind in _MANY:
        wanted = value if isinstance(value, (list, tuple)) else [value]
        return {"type": kind, "selected_options": [_option(control, one) for one in wanted]}
    return {"type": kind, "selected_option": None if value is None else _option(control, value)}


def action_of(control: Control, value: object, action_ts: str) -> JsonObject:
    """The entry of `actions` for a control that was used."""
    shape: JsonObject = {"action_id": control.action_id, "block_id": control.block_id, "action_ts": action_ts}
    if control.kind == "button":
        kept = {k: control.element[k] for k in ("text", "value", "style", "url") if k in control.element}
        return shape | {"type": "button"} | kept
    if value is None and control.kind != "overflow":
        return shape | initial_value(control)
    return shape | given_value(control, value)


def view_values(blocks: Sequence[Any], chosen: Mapping[str, Any]) -> JsonObject:
    """`state.values`: every input and every menu, as chosen or as it was at first."""
    values: JsonObject = {}
    for control in controls(blocks):
        if control.kind in ("button", "overflow", "workflow_button"):
            continue
        entry = chosen.get(control.block_id, {}).get(control.action_id) or initial_value(control)
        values.setdefault(control.block_id, {})[control.action_id] = entry
    return values


def filled(blocks: Sequence[Any], answers: Mapping[str, object]) -> JsonObject:
    """Answers by action_id, `block/action`, block_id or label, as `{block_id: {action_id: value}}`."""
    chosen: JsonObject = {}
    for key, value in answers.items():
        control = find_control(blocks, key)
        if control is None:
            offered = ", ".join(map(str, controls(blocks))) or "nothing to fill in"
            raise WorkspaceError(f"the view has no input {key!r}; it has: {offered}")
        chosen.setdefault(control.block_id, {})[control.action_id] = given_value(control, value)
    return chosen


def missing_answers(blocks: Sequence[Any], values: JsonObject) -> list[Control]:
    """The required inputs that are still empty; Slack's client would not submit with any of them."""
    required = [c for c in controls(blocks) if c.is_input and not c.is_optional]
    return [c for c in required if _is_empty(values[c.block_id][c.action_id]) and c.kind != "checkboxes"]


def _is_empty(entry: JsonObject) -> bool:
    return not any(value not in (None, "", []) for key, value in entry.items() if key != "type")


def _checked_text(control: Control, value: object) -> str | None:
    if value is None or value == "":
        return None
    text = str(value)
    least, most = control.element.get("min_length", 0), control.element.get("max_length", 3000)
    if not least <= len(text) <= most:
        raise WorkspaceError(f"{control.label!r} takes {least} to {most} characters, not {len(text)}")
    return text


def _option(control: Control, wanted: object) -> JsonObject:
    if isinstance(wanted, dict):
        return wanted
    found = find_option(control, str(wanted))
    if found is None:
        offered = ", ".join(f"{o['text']['text']} ({o.get('value')})" for o in control.options)
        raise WorkspaceError(f"{control.label!r} has no option {wanted!r}; it has: {offered or 'none'}")
    return found
