"""Each limit of Block Kit: what lies on it is taken, what lies one above is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.workspace.blocks import block_problems, check_message_blocks, check_text, check_view
from bot.workspace.refusals import Refusal

Block = dict[str, Any]


def plain(length: int) -> Block:
    return {"type": "plain_text", "text": "x" * length}


def option(text: int = 5, value: int = 5) -> Block:
    return {"text": plain(text), "value": "v" * value}


def options(count: int) -> list[Block]:
    return [{"text": plain(3), "value": str(n)} for n in range(count)]


def button(text: int = 5, **more: Any) -> Block:
    return {"type": "button", "action_id": "a", "text": plain(text), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> Block:
    return actions({"type": "static_select", "action_id": "s", "options": options(2), **more})


def confirm(title: int = 5, text: int = 5, yes: int = 5) -> Block:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(5)}


def rich(*parts: Block, kind: str = "rich_text_section") -> Block:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(parts)}]}


def item(*parts: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(parts)}


def bullets(*items: Block, style: str = "bullet") -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": style, "elements": list(items)}]}


LIMITS: dict[str, tuple[int, Callable[[int], Block]]] = {
    "section text": (3000, lambda n: {"type": "section", "text": plain(n)}),
    "section fields": (10, lambda n: {"type": "section", "fields": [plain(3)] * n}),
    "field text": (2000, lambda n: {"type": "section", "fields": [plain(n)]}),
    "header text": (150, lambda n: {"type": "header", "text": plain(n)}),
    "markdown text": (12000, lambda n: {"type": "markdown", "text": "x" * n}),
    "table rows": (100, lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}),
    "table columns": (20, lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}),
    "actions": (25, lambda n: actions(*(button() | {"action_id": str(i)} for i in range(n)))),
    "context elements": (10, lambda n: {"type": "context", "elements": [plain(3)] * n}),
    "button text": (75, lambda n: actions(button(n))),
    "button value": (2000, lambda n: actions(button(value="v" * n))),
    "button url": (3000, lambda n: actions(button(url="https://a.b/".ljust(n, "x")))),
    "action_id": (255, lambda n: actions(button() | {"action_id": "a" * n})),
    "block_id": (255, lambda n: {"type": "divider", "block_id": "b" * n}),
    "overflow options": (5, lambda n: actions({"type": "overflow", "action_id": "o", "options": options(n)})),
    "checkboxes": (10, lambda n: actions({"type": "checkboxes", "action_id": "c", "options": options(n)})),
    "radio buttons": (10, lambda n: actions({"type": "radio_buttons", "action_id": "r", "options": options(n)})),
    "select options": (100, lambda n: select(options=options(n))),
    "option text": (75, lambda n: select(options=[option(text=n)])),
    "option value": (150, lambda n: select(options=[option(value=n)])),
    "placeholder": (150, lambda n: select(placeholder=plain(n))),
    "confirm title": (100, lambda n: actions(button(confirm=confirm(title=n)))),
    "confirm text": (300, lambda n: actions(button(confirm=confirm(text=n)))),
    "confirm button": (30, lambda n: actions(button(confirm=confirm(yes=n)))),
    "image alt text": (2000, lambda n: {"type": "image", "image_url": "https://a.b/c.png", "alt_text": "x" * n}),
    "rich text": (40000, lambda n: rich({"type": "text", "text": "x" * n})),
    "rich text in a list": (40000, lambda n: bullets(item({"type": "text", "text": "x" * n}))),
    "a link in rich text": (3000, lambda n: rich({"type": "link", "url": "https://a.b/".ljust(n, "x")})),
    "input label": (
        2000,
        lambda n: {
            "type": "input",
            "label": plain(n),
            "element": {"type": "plain_text_input", "action_id": "i"},
        },
    ),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_what_lies_on_a_limit_is_taken_and_one_more_is_refused(limit: str) -> None:
    most, make = LIMITS[limit]
    assert block_problems([make(most)], most=50) == []
    assert block_problems([make(most + 1)], most=50)


BROKEN: dict[str, list[Any]] = {
    "an unknown block": [{"type": "marquee"}],
    "an unknown field": [{"type": "divider", "colour": "red"}],
    "an empty text": [{"type": "section", "text": plain(0)}],
    "a section without text": [{"type": "section"}],
    "a header in mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "the same block_id twice": [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
    "the same action_id twice in a block": [actions(button(), button())],
    "51 blocks": [{"type": "divider"}] * 51,
    "two tables": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
    "markdown above its limit together": [{"type": "markdown", "text": "x" * 7000}] * 2,
    "a button with a strange style": [actions(button(style="pink"))],
    "a link that is no link": [actions(button(url="javascript:alert(1)"))],
    "a multi select among actions": [actions({"type": "multi_users_select", "action_id": "m"})],
    "an initial option that is not offered": [select(initial_option=option())],
    "something that is no object": ["hello"],
    "rich text without elements": [{"type": "rich_text", "elements": []}],
    "a quote without elements": [rich(kind="rich_text_quote")],
    "an empty text in rich text": [rich({"type": "text", "text": ""})],
    "an empty text in a list": [bullets(item({"type": "text", "text": ""}))],
    "a list without a style": [bullets(item({"type": "text", "text": "x"}), style="")],
    "a list of bare texts": [bullets({"type": "text", "text": "x"})],
    "a link to nowhere good in rich text": [rich({"type": "link", "url": "javascript:alert(1)"})],
    "a strange element in rich text": [rich({"type": "marquee", "text": "x"})],
    "somebody without an id in rich text": [rich({"type": "user"})],
    "an image without alternative text": [{"type": "image", "image_url": "https://a.b/c.png"}],
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_message_is_refused(fault: str) -> None:
    assert block_problems(BROKEN[fault], most=50)


def modal(**more: Any) -> Block:
    return {"type": "modal", "title": plain(5), "blocks": [], **more}


VIEWS: dict[str, Block] = {
    "a long title": modal(title=plain(25)),
    "a long submit": modal(submit=plain(25)),
    "a long private_metadata": modal(private_metadata="x" * 3001),
    "a long callback_id": modal(callback_id="x" * 256),
    "101 blocks": modal(blocks=[{"type": "divider"}] * 101),
    "an input without submit": modal(
        blocks=[{"type": "input", "label": plain(3), "element": {"type": "plain_text_input", "action_id": "i"}}]
    ),
    "a table": modal(blocks=[{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}]),
    "another type": modal(type="window"),
    "a long external_id": modal(external_id="x" * 256),
    "an unknown field": modal(colour="red"),
}


@pytest.mark.parametrize("fault", VIEWS)
def test_a_broken_view_is_refused(fault: str) -> None:
    with pytest.raises(Refusal, match="invalid_arguments"):
        check_view(VIEWS[fault])


def test_a_view_of_more_than_250_kilobytes_is_refused() -> None:
    # A letter outside ASCII travels as six bytes, so few of them are too many.
    letters = {"type": "section", "text": {"type": "plain_text", "text": "é" * 3000}}
    check_view(modal(blocks=[letters] * 13))
    with pytest.raises(Refusal, match="view_too_large"):
        check_view(modal(blocks=[letters] * 14))


def test_a_text_of_more_than_forty_thousand_characters_is_refused() -> None:
    check_text("x" * 40_000)
    with pytest.raises(Refusal, match="msg_too_long"):
        check_text("x" * 40_001)


def test_the_text_of_all_blocks_together_has_a_limit_of_its_own() -> None:
    lines = [{"type": "section", "text": plain(3000)}] * 3
    check_message_blocks(lines)
    with pytest.raises(Refusal, match="msg_blocks_too_long"):
        check_message_blocks([*lines, {"type": "section", "text": plain(1)}])


def test_a_view_on_every_limit_is_taken() -> None:
    check_view(
        modal(
            title=plain(24),
            submit=plain(24),
            close=plain(24),
            private_metadata="x" * 3000,
            callback_id="x" * 255,
            blocks=[{"type": "divider"}] * 100,
        )
    )
