"""Reads a Slack message as a person does: its words, its link, its labels, whether in attachments, blocks or text.

Guarantee: pure and total. Listening tools change their layout without notice, so nothing is taken for granted: a part
that is missing, or is not what it should be, is passed over.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.normalise import clean_url

SlackObject = Mapping[str, Any]

_MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_BARE_LINK = re.compile(r"https?://[^\s<>|]+")
_LABEL = re.compile(r"\s*\*?([^*:\n]{1,40}?):?\*?:?[^\S\n]*\n(.+)", re.DOTALL)
_DEEPEST = 5


def flattened(message: SlackObject) -> dict[str, object]:
    """The message as one flat item, under names that `bot.core.field_map` knows."""
    attachments = inner_objects(message, "attachments")
    blocks = [
        *inner_objects(message, "blocks"),
        *(block for one in attachments for block in inner_objects(one, "blocks")),
    ]
    first = attachments[0] if attachments else {}
    own: dict[str, object] = {
        "text": _said(message, attachments, blocks),
        "title": plain(words(first, "title")) or _header(blocks),
        "url": _link(message, attachments, blocks),
        "author": plain(words(first, "author_name")),
        "author_url": words(first, "author_link"),
        "published_at": words(first, "ts"),
    }
    labelled = {**_labelled_in_blocks(blocks), **_labelled_in_attachments(attachments)}
    return {**labelled, **{name: value for name, value in own.items() if value}}


def plain(mrkdwn: str) -> str:
    """What a reader sees of Slack's markup: labels instead of links, `&amp;` and its kin undone last."""
    return html.unescape(_MARKUP.sub(_shown, mrkdwn))


def first_link(mrkdwn: str) -> str:
    """The first http or https link, "" where there is none."""
    marked = (html.unescape(match[1]) for match in _MARKUP.finditer(mrkdwn))
    bare = (match[0].rstrip(".,;:!?)'\"") for match in _BARE_LINK.finditer(html.unescape(mrkdwn)))
    return next((url for url in (*marked, *bare) if clean_url(url)), "")


def words(parent: SlackObject, name: str) -> str:
    """The text under `name`, a number written out; "" where there is neither."""
    value = parent.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if isinstance(value, str) else str(value) if is_number else ""


def inner_object(parent: SlackObject, name: str) -> SlackObject:
    """The object under `name`; an empty one where there is none."""
    value = parent.get(name)
    return value if isinstance(value, Mapping) else {}


def inner_objects(parent: SlackObject, name: str) -> list[SlackObject]:
    """The objects in the list under `name`."""
    value = parent.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _said(message: SlackObject, attachments: Sequence[SlackObject], blocks: Sequence[SlackObject]) -> str:
    """Attachments say most, then blocks, then the text, which is often only "New mention"."""
    candidates = (
        plain("\n\n".join(text for one in attachments if (text := words(one, "text")))),
        _quoted_or_all("\n".join(_texts(blocks))),
        _quoted_or_all(words(message, "text")),
        plain(next((fallback for one in attachments if (fallback := words(one, "fallback"))), "")),
    )
    return next((text for text in candidates if text.strip()), "")


def _quoted_or_all(mrkdwn: str) -> str:
    """The quoted lines where a tool quotes the post below words of its own, else everything."""
    lines = mrkdwn.splitlines()
    quoted = [line.removeprefix("&gt;").removeprefix(">").strip() for line in lines if line.startswith(("&gt;", ">"))]
    return plain("\n".join(quoted) if quoted else mrkdwn)


def _link(message: SlackObject, attachments: Sequence[SlackObject], blocks: Sequence[SlackObject]) -> str:
    named = (words(one, name) for one in attachments for name in ("title_link", "from_url", "original_url", "text"))
    found = (first_link(text) for text in (*named, *_texts(blocks), *_urls(blocks), words(message, "text")))
    return next((link for link in found if link), "")


def _labelled_in_attachments(attachments: Sequence[SlackObject]) -> dict[str, str]:
    fields = [field for one in attachments for field in inner_objects(one, "fields")]
    return {plain(words(field, "title")).strip(" :*"): plain(words(field, "value")) for field in fields}


def _labelled_in_blocks(blocks: Sequence[SlackObject]) -> dict[str, str]:
    """Fields of sections, which tools write as a bold label above its value."""
    fields = (words(field, "text") for block in blocks for field in inner_objects(block, "fields"))
    matches = (_LABEL.fullmatch(text) for text in fields)
    return {match[1].strip(): plain(match[2]).strip() for match in matches if match}


def _header(blocks: Sequence[SlackObject]) -> str:
    headers = (words(inner_object(block, "text"), "text") for block in blocks if block.get("type") == "header")
    return next((plain(text) for text in headers if text), "")


def _texts(blocks: Sequence[SlackObject]) -> Iterator[str]:
    """The words of sections and rich text, block by block."""
    for block in blocks:
        if block.get("type") == "section":
            yield words(inner_object(block, "text"), "text")
        elif block.get("type") == "rich_text":
            yield "\n".join(_rich_text(element, depth=0) for element in inner_objects(block, "elements"))


def _rich_text(element: SlackObject, *, depth: int) -> str:
    """One element of rich text as mrkdwn, so that it can be read like the rest."""
    inner = inner_objects(element, "elements")
    if inner and depth < _DEEPEST:
        between = "\n" if element.get("type") == "rich_text_list" else ""
        text = between.join(_rich_text(part, depth=depth + 1) for part in inner)
        is_quote = element.get("type") == "rich_text_quote"
        return "\n".join(f"&gt;{line}" for line in text.splitlines()) if is_quote else text
    if element.get("type") == "link":
        url, label = _escaped(words(element, "url")), _escaped(words(element, "text"))
        return f"<{url}|{label}>" if label else f"<{url}>"
    if element.get("type") == "emoji":
        return f":{words(element, 'name')}:"
    return _escaped(words(element, "text"))


def _escaped(text: str) -> str:
    """Rich text comes as it is, mrkdwn with `&`, `<` and `>` escaped."""
    return html.escape(text, quote=False)


def _urls(blocks: Sequence[SlackObject]) -> Iterator[str]:
    """Addresses behind buttons."""
    for block in blocks:
        yield from (
            words(part, "url") for part in (*inner_objects(block, "elements"), inner_object(block, "accessory"))
        )


def _shown(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target.startswith(("@", "#")):
        return f"{target[0]}{label or target[1:]}"
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    return label or target
