"""Everything the workspace remembers, in memory, behind one lock.

Guarantees: every change happens under the lock, gets the next sequence number and wakes those who wait for changes;
`ts` are unique and increasing over the whole workspace and follow the clock it was given. Nothing here talks to a
network, so the lock is never held while somebody else is waited for.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.workspace.model import (
    Accepted,
    Bot,
    Channel,
    Ephemeral,
    Group,
    JsonObject,
    Message,
    Person,
    Reaction,
    Refused,
    StoredFile,
    View,
    make_id,
)
from bot.workspace.refusals import Refusal, WorkspaceError

_CHANGES_KEPT = 5000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed: `kind` says what, `key` which one, `person` whom it concerns alone (empty: everybody)."""

    seq: int
    kind: str
    key: tuple[str, ...]
    person: str = ""


@dataclass(slots=True)
class Shelves:
    """The collections of the state, kept apart from the rules for changing them."""

    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    threads: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    ephemerals: dict[str, list[Ephemeral]] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)


class State:
    """The workspace's memory. Methods that change anything take the lock themselves."""

    def __init__(self, *, clock: Clock, bot: Bot, team_name: str, scopes: Iterable[str]) -> None:
        self.clock = clock
        self.bot = bot
        self.team_name = team_name
        self.team_domain = team_name.lower().replace(" ", "-")
        self.enterprise_id = ""
        self.scopes = frozenset(scopes)
        self.revoked: set[str] = set()
        self.manifest: JsonObject = {}
        self.config_token = "xoxe.xoxp-1-configuration"  # noqa: S105 - opens nothing
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.shelves = Shelves()
        self.record: list[Accepted] = []
        self.refused: list[Refused] = []
        self.base_url = ""
        self._seq = 0
        self._last_ts = 0
        self._serial = 0
        self._changes: deque[Change] = deque(maxlen=_CHANGES_KEPT)

    # --- sequence, time, waiting ---------------------------------------------------------------------------------

    @property
    def seq(self) -> int:
        """The number of the last change."""
        return self._seq

    def note(self, kind: str, *key: str, person: str = "") -> int:
        """Count a change and wake everybody who waits for one."""
        with self.changed:
            self._seq += 1
            self._changes.append(Change(self._seq, kind, key, person))
            self.changed.notify_all()
            return self._seq

    def changes_after(self, seq: int) -> list[Change]:
        """The changes after `seq` that are still remembered, oldest first."""
        with self.lock:
            return [change for change in self._changes if change.seq > seq]

    def wait_until(self, is_met: Callable[[], bool], *, within: float) -> bool:
        """Wait at most `within` seconds of real time until `is_met()`; it is asked again after every change."""
        deadline = time.monotonic() + within
        with self.changed:
            while not is_met():
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self.changed.wait(left)
            return True

    def mint_ts(self) -> str:
        """The next message timestamp: the clock's microseconds, pushed forward where they are already taken."""
        with self.lock:
            elapsed = self.clock.now() - _EPOCH
            self._last_ts = max(elapsed // timedelta(microseconds=1), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def mint_id(self, prefix: str) -> str:
        """A new id of that kind, unique in this workspace."""
        with self.lock:
            self._serial += 1
            return make_id(prefix, str(self._serial))

    def write_down(self, method: str, message: Message | Ephemeral, *, metadata: JsonObject | None = None) -> None:
        """Add to the record of what Slack accepted."""
        with self.lock:
            channel, ts, thread, text = message.channel, message.ts, message.thread_ts, message.text
            self.record.append(Accepted(method, channel, ts, thread, text, metadata, self.clock.now()))

    def note_refusal(self, method: str, refusal: Refusal) -> None:
        """Add to what Slack refused."""
        with self.lock:
            self.refused.append(Refused(method, refusal.error, tuple(refusal.detail)))

    # --- finding -------------------------------------------------------------------------------------------------

    def person(self, ref: str) -> Person:
        """A person by id, name or `@name`."""
        bare = ref.removeprefix("@")
        with self.lock:
            found = self.shelves.people.get(ref)
            found = found or next((p for p in self.shelves.people.values() if p.name == bare), None)
        if found is None:
            known = ", ".join(sorted(p.name for p in self.shelves.people.values()))
            raise WorkspaceError(f"nobody here is called {ref!r}; add_person() first. Known: {known or 'nobody'}")
        return found

    def channel(self, ref: str) -> Channel:
        """A channel by id, name or `#name`."""
        found = self.find_channel(ref)
        if found is None:
            known = ", ".join(sorted(c.name for c in self.shelves.channels.values() if not c.is_im))
            raise WorkspaceError(f"there is no channel {ref!r}; add_channel() first. Known: {known or 'none'}")
        return found

    def find_channel(self, ref: str) -> Channel | None:
        """A channel by id, name or `#name`, None where there is none."""
        bare = ref.removeprefix("#")
        with self.lock:
            by_name = (c for c in self.shelves.channels.values() if c.name == bare and not c.is_im)
            return self.shelves.channels.get(ref) or next(by_name, None)

    def message(self, channel: str, ts: str) -> Message | None:
        """A message by channel id and ts, deleted ones included."""
        with self.lock:
            return self.shelves.messages.get(channel, {}).get(ts)

    def messages(self, channel: str) -> list[Message]:
        """The messages of a channel that can be seen, oldest first, replies included."""
        with self.lock:
            return [m for m in self.shelves.messages.get(channel, {}).values() if not m.is_deleted]

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """The replies of a thread without its parent, oldest first."""
        with self.lock:
            known = self.shelves.messages.get(channel, {})
            found = [known[ts] for ts in self.shelves.threads.get((channel, thread_ts), ())]
            return [message for message in found if not message.is_deleted]

    # --- changing ------------------------------------------------------------------------------------------------

    def put_person(self, person: Person) -> Person:
        """Add or replace a person."""
        with self.lock:
            self.shelves.people[person.id] = person
            self.note("person", person.id)
            return person

    def put_channel(self, channel: Channel) -> Channel:
        """Add or replace a channel."""
        with self.lock:
            self.shelves.channels[channel.id] = channel
            self.shelves.messages.setdefault(channel.id, {})
            self.note("channel", channel.id)
            return channel

    def put_group(self, group: Group) -> Group:
        """Add or replace a user group."""
        with self.lock:
            self.shelves.groups[group.id] = group
            self.note("group", group.id)
            return group

    def put_file(self, file: StoredFile) -> StoredFile:
        """Add or replace a file."""
        with self.lock:
            self.shelves.files[file.id] = file
            return file

    def post(self, draft: Message) -> Message:
        """Add `draft` to its channel; it gets a ts where it has none."""
        with self.lock:
            message = replace(draft, ts=draft.ts or self.mint_ts())
            return self._store(message)

    def change(self, message: Message, **changes: object) -> Message:
        """Replace fields of a message as it is now; its revision rises."""
        with self.lock:
            present = self.shelves.messages[message.channel][message.ts]
            return self._store(replace(present, revision=present.revision + 1, **changes))  # type: ignore[arg-type]

    def react(self, message: Message, name: str, user: str) -> Message:
        """Put an emoji on a message."""
        with self.lock:
            present = self.shelves.messages[message.channel][message.ts]
            by_name = {r.name: r.users for r in present.reactions}
            if user in by_name.get(name, ()):
                raise Refusal("already_reacted")
            by_name[name] = (*by_name.get(name, ()), user)
            return self._store(replace(present, reactions=tuple(Reaction(n, u) for n, u in by_name.items())))

    def unreact(self, message: Message, name: str, user: str) -> Message:
        """Take an emoji off a message."""
        with self.lock:
            present = self.shelves.messages[message.channel][message.ts]
            if user not in next((r.users for r in present.reactions if r.name == name), ()):
                raise Refusal("no_reaction")
            left = [
                Reaction(r.name, tuple(u for u in r.users if u != user or r.name != name)) for r in present.reactions
            ]
            return self._store(replace(present, reactions=tuple(r for r in left if r.users)))

    def whisper(self, ephemeral: Ephemeral) -> Ephemeral:
        """Show a message to one person alone; the same ts again replaces it."""
        with self.lock:
            kept = [e for e in self.shelves.ephemerals.get(ephemeral.to, []) if e.ts != ephemeral.ts]
            self.shelves.ephemerals[ephemeral.to] = [*kept, ephemeral]
            self.note("ephemeral", ephemeral.to, ephemeral.ts, person=ephemeral.to)
            return ephemeral

    def direct_message(self, user: str) -> Channel:
        """The direct message between the bot and a person, opened where there is none yet."""
        with self.lock:
            channel_id = make_id("D", user, self.bot.user_id)
            known = self.shelves.channels.get(channel_id)
            if known is not None:
                return known
            created = int((self.clock.now() - _EPOCH).total_seconds())
            members = frozenset({user, self.bot.user_id})
            return self.put_channel(Channel(channel_id, user, created, is_im=True, user=user, members=members))

    def _store(self, message: Message) -> Message:
        seq = self.note("message", message.channel, message.ts)
        if message.is_reply and message.ts not in self.shelves.messages[message.channel]:
            self.shelves.threads.setdefault((message.channel, message.thread_ts), []).append(message.ts)
        stored = replace(message, seq=seq)
        self.shelves.messages[message.channel][message.ts] = stored
        if stored.is_reply:
            self.note("message", message.channel, message.thread_ts)
        return stored
