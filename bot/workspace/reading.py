"""What a reader sees of a message or a view: its text without markup, its buttons, its inputs.

Pure functions; `Names` turns ids into the names a reader sees.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.workspace.model import JsonObject
from bot.workspace.state import State

_ENTITY = re.compile(r"<([^<>]+)>")
_MARKUP = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")


@dataclass(frozen=True, slots=True)
class Control:
    """Something a person can press or fill in: a button, a menu, an input."""

    block_id: str
    action_id: str
    kind: str
    label: str
    element: JsonObject
    is_input: bool = False
    is_optional: bool = False

    @property
    def value(self) -> str:
        """The value a button carries."""
        return str(self.element.get("value", ""))

    @property
    def options(self) -> list[JsonObject]:
        """The options of a menu, those in groups included."""
        groups = self.element.get("option_groups") or []
        return [*(self.element.get("options") or []), *(o for group in groups for o in group["options"])]

    def __str__(self) -> str:
        return f"{self.label} ({self.action_id})"


def controls(blocks: Sequence[Any]) -> list[Control]:
    """Every control of a list of blocks, in reading order."""
    return [control for block in blocks for control in _controls_of(block)]


def find_control(blocks: Sequence[Any], wanted: str) -> Control | None:
    """A control by action_id, `block/action`, block_id or visible label; in that order."""
    offered = controls(blocks)
    names = (
        lambda c: c.action_id,
        lambda c: f"{c.block_id}/{c.action_id}",
        lambda c: c.block_id,
        lambda c: _folded(c.label),
    )
    for name in names:
        for key in (wanted, _folded(wanted)):
            found = next((c for c in offered if name(c) == key), None)
            if found is not None:
                return found
    return None


def find_option(control: Control, wanted: str) -> JsonObject | None:
    """An option of a menu by value or visible text."""
    by_value = (o for o in control.options if o.get("value") == wanted)
    by_text = (o for o in control.options if _folded(o["text"]["text"]) == _folded(wanted))
    return next(by_value, None) or next(by_text, None)


def plain_text(state: State, text: str, blocks: Sequence[Any], attachments: Sequence[Any] = ()) -> str:
    """All text a reader sees, line by line: the blocks where there are any, else the text, then attachments."""
    lines = [line for block in blocks for line in _lines(state, block)] if blocks else [unmarked(state, text)]
    for attachment in attachments:
        lines += [unmarked(state, str(attachment[k])) for k in ("pretext", "title", "text") if attachment.get(k)]
        lines += [line for block in attachment.get("blocks") or [] for line in _lines(state, block)]
    return "\n".join(line for line in lines if line)


def unmarked(state: State, text: str) -> str:
    """Markup as it reads: mentions by name, links by label, no asterisks, no escapes."""
    named = _ENTITY.sub(lambda match: _entity(state, match[1]), text)
    stripped = _MARKUP.sub(r"\2", named)
    return html.unescape(_MARKUP.sub(r"\2", stripped))


def _entity(state: State, inner: str) -> str:
    target, _, label = inner.partition("|")
    shelves = state.shelves
    if target.startswith("@"):
        person = shelves.people.get(target[1:])
        return f"@{person.name}" if person else f"@{label or target[1:]}"
    if target.startswith("#"):
        channel = shelves.channels.get(target[1:])
        return f"#{channel.name}" if channel else f"#{label or target[1:]}"
    if target.startswith("!subteam^"):
        group = shelves.groups.get(target.removeprefix("!subteam^"))
        return f"@{group.handle}" if group else label or "@group"
    if target.startswith("!date^"):
        return label or target
    if target.startswith("!"):
        return f"@{target[1:]}"
    return label or target


def _lines(state: State, block: JsonObject) -> Iterator[str]:
    kind = block.get("type")
    if kind == "rich_text":
        yield from (_rich(state, element) for element in block.get("elements", []))
        return
    if kind == "table":
        yield from (" | ".join(_rich(state, cell) for cell in row) for row in block.get("rows", []))
        return
    for field in ("title", "text", "label"):
        yield _text_of(state, block.get(field))
    yield from (_text_of(state, value) for value in block.get("fields") or [])
    if kind == "context":
        yield " ".join(_text_of(state, value) for value in block["elements"] if value.get("type") != "image")
    if kind == "image":
        yield str(block.get("alt_text", ""))
    if kind in ("actions", "section"):
        yield " ".join(f"[{c.label}]" for c in _controls_of(block))
    yield _text_of(state, block.get("hint"))


def _text_of(state: State, value: object) -> str:
    if isinstance(value, str):
        return unmarked(state, value)
    if not isinstance(value, dict):
        return ""
    text = str(value.get("text", ""))
    return unmarked(state, text) if value.get("type") == "mrkdwn" else text


def _rich(state: State, element: JsonObject) -> str:
    kind = element.get("type")
    if kind in ("text", "raw_text", "raw_number"):
        return str(element.get("text", element.get("value", "")))
    if kind == "link":
        return str(element.get("text") or element.get("url", ""))
    if kind == "emoji":
        return f":{element.get('name')}:"
    if kind in ("user", "channel", "usergroup"):
        mark = {"user": "@", "channel": "#", "usergroup": "!subteam^"}[kind]
        return _entity(state, mark + str(element.get(f"{kind}_id", "")))
    if kind == "broadcast":
        return f"@{element.get('range')}"
    if kind == "date":
        return str(element.get("fallback") or element.get("timestamp"))
    separator = "\n" if kind == "rich_text_list" else ""
    return separator.join(_rich(state, inner) for inner in element.get("elements", []))


def _controls_of(block: JsonObject) -> list[Control]:
    block_id = str(block.get("block_id", ""))
    if block.get("type") == "input" and isinstance(block.get("element"), dict):
        element = block["element"]
        action, kind = str(element.get("action_id", "")), str(element.get("type"))
        label = str(block["label"]["text"])
        is_optional = bool(block.get("optional"))
        return [Control(block_id, action, kind, label, element, is_input=True, is_optional=is_optional)]
    inner = block.get("elements") if block.get("type") == "actions" else [block.get("accessory")]
    found = [e for e in inner or [] if isinstance(e, dict) and e.get("type") != "image"]
    return [Control(block_id, str(e.get("action_id", "")), str(e["type"]), _label(e), e) for e in found]


def _label(element: JsonObject) -> str:
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", "…" if element.get("type") == "overflow" else element.get("type", "")))


def _folded(label: str) -> str:
    """A label without emoji codes, case and edge spaces, as a person would say it."""
    return re.sub(r":[a-z0-9_+-]+:", "", label).strip(" …").casefold()
