"""Checks of Block Kit's interactive elements and of the options and confirm dialogs inside them.

The figures are Slack's documented limits; each constant is one of them.
"""

from bot.workspace.checking import Problems
from bot.workspace.model import JsonObject

BUTTON_TEXT, BUTTON_VALUE, BUTTON_URL = 75, 2000, 3000
IDENTIFIER = 255
PLACEHOLDER = 150
OPTION_TEXT, OPTION_VALUE, OPTION_URL = 75, 150, 3000
MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
SELECT_OPTIONS, OPTION_GROUPS = 100, 100
INPUT_LENGTH = 3000

_COMMON = frozenset({"type", "action_id", "confirm", "focus_on_load"})
_SELECTS = {
    "static_select": {"options", "option_groups", "initial_option"},
    "multi_static_select": {"options", "option_groups", "initial_options", "max_selected_items"},
    "external_select": {"initial_option", "min_query_length"},
    "multi_external_select": {"initial_options", "min_query_length", "max_selected_items"},
    "users_select": {"initial_user"},
    "multi_users_select": {"initial_users", "max_selected_items"},
    "conversations_select": {
        "initial_conversation",
        "default_to_current_conversation",
        "response_url_enabled",
        "filter",
    },
    "multi_conversations_select": {
        "initial_conversations",
        "default_to_current_conversation",
        "max_selected_items",
        "filter",
    },
    "channels_select": {"initial_channel", "response_url_enabled"},
    "multi_channels_select": {"initial_channels", "max_selected_items"},
}
_FIELDS: dict[str, frozenset[str]] = {
    **{kind: _COMMON | {"placeholder"} | extra for kind, extra in _SELECTS.items()},
    "button": _COMMON - {"focus_on_load"} | {"text", "value", "url", "style", "accessibility_label"},
    "overflow": _COMMON - {"focus_on_load"} | {"options"},
    "checkboxes": _COMMON | {"options", "initial_options"},
    "radio_buttons": _COMMON | {"options", "initial_option"},
    "datepicker": _COMMON | {"initial_date", "placeholder"},
    "timepicker": _COMMON | {"initial_time", "placeholder", "timezone"},
    "datetimepicker": _COMMON | {"initial_date_time"},
    "plain_text_input": _COMMON
    | {"initial_value", "multiline", "min_length", "max_length", "placeholder", "dispatch_action_config"},
    "email_text_input": _COMMON | {"initial_value", "placeholder", "dispatch_action_config"},
    "url_text_input": _COMMON | {"initial_value", "placeholder", "dispatch_action_config"},
    "number_input": _COMMON
    | {"is_decimal_allowed", "initial_value", "min_value", "max_value", "placeholder", "dispatch_action_config"},
    "rich_text_input": _COMMON | {"initial_value", "placeholder", "dispatch_action_config"},
    "file_input": _COMMON | {"filetypes", "max_files"},
    "workflow_button": _COMMON | {"text", "workflow", "style", "accessibility_label"},
}
_PICKERS = {"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"}
_SINGLE = {kind for kind in _SELECTS if not kind.startswith("multi_")}
IN_SECTION = frozenset({"button", "overflow", "workflow_button", "image", *_SELECTS, *_PICKERS})
IN_ACTIONS = frozenset({"button", "overflow", "workflow_button", *_SINGLE, *_PICKERS})
IN_INPUT = frozenset(_FIELDS) - {"button", "overflow", "workflow_button"}


def check_element(problems: Problems, value: object, where: str, *, allowed: frozenset[str]) -> str:
    """Check one element; returns its action_id so that the block can look for doubles."""
    element = problems.json_object(value, where)
    kind = str(element.get("type", ""))
    if kind not in allowed:
        problems.add(f"{where}/type", f"unsupported type: {kind}")
        return ""
    if kind == "image":
        check_image(problems, element, where)
        return ""
    problems.known_fields(element, _FIELDS[kind], where)
    if "placeholder" in element:
        problems.text(element, "placeholder", where, most=PLACEHOLDER, plain=True)
    if element.get("confirm") is not None:
        _check_confirm(problems, element["confirm"], f"{where}/confirm")
    _check_details(problems, element, kind, where)
    return problems.string(element, "action_id", where, most=IDENTIFIER)


