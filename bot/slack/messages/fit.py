"""Slack's limits, kept: every message and view goes through here before it is sent.

Guarantee: what `fit` and `fit_view` return is within all limits of Block Kit, with as much of the content as fits.
Cutting never leaves half an entity or half a link behind.
"""

import copy
from collections.abc import Iterator
from dataclasses import replace

from bot.slack.messages.blocks import Block, Message, context, plain
from bot.slack.messages.safe import clip, clip_mrkdwn

MOST_BLOCKS = 50
MOST_BLOCKS_IN_VIEW = 100
TEXT_OF_ALL_BLOCKS = 8_900
"""Slack's own limit is undocumented: 9,597 characters went through, 11,341 did not."""
TEXT_OF_VIEW = 18_000
"""A view may have 250 kB, and a character outside ASCII may take twelve bytes of them."""
MESSAGE_TEXT = 4_000
SECTION_TEXT, FIELD_TEXT, HEADER_TEXT, CONTEXT_TEXT = 3_000, 2_000, 150, 2_000
MOST_FIELDS, MOST_IN_ACTIONS, MOST_IN_CONTEXT = 10, 25, 10
BUTTON_TEXT, OPTION_TEXT, PLACEHOLDER, LABEL = 75, 75, 150, 2_000
MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
MOST_SELECT_OPTIONS = 100
INITIAL_VALUE = 3_000
VIEW_WORD = 24
SHORTEST_CUT = 80


def fit(message: Message) -> Message:
    """The message within all limits."""
    blocks = _fitted(message.blocks, most=MOST_BLOCKS, text=TEXT_OF_ALL_BLOCKS)
    return replace(message, text=clip_mrkdwn(message.text, MESSAGE_TEXT), blocks=tuple(blocks))


def fit_view(view: Block) -> Block:
    """A modal or an App Home within all limits."""
    fitted = {**view, "blocks": _fitted(view["blocks"], most=MOST_BLOCKS_IN_VIEW, text=TEXT_OF_VIEW)}
    for word in ("title", "submit", "close"):
        if word in fitted:
            fitted[word] = plain(clip(fitted[word]["text"], VIEW_WORD))
    return fitted


def _fitted(blocks: tuple[Block, ...] | list[Block], *, most: int, text: int) -> list[Block]:
    kept = [_fitted_block(copy.deepcopy(block)) for block in blocks]
    if len(kept) > most:
        kept = [*kept[: most - 1], context(plain(f"… and {len(kept) - most + 1} more"))]
    _shorten_together(kept, text)
    return [block for block in kept if not _is_empty(block)]


def _fitted_block(block: Block) -> Block:
    match block["type"]:
        case "header":
            _cut(block["text"], HEADER_TEXT)
        case "section":
            if "text" in block:
                _cut(block["text"], SECTION_TEXT)
            if "fields" in block:
                block["fields"] = [_cut(field, FIELD_TEXT) for field in block["fields"][:MOST_FIELDS]]
            if "accessory" in block:
                _fit_element(block["accessory"])
        case "context":
            texts = [_cut(element, CONTEXT_TEXT) for element in block["elements"] if element.get("text", "…")]
            block["elements"] = texts[:MOST_IN_CONTEXT]
        case "actions":
            block["elements"] = [_fit_element(element) for element in block["elements"][:MOST_IN_ACTIONS]]
        case "input":
            _cut(block["label"], LABEL)
            _fit_element(block["element"])
        case _:
            pass
    return block


def _fit_element(element: Block) -> Block:
    if element["type"] == "button":
        _cut(element["text"], BUTTON_TEXT)
    if "placeholder" in element:
        _cut(element["placeholder"], PLACEHOLDER)
    if "initial_value" in element:
        element["initial_value"] = clip(element["initial_value"], INITIAL_VALUE)
    for name in ("options", "initial_options"):
        if name in element:
            most = MOST_OPTIONS.get(element["type"], MOST_SELECT_OPTIONS)
            element[name] = [_fit_option(choice) for choice in element[name][:most]]
    if "initial_option" in element:
        _fit_option(element["initial_option"])
    return element


def _fit_option(choice: Block) -> Block:
    for name in ("text", "description"):
        if name in choice:
            _cut(choice[name], OPTION_TEXT)
    return choice


def _cut(text: Block, most: int) -> Block:
    if "text" in text:
        shorten = clip_mrkdwn if text["type"] == "mrkdwn" else clip
        text["text"] = shorten(text["text"], most)
    return text


def _shorten_together(blocks: list[Block], most: int) -> None:
    """Take from the longest texts first until all of them together have `most` characters."""
    texts = list(_texts(blocks))
    surplus = sum(len(text["text"]) for text in texts) - most
    while surplus > 0:
        longest = max(texts, key=lambda text: len(text["text"]))
        length = len(longest["text"])
        if length <= SHORTEST_CUT:
            # Many short texts: whole blocks have to go, the last ones before the buttons first.
            _drop_one(blocks)
            texts = list(_texts(blocks))
        else:
            _cut(longest, max(length - surplus, length // 2, SHORTEST_CUT))
        surplus = sum(len(text["text"]) for text in texts) - most


def _drop_one(blocks: list[Block]) -> None:
    droppable = [index for index, block in enumerate(blocks) if block["type"] not in ("actions", "header", "input")]
    blocks.pop(droppable[-1] if droppable else -1)


def _texts(value: object) -> Iterator[Block]:
    """Every object with a text in it, however deep."""
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        for inner in value.values():
            yield from _texts(inner)


def _is_empty(block: Block) -> bool:
    """Slack refuses a block without content."""
    if block["type"] in ("context", "actions", "rich_text"):
        return not block["elements"]
    if block["type"] == "section":
        return not block.get("fields") and not block.get("text", {}).get("text")
    return False
