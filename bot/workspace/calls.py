"""One call of the Web API: its arguments, whatever way they travelled, and the register of methods.

Guarantees: a handler sees typed arguments only; token and scopes are checked before it runs; whatever it refuses
comes out as Slack's own error.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from bot.workspace.blocks import parse_json
from bot.workspace.model import Channel, JsonObject, Message
from bot.workspace.refusals import Refusal

if TYPE_CHECKING:
    from bot.workspace.desk import Desk

T = TypeVar("T")
P = TypeVar("P", int, str)
Handler = Callable[["Desk", "Call"], JsonObject]


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: any one of `scopes` is enough; `is_app_level` asks for the app-level token."""

    handler: Handler
    scopes: tuple[str, ...]
    is_app_level: bool
    needs_token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, is_app_level: bool = False, needs_token: bool = True
) -> Callable[[Handler], Handler]:
    """Register a handler under its method's name."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scopes, is_app_level, needs_token)
        return handler

    return register


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call."""

    name: str
    arguments: JsonObject
    token: str

    def text(self, key: str, default: str = "") -> str:
        """A string argument."""
        value = self.arguments.get(key)
        return default if value is None else str(value)

    def needed(self, key: str, *, error: str = "invalid_arguments") -> str:
        """A string argument that must be there."""
        value = self.text(key)
        if not value:
            raise Refusal(error, detail=[f"missing required field: {key}"])
        return value

    def flag(self, key: str) -> bool:
        """A boolean argument; forms send them as words or digits."""
        return str(self.arguments.get(key, "")).lower() in ("true", "1")

    def number(self, key: str, default: int, *, most: int) -> int:
        """A whole number from 1 to `most`."""
        raw = self.text(key) or str(default)
        if not raw.lstrip("-").isdigit() or int(raw) < 1:
            raise Refusal("invalid_limit" if key == "limit" else "invalid_arguments")
        return min(int(raw), most)

    def items(self, key: str, *, error: str) -> list[Any]:
        """A list argument, as JSON or as JSON text."""
        value = parse_json(self.arguments.get(key) or [], error=error, detail="must be a JSON array")
        if not isinstance(value, list):
            raise Refusal(error, detail=["must provide an array"])
        return value

    def json_object(self, key: str, *, error: str) -> JsonObject | None:
        """An object argument, as JSON or as JSON text; None where it is not given."""
        value = parse_json(self.arguments.get(key), error=error, detail="must be a JSON object")
        if value is None or value == "":
            return None
        if not isinstance(value, dict):
            raise Refusal(error, detail=["must provide an object"])
        return value

    def has(self, key: str) -> bool:
        """True where the argument was given at all."""
        return self.arguments.get(key) is not None


def authorize(desk: "Desk", call: Call) -> Method:
    """The method of a call, its token and scopes checked; refuses as Slack does."""
    found = METHODS.get(call.name)
    if found is None:
        raise Refusal("unknown_method", req_method=call.name)
    if not found.needs_token:
        return found
    if not call.token:
        raise Refusal("not_authed")
    wanted = desk.state.bot.app_token if found.is_app_level else desk.state.bot.token
    if call.token in desk.state.revoked:
        raise Refusal("token_revoked")
    if call.token != wanted:
        known = {desk.state.bot.app_token, desk.state.bot.token}
        raise Refusal("not_allowed_token_type" if call.token in known else "invalid_auth")
    if found.scopes and not desk.state.scopes.intersection(found.scopes):
        provided = ",".join(sorted(desk.state.scopes))
        raise Refusal("missing_scope", needed=",".join(found.scopes), provided=provided)
    return found


def page_of(items: Sequence[T], call: Call, *, default: int, most: int) -> tuple[list[T], str]:
    """One page of `items` and the cursor of the next one, empty at the end."""
    start = _read_cursor(call.text("cursor"), 0)
    size = call.number("limit", default, most=most)
    page = list(items[start : start + size])
    return page, _write_cursor(start + size) if start + size < len(items) else ""


def page_of_messages(messages: Sequence[Message], call: Call, *, default: int, most: int) -> tuple[list[Message], str]:
    """One page of messages, ordered by ts in either direction, and the cursor of the next one.

    The cursor names the last message that was given out, so that posts and deletions between two pages shift nothing.
    """
    last = _read_cursor(call.text("cursor"), "")
    is_rising = len(messages) > 1 and messages[0].ts < messages[-1].ts
    left = [m for m in messages if not last or (m.ts > last if is_rising else m.ts < last)]
    page = left[: call.number("limit", default, most=most)]
    return page, _write_cursor(page[-1].ts) if len(page) < len(left) else ""


def _write_cursor(position: int | str) -> str:
    """A cursor nobody should look into."""
    return b64encode(json.dumps({"next": position}).encode()).decode()


def _read_cursor(cursor: str, start: P) -> P:
    if not cursor:
        return start
    try:
        position = json.loads(b64decode(cursor.encode(), validate=True))["next"]
    except (ValueError, KeyError, TypeError):
        raise Refusal("invalid_cursor") from None
    if not isinstance(position, type(start)):
        raise Refusal("invalid_cursor")
    return position


def visible_channel(desk: "Desk", ref: str) -> Channel:
    """A channel the bot can see: public ones, and private ones it is a member of."""
    channel = desk.state.find_channel(ref)
    if channel is None or (channel.is_private and desk.state.bot.user_id not in channel.members):
        raise Refusal("channel_not_found")
    return channel


def existing_message(desk: "Desk", channel: Channel, ts: str, *, error: str = "message_not_found") -> Message:
    """A message that is there and not deleted."""
    message = desk.state.message(channel.id, ts)
    if message is None or message.is_deleted:
        raise Refusal(error)
    return message
