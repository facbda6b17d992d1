"""What a workspace is made of: people, channels, groups, messages, views, files.

Every value is frozen; a change is a new value put in the old one's place by the state, so a reader never sees half
of one. `to_json` functions give the shapes of Slack's Web API.
"""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JsonObject = dict[str, Any]
"""A JSON object as it travels on the wire; blocks and views stay in this shape since Slack defines it."""


def make_id(prefix: str, *names: str) -> str:
    """An id like Slack's (`U` and ten letters or digits), the same for the same names in every run."""
    digest = hashlib.sha256("\x00".join((prefix, *names)).encode()).digest()
    return prefix + b32encode(digest)[:10].decode().replace("=", "0")


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace; bots are members too.

    `team_id` names another workspace where they are at home in one, `enterprise_id` the Enterprise Grid it is on.
    """

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "UTC"
    email: str = ""
    is_bot: bool = False
    is_guest: bool = False
    is_single_channel_guest: bool = False
    is_stranger: bool = False
    team_id: str = ""
    enterprise_id: str = ""
    is_deleted: bool = False
    is_admin: bool = False
    status_text: str = ""
    status_emoji: str = ""
    bot_id: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation: a public or private channel, or a direct message (`is_im`, with the bot, of person `user`)."""

    id: str
    name: str
    created: int
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    user: str = ""
    topic: str = ""
    purpose: str = ""
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """A user group, mentioned as `<!subteam^S…>`."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on a message and who put it there, in order."""

    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a channel. `revision` rises with every change, `seq` is the state's counter at its last one."""

    channel: str
    ts: str
    user: str
    text: str
    bot_id: str = ""
    username: str = ""
    icon: str = ""
    blocks: tuple[JsonObject, ...] = ()
    attachments: tuple[JsonObject, ...] = ()
    metadata: JsonObject | None = None
    thread_ts: str = ""
    is_broadcast: bool = False
    reactions: tuple[Reaction, ...] = ()
    files: tuple[str, ...] = ()
    edited: str = ""
    edited_by: str = ""
    is_deleted: bool = False
    revision: int = 1
    seq: int = 0

    @property
    def is_reply(self) -> bool:
        """True for a message inside a thread, false for its parent."""
        return bool(self.thread_ts) and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A message only one person sees, gone when the page is closed."""

    channel: str
    ts: str
    to: str
    text: str
    blocks: tuple[JsonObject, ...] = ()
    thread_ts: str = ""
    username: str = ""
    icon: str = ""
    user: str = ""
    bot_id: str = ""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A modal on a person's stack, or a person's App Home."""

    id: str
    type: str
    user: str
    payload: JsonObject
    hash: str
    root_id: str
    previous_id: str = ""
    external_id: str = ""
    chosen: JsonObject = field(default_factory=dict)
    errors: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was uploaded; it shows in channels once the upload is completed."""

    id: str
    name: str
    title: str
    alt: str
    created: int
    data: bytes = b""
    mimetype: str = "application/octet-stream"
    channels: tuple[str, ...] = ()
    user: str = ""


@dataclass(frozen=True, slots=True)
class Bot:
    """The identity and the tokens of the one app that is installed here."""

    app_id: str
    bot_id: str
    user_id: str
    name: str
    team_id: str
    token: str
    app_token: str
    signing_secret: str
    verification_token: str = "unused"  # noqa: S105 - Slack's deprecated field, not a secret


@dataclass(frozen=True, slots=True)
class Accepted:
    """One thing that Slack accepted from the bot, in the order of acceptance."""

    method: str
    channel: str
    ts: str
    thread_ts: str
    text: str
    metadata: JsonObject | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing that Slack refused, in the order of refusal: by which method, with which error, and why."""

    method: str
    error: str
    detail: tuple[str, ...] = ()
