"""From the payloads of Slack to our own words: who did what, to which assignment, and where to answer.

Guarantee: pure; a payload that is none of ours raises NotAnId, nothing is guessed.
"""

from dataclasses import dataclass
from typing import Any

from bot.slack.actions import MORE, Act
from bot.slack.ids import NotAnId, Target

Payload = dict[str, Any]
"""The body of a request as Bolt has parsed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whom to answer, and where. `response_url` is "" where Slack gave none.

    A click in the App Home or in a modal has no channel: it is answered by a modal, for which `trigger_id` is good.
    `is_aside` says that it was a click in what only this person sees, `view_id` in which modal it was.
    """

    user: str
    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""
    trigger_id: str = ""
    is_in_modal: bool = False
    is_aside: bool = False
    view_id: str = ""

    @property
    def key(self) -> str:
        """Unique for the click that came from here."""
        return f"click:{self.trigger_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A button, or an entry of the overflow menu, on a card or a reminder."""

    act: Act
    target: Target
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A modal that was sent off. `values` is Slack's `view.state.values`."""

    act: Act
    target: Target
    user: str
    values: Payload
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A slash command: what follows it, as it was typed, and split into a leading number and the rest."""

    text: str
    number: int | None
    rest: str
    place: Place
    channel_name: str
    key: str


def click_of(body: Payload) -> Click:
    """The click in a `block_actions` payload."""
    action = body["actions"][0]
    name, value = action["action_id"], str(action.get("value", ""))
    if name == MORE:
        name, _, value = str(action["selected_option"]["value"]).partition(":")
    return Click(act=_act(name), target=Target.parse(value), place=place_of(body))


def submission_of(body: Payload) -> Submission:
    """The answers in a `view_submission` payload."""
    view = body["view"]
    return Submission(
        act=_act(str(view["callback_id"])),
        target=Target.parse(str(view["private_metadata"])),
        user=str(body["user"]["id"]),
        values=view["state"]["values"],
        key=view_key(view),
    )


def view_key(view: Payload) -> str:
    """Unique for a modal that was sent off: that is once, and its hash changes with each of its states."""
    return f"view:{view['id']}:{view.get('hash', '')}"


def typed_of(body: Payload) -> Typed:
    """The words of a slash command."""
    text = str(body.get("text", ""))
    words = text.strip()
    first, _, rest = words.partition(" ")
    number = first.removeprefix("#").rstrip(".,:;")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return Typed(
        text=text,
        number=int(number) if is_number else None,
        rest=rest.strip() if is_number else words,
        place=place_of(body),
        channel_name=str(body.get("channel_name", "")),
        key=f"command:{body.get('trigger_id', '')}",
    )


def place_of(body: Payload) -> Place:
    """Where the answer to a click, a command or a shortcut goes."""
    user = body.get("user") or {}
    channel = body.get("channel") or {}
    container = body.get("container") or {}
    return Place(
        user=str(user.get("id") or body.get("user_id", "")),
        channel=str(channel.get("id") or body.get("channel_id", "")),
        thread_ts=str(container.get("thread_ts", "")),
        response_url=str(body.get("response_url", "")),
        trigger_id=str(body.get("trigger_id", "")),
        is_in_modal=(body.get("view") or {}).get("type") == "modal",
        view_id=str((body.get("view") or {}).get("id", "")),
        is_aside=bool(container.get("is_ephemeral")),
    )


def message_of(body: Payload) -> list[tuple[str, str]]:
    """Where the message stands that a shortcut was chosen on, and the head of its thread, if it is in one."""
    message, channel = body.get("message") or {}, str((body.get("channel") or {}).get("id", ""))
    places = (message.get("ts") or body.get("message_ts"), message.get("thread_ts"))
    return [(channel, str(ts)) for ts in places if ts]


def event_place(event: Payload) -> Place:
    """Where the answer to something said goes: beside it."""
    return Place(user=str(event["user"]), channel=str(event["channel"]), thread_ts=str(event.get("thread_ts", "")))


def _act(name: str) -> Act:
    try:
        return Act(name)
    except ValueError:
        raise NotAnId(f"{name[:40]!r} is nothing that Doorknock's buttons do") from None
