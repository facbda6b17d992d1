"""Block Kit's pieces, one small function each, so that no other module spells JSON.

Guarantee: pure; what comes out is what Slack documents. Lengths are `fit`'s business, safety is `safe`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Block = dict[str, Any]
"""A Block Kit object as it travels; Slack defines its shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to post. `text` is what notifications show; `is_broadcast` shows a reply in the channel too."""

    text: str
    blocks: tuple[Block, ...] = ()
    is_broadcast: bool = False


def plain(text: str) -> Block:
    """Text in which nothing has a meaning."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Block:
    """Our own words with Slack's formatting; `verbatim` keeps Slack from linking anything by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """One line in large type."""
    return {"type": "header", "text": plain(text)}


def section(text: str) -> Block:
    """A paragraph of our own words."""
    return {"type": "section", "text": mrkdwn(text)}


def context(*texts: Block) -> Block:
    """Small grey lines."""
    return {"type": "context", "elements": list(texts)}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def rich(*elements: Block) -> Block:
    """A block whose texts Slack never parses."""
    return {"type": "rich_text", "elements": list(elements)}


def rich_line(*parts: Block) -> Block:
    """A paragraph of a rich block."""
    return {"type": "rich_text_section", "elements": list(parts)}


def rich_quote(*parts: Block) -> Block:
    """A quotation of a rich block."""
    return {"type": "rich_text_quote", "elements": list(parts)}


def words(text: str, **style: bool) -> Block:
    """Text of a rich block, for instance `words("no", bold=True)`."""
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def rich_link(url: str, text: str) -> Block:
    """A link of a rich block."""
    return {"type": "link", "url": url, "text": text}


def button(text: str, *, action: str, value: str, style: str = "") -> Block:
    """A button. `value` carries ids only; `style` is "primary", "danger" or ""."""
    shape: Block = {"type": "button", "action_id": action, "text": plain(text), "value": value}
    return shape | ({"style": style} if style else {})


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """What is asked before a button does something that has no way back."""
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def option(text: str, value: str) -> Block:
    """One choice."""
    return {"text": plain(text), "value": value}


def overflow(options: Sequence[Block], *, action: str) -> Block:
    """The menu behind the three dots."""
    return {"type": "overflow", "action_id": action, "options": list(options)}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def when(instant: datetime, *, zone: str = "UTC") -> str:
    """An instant as mrkdwn that each reader sees in their own zone; the fallback is in `zone`."""
    return f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} at {{time}}|{moment(instant, zone=zone)}>"


def moment(instant: datetime, *, zone: str = "UTC") -> str:
    """An instant as plain words in `zone`, with the zone's name."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M %Z}"


def day(instant: datetime, *, zone: str) -> str:
    """The day of an instant in `zone`, as plain words."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"
