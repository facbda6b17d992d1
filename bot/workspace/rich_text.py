"""Checks of rich text: sections, quotes, code and lists, and what stands inside them, however deep.

Guarantee: an element that Slack does not know, or one without content, is named with its place.
"""

from bot.workspace.checking import Problems
from bot.workspace.model import JsonObject

MOST_BLOCKS_OF_RICH_TEXT, MOST_PARTS, LONGEST_PART, LINK = 1000, 5000, 40_000, 3000

_HOLDERS = {
    "rich_text_section": frozenset({"elements"}),
    "rich_text_quote": frozenset({"elements", "border"}),
    "rich_text_preformatted": frozenset({"elements", "border", "language"}),
    "rich_text_list": frozenset({"elements", "style", "indent", "offset", "border"}),
}
_PARTS = {
    "text": frozenset({"text", "style"}),
    "link": frozenset({"url", "text", "unsafe", "style"}),
    "emoji": frozenset({"name", "unicode", "style"}),
    "user": frozenset({"user_id", "style"}),
    "usergroup": frozenset({"usergroup_id", "style"}),
    "channel": frozenset({"channel_id", "style"}),
    "team": frozenset({"team_id", "style"}),
    "broadcast": frozenset({"range", "style"}),
    "date": frozenset({"timestamp", "format", "url", "fallback", "style"}),
    "color": frozenset({"value"}),
}
_NEEDED = {"emoji": "name", "user": "user_id", "usergroup": "usergroup_id", "channel": "channel_id", "color": "value"}


def check_rich_text(problems: Problems, block: JsonObject, where: str) -> None:
    """One rich text block."""
    for index, value in enumerate(problems.items(block, "elements", where, most=MOST_BLOCKS_OF_RICH_TEXT)):
        _check_holder(problems, problems.json_object(value, f"{where}/elements/{index}"), f"{where}/elements/{index}")


def _check_holder(problems: Problems, holder: JsonObject, where: str) -> None:
    kind = str(holder.get("type", ""))
    if kind not in _HOLDERS:
        problems.add(f"{where}/type", f"unsupported type: {kind}")
        return
    problems.known_fields(holder, _HOLDERS[kind] | {"type"}, where)
    if kind == "rich_text_list" and holder.get("style") not in ("bullet", "ordered"):
        problems.add(f"{where}/style", 'must be one of "bullet", "ordered"')
    for index, value in enumerate(problems.items(holder, "elements", where, most=MOST_PARTS)):
        place = f"{where}/elements/{index}"
        inner = problems.json_object(value, place)
        _check_item(problems, inner, place) if kind == "rich_text_list" else _check_part(problems, inner, place)


def _check_item(problems: Problems, item: JsonObject, where: str) -> None:
    if item.get("type") != "rich_text_section":
        problems.add(f"{where}/type", f"unsupported type: {item.get('type')}")
        return
    _check_holder(problems, item, where)


def _check_part(problems: Problems, part: JsonObject, where: str) -> None:
    kind = str(part.get("type", ""))
    if kind not in _PARTS:
        problems.add(f"{where}/type", f"unsupported type: {kind}")
        return
    problems.known_fields(part, _PARTS[kind] | {"type"}, where)
    if kind == "link":
        problems.url(part, "url", where, most=LINK, needed=True)
    if kind in ("text", "link"):
        problems.string(part, "text", where, most=LONGEST_PART, needed=kind == "text")
    if kind in _NEEDED:
        problems.string(part, _NEEDED[kind], where, most=LONGEST_PART, needed=True)
