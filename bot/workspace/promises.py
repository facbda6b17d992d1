"""Messages and channels as tests and the demo read them: `channel.expect("Knock 2")`, `posted.buttons`.

Guarantees: a handle always shows the message as it is now; `expect` gives each version of a message out once, so the
same knock cannot satisfy two expectations; a failed expectation prints what is there instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.model import Channel, JsonObject, Message
from bot.workspace.reading import Control, controls, plain_text
from bot.workspace.refusals import ExpectationFailed
from bot.workspace.state import State

EXPECT_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in a channel, always as it is now."""

    state: State = field(repr=False)
    channel_id: str
    ts: str

    @property
    def now(self) -> Message:
        """The message as it is now, deleted or not."""
        found = self.state.message(self.channel_id, self.ts)
        if found is None:
            raise ExpectationFailed(f"there is no message {self.ts} in {self.channel_id}")
        return found

    @property
    def text(self) -> str:
        """The text as it travelled: the fallback where there are blocks."""
        return self.now.text

    @property
    def blocks(self) -> list[JsonObject]:
        """The blocks as Slack keeps them."""
        return list(self.now.blocks)

    @property
    def metadata(self) -> JsonObject | None:
        """The metadata the bot gave it."""
        return self.now.metadata

    @property
    def plain(self) -> str:
        """All text a reader sees."""
        return plain_text(self.state, self.now.text, self.now.blocks, self.now.attachments)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [control.label for control in self.controls if control.kind == "button"]

    @property
    def controls(self) -> list[Control]:
        """Everything in it that can be pressed or filled in."""
        attached = [b for attachment in self.now.attachments for b in attachment.get("blocks") or []]
        return controls([*self.now.blocks, *attached])

    @property
    def thread(self) -> list["Posted"]:
        """The replies, oldest first."""
        root = self.now.thread_ts or self.ts
        return [Posted(self.state, m.channel, m.ts) for m in self.state.replies(self.channel_id, root)]

    @property
    def reactions(self) -> Mapping[str, list[str]]:
        """Emoji and the names of who put them there."""
        people = self.state.shelves.people
        return {r.name: [people[user].name for user in r.users] for r in self.now.reactions}

    @property
    def author(self) -> str:
        """The name of who posted it."""
        return self.now.username or self.state.shelves.people[self.now.user].name

    @property
    def is_deleted(self) -> bool:
        """True once it was deleted."""
        return self.now.is_deleted

    @property
    def is_edited(self) -> bool:
        """True once it was edited."""
        return bool(self.now.edited)

    def __str__(self) -> str:
        return f"{self.author}: {self.plain}"


@dataclass(slots=True)
class Room:
    """A channel as a reader sees it."""

    state: State = field(repr=False)
    id: str
    _expected: set[tuple[str, int]] = field(default_factory=set)
    _quiet_after: str = ""

    @property
    def now(self) -> Channel:
        """The channel as it is now."""
        return self.state.shelves.channels[self.id]

    @property
    def name(self) -> str:
        """Its name without the `#`."""
        return self.now.name

    @property
    def messages(self) -> list[Posted]:
        """What is in the channel outside threads, oldest first."""
        return [Posted(self.state, m.channel, m.ts) for m in self.state.messages(self.id) if not m.is_reply]

    @property
    def everything(self) -> list[Posted]:
        """What is in the channel with all replies, oldest first."""
        return [Posted(self.state, m.channel, m.ts) for m in self.state.messages(self.id)]

    def expect(self, *texts: str, thread: Posted | None = None, within: float = EXPECT_WITHIN_S) -> Posted:
        """Wait for a message or an edit by a bot that shows all `texts`; each version is given out once."""
        found: list[Message] = []

        def is_there() -> bool:
            found[:] = [m for m in self._fresh(thread) if all(text in self._plain(m) for text in texts)]
            return bool(found)

        if not self.state.wait_until(is_there, within=within):
            raise ExpectationFailed(f"#{self.name} does not show {_quoted(texts)} within {within} s. {self._shown()}")
        self._expected.add((found[0].ts, found[0].revision))
        return Posted(self.state, self.id, found[0].ts)

    def expect_nothing_new(self, *, within: float = 0.1) -> None:
        """Fail where a bot posted a message, here or in a thread, that no `expect` has taken yet."""

        def is_there() -> bool:
            return bool(self._surprises())

        if self.state.wait_until(is_there, within=within):
            surprise = self._surprises()[0]
            raise ExpectationFailed(f"#{self.name} should stay quiet, but shows: {self._plain(surprise)}")

    def expect_no(self, text: str) -> None:
        """Fail where any message that can be seen shows `text`."""
        seen = [posted for posted in self.everything if text in posted.plain]
        if seen:
            raise ExpectationFailed(f"#{self.name} should not show {text!r}, but does: {seen[0]}")

    def mark_seen(self) -> None:
        """Everything so far is known: only what comes after can be expected."""
        self._expected |= {(m.ts, m.revision) for m in self.state.messages(self.id)}

    def _fresh(self, thread: Posted | None) -> list[Message]:
        posts = [m for m in self.state.messages(self.id) if m.bot_id == self.state.bot.bot_id]
        if thread is not None:
            posts = [m for m in posts if m.thread_ts == (thread.now.thread_ts or thread.ts)]
        return [m for m in posts if (m.ts, m.revision) not in self._expected]

    def _surprises(self) -> list[Message]:
        known = {ts for ts, _ in self._expected}
        return [m for m in self._fresh(None) if m.ts not in known]

    def _plain(self, message: Message) -> str:
        return plain_text(self.state, message.text, message.blocks, message.attachments)

    def _shown(self) -> str:
        lines = [f"  {'  ↳ ' if p.now.is_reply else ''}{p}" for p in self.everything[-12:]]
        return "It shows:\n" + "\n".join(lines) if lines else "It is empty."


def _quoted(texts: Sequence[Any]) -> str:
    return " and ".join(repr(text) for text in texts) or "anything new"
