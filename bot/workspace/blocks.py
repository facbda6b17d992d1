"""Checks of whole messages and views: what Slack would refuse is refused here, with every problem named at once.

Written from Slack's documented limits without a look at any SDK's models, so that it can judge what those let pass.
`check_message_blocks` and `check_view` raise `Refusal`; `block_problems` only lists.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.workspace.checking import Problems
from bot.workspace.elements import IDENTIFIER, IN_ACTIONS, IN_INPUT, IN_SECTION, check_element, check_image
from bot.workspace.model import JsonObject
from bot.workspace.refusals import Refusal
from bot.workspace.rich_text import check_rich_text

BLOCKS_IN_MESSAGE, BLOCKS_IN_VIEW = 50, 100
TEXT_OF_ALL_BLOCKS, MARKDOWN_OF_ALL_BLOCKS = 9000, 12000
SECTION_TEXT, SECTION_FIELDS, FIELD_TEXT, HEADER_TEXT = 3000, 10, 2000, 150
TABLE_ROWS, TABLE_COLUMNS = 100, 20
VIEW_WORD, PRIVATE_METADATA, LABEL = 24, 3000, 2000
BYTES_OF_VIEW = 250_000
MESSAGE_TEXT = 40_000

_FIELDS_OF_VIEW = frozenset(
    {
        "type",
        "title",
        "submit",
        "close",
        "blocks",
        "callback_id",
        "external_id",
        "private_metadata",
        "clear_on_close",
        "notify_on_close",
        "submit_disabled",
    }
)
_ONLY_IN_MESSAGES = frozenset({"table", "markdown", "data_visualization", "data_table", "context_actions", "plan"})
_UNCHECKED = frozenset({"video", "file", "call", "data_table", "card", "carousel", "alert", "container"})
_CHART = frozenset({"line", "bar", "area", "pie"})


def check_message_blocks(blocks: Sequence[Any], *, attachments: Sequence[Any] = ()) -> None:
    """Refuse a message as Slack would: `invalid_blocks` with all problems, or `msg_blocks_too_long`."""
    problems = block_problems(blocks, most=BLOCKS_IN_MESSAGE)
    for index, attachment in enumerate(attachments):
        inner = attachment.get("blocks") if isinstance(attachment, dict) else None
        if inner:
            where = f"/attachments/{index}/blocks"
            problems.extend(block_problems(inner, most=BLOCKS_IN_MESSAGE, where=where))
    if problems:
        raise Refusal("invalid_blocks", detail=problems)
    if _text_length(list(blocks)) > TEXT_OF_ALL_BLOCKS:
        raise Refusal("msg_blocks_too_long")


def check_text(text: str) -> None:
    """Refuse the text of a message, which is what notifications show, as Slack would: `msg_too_long`."""
    if len(text) > MESSAGE_TEXT:
        raise Refusal("msg_too_long")


def check_view(view: JsonObject) -> None:
    """Refuse a modal or an App Home as Slack would: `invalid_arguments` with all problems, or `view_too_large`."""
    if len(json.dumps(view)) > BYTES_OF_VIEW:
        raise Refusal("view_too_large")
    problems = Problems()
    kind = view.get("type")
    if kind not in ("modal", "home"):
        problems.add("/view/type", "must be a valid view type")
    if kind == "modal":
        _check_modal(problems, view)
    problems.known_fields(view, _FIELDS_OF_VIEW, "/view")
    for name in ("callback_id", "external_id"):
        problems.string(view, name, "/view", most=IDENTIFIER) if view.get(name) else None
    if len(str(view.get("private_metadata") or "")) > PRIVATE_METADATA:
        problems.add("/view/private_metadata", f"must be less than {PRIVATE_METADATA + 1} characters")
    blocks = problems.items(view, "blocks", "/view", most=BLOCKS_IN_VIEW, least=0)
    found = problems.found + block_problems(blocks, most=BLOCKS_IN_VIEW, where="/view/blocks", in_view=True)
    found = list(dict.fromkeys(found))
    if found:
        raise Refusal("invalid_arguments", detail=found)


def block_problems(blocks: Sequence[Any], *, most: int, where: str = "/blocks", in_view: bool = False) -> list[str]:
    """Every problem of a list of blocks, in order; an empty list means Slack would take it."""
    problems = Problems()
    if len(blocks) > most:
        problems.add(where, f"no more than {most} items allowed")
    names: set[str] = set()
    for index, value in enumerate(blocks):
        place = f"{where}/{index}"
        block = problems.json_object(value, place)
        _check_block(problems, block, place, in_view=in_view)
        name = block.get("block_id")
        if name in names:
            problems.add(f"{place}/block_id", f'block_id "{name}" already exists')
        names |= {name} if isinstance(name, str) else set()
    _check_whole(problems, blocks, where)
    return problems.found


def _check_whole(problems: Problems, blocks: Sequence[Any], where: str) -> None:
    kinds = [block.get("type") for block in blocks if isinstance(block, dict)]
    if kinds.count("table") > 1:
        problems.add(where, "only one table block is allowed")
    markdown = sum(len(str(b.get("text", ""))) for b in blocks if isinstance(b, dict) and b.get("type") == "markdown")
    if markdown > MARKDOWN_OF_ALL_BLOCKS:
        problems.add(where, f"markdown blocks must be less than {MARKDOWN_OF_ALL_BLOCKS + 1} characters together")


def _check_modal(problems: Problems, view: JsonObject) -> None:
    problems.text(view, "title", "/view", most=VIEW_WORD, plain=True)
    for word in ("submit", "close"):
        problems.text(view, word, "/view", most=VIEW_WORD, plain=True, needed=False)
    blocks = view.get("blocks") or []
    if any(isinstance(b, dict) and b.get("type") == "input" for b in blocks) and not view.get("submit"):
        problems.add("/view", "missing required field: submit (a view with an input block needs it)")


def _check_block(problems: Problems, block: JsonObject, where: str, *, in_view: bool) -> None:
    kind = str(block.get("type", ""))
    check = _CHECKS.get(kind)
    if (check is None and kind not in _UNCHECKED) or (in_view and kind in _ONLY_IN_MESSAGES):
        problems.add(f"{where}/type", f"unsupported type: {kind}")
        return
    problems.string(block, "block_id", where, most=IDENTIFIER)
    if check is not None:
        problems.known_fields(block, _FIELDS[kind] | {"type", "block_id"}, where)
        check(problems, block, where)


def _check_section(problems: Problems, block: JsonObject, where: str) -> None:
    if block.get("text") is None and not block.get("fields"):
        problems.add(where, "missing required field: text (or fields)")
    problems.text(block, "text", where, most=SECTION_TEXT, plain=False, needed=False)
    if "fields" in block:
        for index, value in enumerate(problems.items(block, "fields", where, most=SECTION_FIELDS)):
            place = f"{where}/fields/{index}"
            problems.text_object(problems.json_object(value, place), place, most=FIELD_TEXT, plain=False)
    if "accessory" in block:
        check_element(problems, block["accessory"], f"{where}/accessory", allowed=IN_SECTION)


def _check_header(problems: Problems, block: JsonObject, where: str) -> None:
    problems.text(block, "text", where, most=HEADER_TEXT, plain=True)


def _check_context(problems: Problems, block: JsonObject, where: str) -> None:
    for index, value in enumerate(problems.items(block, "elements", where, most=10)):
        place = f"{where}/elements/{index}"
        element = problems.json_object(value, place)
        if element.get("type") == "image":
            check_image(problems, element, place)
        else:
            problems.text_object(element, place, most=FIELD_TEXT, plain=False)


def _check_actions(problems: Problems, block: JsonObject, where: str) -> None:
    names: set[str] = set()
    for index, value in enumerate(problems.items(block, "elements", where, most=25)):
        place = f"{where}/elements/{index}"
        name = check_element(problems, value, place, allowed=IN_ACTIONS)
        if name and name in names:
            problems.add(f"{place}/action_id", f'action_id "{name}" already exists')
        names.add(name)


def _check_image_block(problems: Problems, block: JsonObject, where: str) -> None:
    if "slack_file" not in block:
        problems.url(block, "image_url", where, needed=True)
    problems.string(block, "alt_text", where, most=2000, needed=True)
    problems.text(block, "title", where, most=2000, plain=True, needed=False)


def _check_input(problems: Problems, block: JsonObject, where: str) -> None:
    problems.text(block, "label", where, most=LABEL, plain=True)
    problems.text(block, "hint", where, most=LABEL, plain=True, needed=False)
    check_element(problems, block.get("element"), f"{where}/element", allowed=IN_INPUT)


def _check_markdown(problems: Problems, block: JsonObject, where: str) -> None:
    problems.string(block, "text", where, most=MARKDOWN_OF_ALL_BLOCKS, needed=True)


def _check_table(problems: Problems, block: JsonObject, where: str) -> None:
    for index, row in enumerate(problems.items(block, "rows", where, most=TABLE_ROWS)):
        cells: list[Any] = row if isinstance(row, list) else []
        if not 0 < len(cells) <= TABLE_COLUMNS:
            problems.add(f"{where}/rows/{index}", f"must have 1 to {TABLE_COLUMNS} cells")
        for at, cell in enumerate(cells):
            if not isinstance(cell, dict) or cell.get("type") not in ("raw_text", "raw_number", "rich_text"):
                problems.add(f"{where}/rows/{index}/{at}/type", "unsupported type")


def _check_chart(problems: Problems, block: JsonObject, where: str) -> None:
    problems.string(block, "title", where, most=50, needed=True)
    chart = problems.json_object(block.get("chart"), f"{where}/chart")
    if chart.get("type") not in _CHART:
        problems.add(f"{where}/chart/type", f"unsupported type: {chart.get('type')}")
    if len(chart.get("series") or []) > 6:
        problems.add(f"{where}/chart/series", "no more than 6 items allowed")


_Check = Callable[[Problems, JsonObject, str], None]
_CHECKS: dict[str, _Check] = {
    "section": _check_section,
    "divider": lambda problems, block, where: None,
    "header": _check_header,
    "context": _check_context,
    "actions": _check_actions,
    "image": _check_image_block,
    "input": _check_input,
    "markdown": _check_markdown,
    "rich_text": check_rich_text,
    "table": _check_table,
    "data_visualization": _check_chart,
}
_FIELDS: dict[str, frozenset[str]] = {
    "section": frozenset({"text", "fields", "accessory", "expand"}),
    "divider": frozenset(),
    "header": frozenset({"text", "level"}),
    "context": frozenset({"elements"}),
    "actions": frozenset({"elements"}),
    "image": frozenset({"image_url", "alt_text", "title", "slack_file"}),
    "input": frozenset({"label", "element", "dispatch_action", "hint", "optional"}),
    "markdown": frozenset({"text"}),
    "rich_text": frozenset({"elements"}),
    "table": frozenset({"rows", "column_settings"}),
    "data_visualization": frozenset({"title", "chart"}),
}


def _text_length(value: object, *, key: str = "") -> int:
    """Characters of all block text together, markdown blocks left out since they have a limit of their own."""
    if isinstance(value, str):
        return len(value) if key in ("text", "alt_text") else 0
    if isinstance(value, list):
        return sum(_text_length(inner, key=key) for inner in value)
    if isinstance(value, dict) and value.get("type") != "markdown":
        return sum(_text_length(inner, key=name) for name, inner in value.items())
    return 0


def parse_json(value: object, *, error: str, detail: str = "") -> Any:
    """A field that may travel as JSON text; `error` is what Slack answers where it cannot be read."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(error, detail=[detail] if detail else None) from None
