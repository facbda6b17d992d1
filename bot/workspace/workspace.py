"""A Slack on the laptop: the whole workspace behind one object.

Guarantees: the real slack_sdk and slack_bolt work against `serve()`'s address unchanged, over HTTP or Socket Mode;
everything is in memory and on the loopback interface; nothing here knows which bot is connected.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.clock import Clock, MovableClock, SystemClock
from bot.workspace import events
from bot.workspace.acting import Acts
from bot.workspace.actors import Actor
from bot.workspace.desk import Desk
from bot.workspace.faults import Faults
from bot.workspace.identity import DEFAULT_SCOPES, make_identity
from bot.workspace.links import Ack, HttpLink
from bot.workspace.model import Accepted, Channel, Group, JsonObject, Person, Refused, make_id
from bot.workspace.outgoing import Manners, Outgoing
from bot.workspace.promises import Posted, Room
from bot.workspace.refusals import MISSHAPEN, WorkspaceError
from bot.workspace.server import WorkspaceServer, build_app
from bot.workspace.sockets import SocketDesk
from bot.workspace.state import State
from bot.workspace.tickets import Triggers


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command or a shortcut the page offers; `hint` says what may follow a command."""

    name: str
    description: str
    hint: str = ""


class Workspace:
    """People, channels, a bot, and the server that makes a Slack of them."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        name: str = "Lakeside",
        bot_name: str = "doorknock",
        bot_real_name: str = "Doorknock",
        signing_secret: str = "a-signing-secret-for-the-laptop",  # noqa: S107 - opens nothing but this server
        scopes: Iterable[str] = DEFAULT_SCOPES,
        manners: Manners | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.bot = make_identity(name, bot_name, signing_secret)
        self.state = State(clock=self.clock, bot=self.bot, team_name=name, scopes=scopes)
        self.faults = Faults(lambda ref: self.state.channel(ref).id)
        self.manners = manners or Manners()
        self.desk = Desk(self.state, self.faults, triggers=Triggers(life_s=self.manners.trigger_life))
        self.sockets = SocketDesk(self.state, ack_within=self.manners.ack_within)
        self.outgoing = Outgoing(self.state, self.manners, self.sockets)
        self.desk.announce = self.outgoing.announce
        self.acts = Acts(self.desk, self.outgoing)
        self.commands: list[Command] = []
        self.message_shortcuts: list[Command] = []
        self.banner_text = ""
        self.on_forward: Callable[[timedelta], object] = self._forward_clock
        self._rooms: dict[str, Room] = {}
        me = Person(self.bot.user_id, bot_name, bot_real_name, is_bot=True, bot_id=self.bot.bot_id)
        self.state.put_person(me)

    # --- building ------------------------------------------------------------------------------------------------

    def add_person(
        self, name: str, real_name: str = "", *, title: str = "", tz: str = "Europe/Berlin", **facts: Any
    ) -> Actor:
        """Add a person; `facts` are further fields of `Person` (`email`, `is_guest`, `is_admin`, `status_text` …)."""
        facts.setdefault("email", f"{name}@example.com")
        person = Person(make_id("U", name), name, real_name or name.title(), title=title, tz=tz, **facts)
        self.state.put_person(person)
        return Actor(self.acts, person.id)

    def add_tool(self, name: str, real_name: str = "") -> Actor:
        """Add another app's bot, for example a listening tool that posts into a channel."""
        bot_id = make_id("B", name)
        self.state.put_person(Person(make_id("U", name), name, real_name or name, is_bot=True, bot_id=bot_id))
        return self.person(name)

    def add_channel(
        self,
        name: str,
        *,
        members: Iterable[str] = (),
        is_private: bool = False,
        has_bot: bool = True,
        topic: str = "",
        purpose: str = "",
    ) -> Room:
        """Add a channel with people in it, and the bot unless `has_bot=False`."""
        bare = name.removeprefix("#")
        inside = {self.state.person(member).id for member in members} | ({self.bot.user_id} if has_bot else set())
        created = int(self.clock.now().timestamp())
        channel = Channel(make_id("C", bare), bare, created, is_private, topic=topic, purpose=purpose)
        self.state.put_channel(replace(channel, members=frozenset(inside)))
        return self.channel(bare)

    def add_group(self, handle: str, name: str = "", *, members: Iterable[str] = ()) -> Group:
        """Add a user group, mentioned as `<!subteam^S…>`."""
        inside = tuple(self.state.person(member).id for member in members)
        return self.state.put_group(Group(make_id("S", handle), handle, name or handle.title(), inside))

    def add_command(self, name: str, description: str, *, hint: str = "") -> None:
        """Tell the page about a slash command, so that it can complete it."""
        self.commands.append(Command(name, description, hint))

    def add_message_shortcut(self, callback_id: str, label: str) -> None:
        """Tell the page about a message shortcut."""
        self.message_shortcuts.append(Command(callback_id, label))

    # --- finding -------------------------------------------------------------------------------------------------

    def person(self, ref: str) -> Actor:
        """A person to act as, by name or id."""
        return Actor(self.acts, self.state.person(ref).id)

    def channel(self, ref: str) -> Room:
        """A channel to read, by name or id; the same object each time, so that expectations add up."""
        found = self.state.channel(ref)
        return self._rooms.setdefault(found.id, Room(self.state, found.id))

    def direct_message(self, person: str) -> Room:
        """The direct message between the bot and a person."""
        found = self.state.direct_message(self.state.person(person).id)
        return self._rooms.setdefault(found.id, Room(self.state, found.id))

    def message(self, ack: Ack) -> Posted:
        """The message an act left behind."""
        return Posted(self.state, ack.channel, ack.ts)

    @property
    def record(self) -> list[Accepted]:
        """What was accepted from the bot so far, in order."""
        with self.state.lock:
            return list(self.state.record)

    @property
    def refused(self) -> list[Refused]:
        """What was refused to the bot so far, in order; faults on demand are not among it."""
        with self.state.lock:
            return list(self.state.refused)

    @property
    def misshapen(self) -> list[Refused]:
        """Those of them that Slack could not have shown."""
        return [each for each in self.refused if each.error in MISSHAPEN]

    # --- things that happen ----------------------------------------------------------------------------------------

    def bot_posts(
        self,
        channel: str,
        text: str,
        *,
        attachments: Sequence[JsonObject] = (),
        blocks: Sequence[JsonObject] = (),
        tool: str = "listening-tool",
    ) -> Ack:
        """A listening tool posts into a channel."""
        if all(p.name != tool for p in list(self.state.shelves.people.values())):
            self.add_tool(tool)
        found = self.state.channel(channel)
        return self.acts.post_as_tool(found, text, tool, blocks=blocks, attachments=attachments)

    def archive(self, channel: str, *, by: str = "") -> Ack:
        """Archive a channel."""
        return self._change_channel(channel, "channel_archive", by, is_archived=True)

    def unarchive(self, channel: str, *, by: str = "") -> Ack:
        """Bring an archived channel back."""
        return self._change_channel(channel, "channel_unarchive", by, is_archived=False)

    def rename(self, channel: str, name: str, *, by: str = "") -> Ack:
        """Rename a channel; its id stays."""
        return self._change_channel(channel, "channel_rename", by, name=name.removeprefix("#"))

    def invite(self, person: str, channel: str) -> Ack:
        """Make somebody (or the bot, by its name) a member of a channel."""
        found, who = self.state.channel(channel), self.state.person(person)
        joined = self.state.put_channel(replace(found, members=found.members | {who.id}))
        return self.outgoing.event(events.channel_event(self.state, "member_joined_channel", joined, who.id))

    def remove(self, person: str, channel: str) -> Ack:
        """Take somebody (or the bot) out of a channel."""
        found, who = self.state.channel(channel), self.state.person(person)
        left = self.state.put_channel(replace(found, members=found.members - {who.id}))
        return self.outgoing.event(events.channel_event(self.state, "member_left_channel", left, who.id))

    def regroup(self, handle: str, members: Iterable[str]) -> Ack:
        """Say who is in a user group from now on."""
        shelf = self.state.shelves.groups.values()
        before = next(group for group in shelf if group.handle == handle.removeprefix("@"))
        inside = tuple(self.state.person(member).id for member in members)
        after = self.state.put_group(replace(before, members=inside))
        return self.outgoing.event(events.group_event(self.state, after, before.members))

    def set_status(self, person: str, text: str = "", emoji: str = "") -> None:
        """Set a person's status; empty clears it."""
        self.state.put_person(replace(self.state.person(person), status_text=text, status_emoji=emoji))

    def change_person(self, person: str, **facts: Any) -> None:
        """Change any field of a person, for example `is_deleted=True` when somebody leaves."""
        self.state.put_person(replace(self.state.person(person), **facts))

    def revoke_tokens(self) -> Ack:
        """Revoke the bot token; calls fail with token_revoked from now on."""
        self.state.revoked.add(self.bot.token)
        tokens = {"oauth": [], "bot": [self.bot.user_id]}
        return self.outgoing.event({"type": "tokens_revoked", "tokens": tokens, "event_ts": self.state.mint_ts()})

    def restore_tokens(self) -> None:
        """Undo `revoke_tokens`."""
        self.state.revoked.clear()

    def banner(self, text: str) -> None:
        """Write into the page's status strip; empty hides it."""
        self.banner_text = text
        self.state.note("banner")

    def forward(self, delta: timedelta) -> None:
        """Let time pass, by whatever `on_forward` is; the page's clock buttons come here."""
        self.on_forward(delta)
        self.state.note("clock")

    # --- serving -------------------------------------------------------------------------------------------------

    @contextmanager
    def serve(self, port: int = 0) -> Iterator[str]:
        """Serve on 127.0.0.1 (0: any free port); yields the `base_url` for slack_sdk, ending in `/api/`."""
        from bot.workspace.pages import page_routes

        server = WorkspaceServer(build_app(self.desk, self.sockets, page_routes(self)))
        self.state.base_url = server.bind(port)
        server.start()
        self.outgoing.start()
        try:
            yield f"{self.state.base_url}/api/"
        finally:
            self.state.note("closing")
            self.outgoing.stop()
            server.stop()
            self._hang_up()

    @property
    def page_url(self) -> str:
        """The address of the page."""
        return f"{self.state.base_url}/"

    def connect_http(self, events: str, *, interactions: str = "", commands: str = "") -> None:
        """Send events, interactions and commands to these addresses, signed; one address may serve all."""
        self._hang_up()
        self.outgoing.http = HttpLink(
            events=events,
            interactions=interactions or events,
            commands=commands or events,
            signing_secret=self.bot.signing_secret,
            ack_within=self.manners.ack_within,
        )
        self.state.note("socket")

    def await_socket(self, *, count: int = 1, within: float = 10.0) -> None:
        """Wait until the bot has opened its Socket Mode connection."""
        if not self.state.wait_until(lambda: self.sockets.count >= count, within=within):
            raise WorkspaceError(f"no Socket Mode connection within {within} s; is the bot started with this base_url?")

    def settle(self) -> None:
        """Wait until the bot has been told everything it caused itself."""
        self.outgoing.settle()

    def _forward_clock(self, delta: timedelta) -> None:
        if not isinstance(self.clock, MovableClock):
            raise WorkspaceError("the machine's clock cannot be moved; give the workspace a MovableClock")
        self.clock.forward(delta)

    def _change_channel(self, ref: str, kind: str, by: str, **changes: Any) -> Ack:
        channel = self.state.put_channel(replace(self.state.channel(ref), **changes))
        user = self.state.person(by).id if by else ""
        return self.outgoing.event(events.channel_event(self.state, kind, channel, user))

    def _hang_up(self) -> None:
        if self.outgoing.http is not None:
            self.outgoing.http.close()
            self.outgoing.http = None