def check_image(problems: Problems, element: JsonObject, where: str) -> None:
    """An image element: a link (or a Slack file) and the words for who cannot see it."""
    problems.known_fields(element, frozenset({"type", "image_url", "alt_text", "slack_file"}), where)
    if "slack_file" not in element:
        problems.url(element, "image_url", where, needed=True)
    problems.string(element, "alt_text", where, most=2000, needed=True)


def _check_details(problems: Problems, element: JsonObject, kind: str, where: str) -> None:
    if kind == "button":
        _check_button(problems, element, where)
    elif "options" in _FIELDS[kind]:
        _check_choice(problems, element, kind, where)
    elif kind == "plain_text_input":
        _check_plain_input(problems, element, where)


def _check_button(problems: Problems, element: JsonObject, where: str) -> None:
    problems.text(element, "text", where, most=BUTTON_TEXT, plain=True)
    problems.string(element, "value", where, most=BUTTON_VALUE)
    problems.url(element, "url", where, most=BUTTON_URL)
    if element.get("style") not in (None, "primary", "danger"):
        problems.add(f"{where}/style", 'must be one of "primary", "danger"')


def _check_plain_input(problems: Problems, element: JsonObject, where: str) -> None:
    for field in ("min_length", "max_length"):
        value = element.get(field)
        if value is not None and (not isinstance(value, int) or not 0 <= value <= INPUT_LENGTH):
            problems.add(f"{where}/{field}", f"must be between 0 and {INPUT_LENGTH}")
    initial = element.get("initial_value")
    longest = element.get("max_length") or INPUT_LENGTH
    if isinstance(initial, str) and isinstance(longest, int) and len(initial) > longest:
        problems.add(f"{where}/initial_value", f"must be less than {longest + 1} characters")


def _check_choice(problems: Problems, element: JsonObject, kind: str, where: str) -> None:
    if "option_groups" in element:
        for index, group in enumerate(problems.items(element, "option_groups", where, most=OPTION_GROUPS)):
            place = f"{where}/option_groups/{index}"
            holder = problems.json_object(group, place)
            problems.text(holder, "label", place, most=OPTION_TEXT, plain=True)
            _check_options(problems, holder, place, most=SELECT_OPTIONS, kind=kind)
    else:
        _check_options(problems, element, where, most=MOST_OPTIONS.get(kind, SELECT_OPTIONS), kind=kind)
    _check_initial(problems, element, where)


def _check_options(problems: Problems, holder: JsonObject, where: str, *, most: int, kind: str) -> None:
    plain = kind not in ("checkboxes", "radio_buttons")
    for index, value in enumerate(problems.items(holder, "options", where, most=most)):
        place = f"{where}/options/{index}"
        option = problems.json_object(value, place)
        problems.known_fields(option, frozenset({"text", "value", "description", "url"}), place)
        problems.text(option, "text", place, most=OPTION_TEXT, plain=plain)
        problems.string(option, "value", place, most=OPTION_VALUE, needed=True)
        problems.text(option, "description", place, most=OPTION_TEXT, plain=plain, needed=False)
        problems.url(option, "url", place, most=OPTION_URL)


def _check_initial(problems: Problems, element: JsonObject, where: str) -> None:
    """What is chosen at first must be one of the options, word for word."""
    offered = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        offered.extend(group.get("options") or [] if isinstance(group, dict) else [])
    chosen = element.get("initial_options") or ([element["initial_option"]] if element.get("initial_option") else [])
    keys = [(o.get("value"), (o.get("text") or {}).get("text")) for o in offered if isinstance(o, dict)]
    for option in chosen:
        if (option.get("value"), (option.get("text") or {}).get("text")) not in keys:
            problems.add(where, "initial option is not one of the options")


def _check_confirm(problems: Problems, value: object, where: str) -> None:
    confirm = problems.json_object(value, where)
    problems.known_fields(confirm, frozenset({"title", "text", "confirm", "deny", "style"}), where)
    problems.text(confirm, "title", where, most=100, plain=True)
    problems.text(confirm, "text", where, most=300, plain=False)
    problems.text(confirm, "confirm", where, most=30, plain=True)
    problems.text(confirm, "deny", where, most=30, plain=True)
