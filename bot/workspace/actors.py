"""People as tests and the demo play them: `maria.clicks(posted, "claim")`, `maria.says("#billing", "Found it")`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.workspace.acting import Acts, Target
from bot.workspace.links import Ack
from bot.workspace.modals import open_views
from bot.workspace.model import Channel, Ephemeral, JsonObject, Person, View
from bot.workspace.promises import Posted
from bot.workspace.reading import Control, controls, find_control, plain_text
from bot.workspace.refusals import ExpectationFailed
from bot.workspace.state import State


@dataclass(frozen=True, slots=True)
class Whispered:
    """An ephemeral message as the one person who sees it reads it."""

    state: State = field(repr=False)
    shown: Ephemeral

    @property
    def text(self) -> str:
        """The text as it travelled."""
        return self.shown.text

    @property
    def plain(self) -> str:
        """All text the person sees."""
        return plain_text(self.state, self.shown.text, self.shown.blocks)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [c.label for c in controls(self.shown.blocks) if c.kind == "button"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A modal or an App Home as its person sees it, always as it is now."""

    state: State = field(repr=False)
    view_id: str

    @property
    def now(self) -> View:
        """The view as it is now."""
        return self.state.shelves.views[self.view_id]

    @property
    def title(self) -> str:
        """The title of a modal, empty for a home."""
        return str((self.now.payload.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The name the bot gave it."""
        return str(self.now.payload.get("callback_id", ""))

    @property
    def blocks(self) -> list[JsonObject]:
        """Its blocks."""
        return list(self.now.payload["blocks"])

    @property
    def plain(self) -> str:
        """All text the person sees."""
        return "\n".join(line for line in (self.title, plain_text(self.state, "", self.blocks)) if line)

    @property
    def controls(self) -> list[Control]:
        """Everything in it that can be pressed or filled in."""
        return controls(self.blocks)

    @property
    def errors(self) -> JsonObject:
        """The bot's complaints after a submission, by block_id."""
        return dict(self.now.errors)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person one can act as. Every acting call returns when the bot has answered, or its time is up."""

    acts: Acts = field(repr=False)
    id: str

    @property
    def now(self) -> Person:
        """The person as they are now."""
        return self._state.shelves.people[self.id]

    @property
    def name(self) -> str:
        """The short name."""
        return self.now.name

    @property
    def mention(self) -> str:
        """How the person is mentioned in a text."""
        return f"<@{self.id}>"

    @property
    def view(self) -> Shown:
        """The modal that is open on top; fails where none is."""
        stack = open_views(self._state, self.id)
        if not stack:
            raise ExpectationFailed(f"{self.name} has no modal open")
        return Shown(self._state, stack[-1].id)

    @property
    def has_view(self) -> bool:
        """True while a modal is open."""
        return bool(open_views(self._state, self.id))

    @property
    def home(self) -> Shown:
        """The App Home; fails where the bot has published none."""
        view_id = self._state.shelves.homes.get(self.id)
        if view_id is None:
            raise ExpectationFailed(f"{self.name} has no App Home yet; opens_home() asks for one")
        return Shown(self._state, view_id)

    @property
    def ephemerals(self) -> list[Whispered]:
        """What only this person sees, oldest first."""
        shown = self._state.shelves.ephemerals.get(self.id, [])
        return [Whispered(self._state, e) for e in shown if not e.is_deleted]

    @property
    def direct_messages(self) -> list[Posted]:
        """What the bot has told this person alone and still stands, outside threads, oldest first."""
        channel = self._state.direct_message(self.id).id
        said = [m for m in self._state.messages(channel) if m.bot_id == self._state.bot.bot_id and not m.is_reply]
        return [Posted(self._state, m.channel, m.ts) for m in said]

    def awaits_view(self, title: str = "", *, within: float = 5.0) -> Shown:
        """Wait until a modal is open whose title contains `title`."""
        if not self._state.wait_until(lambda: self.has_view and title in self.view.title, within=within):
            raise ExpectationFailed(f"{self.name} sees no modal {title!r} within {within} s")
        return self.view

    def awaits_home(self, text: str = "", *, within: float = 5.0) -> Shown:
        """Wait until the App Home shows `text`."""
        homes = self._state.shelves.homes
        if not self._state.wait_until(lambda: self.id in homes and text in self.home.plain, within=within):
            raise ExpectationFailed(f"{self.name} has no App Home that shows {text!r} within {within} s")
        return self.home

    def awaits_ephemeral(self, text: str, *, within: float = 5.0) -> Whispered:
        """Wait until the last ephemeral message shows `text`."""
        if not self._state.wait_until(lambda: any(text in e.plain for e in self.ephemerals), within=within):
            seen = "; ".join(e.plain for e in self.ephemerals) or "nothing"
            raise ExpectationFailed(f"{self.name} was not told {text!r} within {within} s, but: {seen}")
        return [e for e in self.ephemerals if text in e.plain][-1]

    def says(self, channel: str, text: str, *, thread: Posted | None = None) -> Ack:
        """Post in a channel, in a thread, or to the bot itself (`@bot` as the channel); `ack.ts` is the message."""
        return self.acts.say(self.now, self._channel(channel), text, thread_ts=thread.ts if thread else "")

    def edits(self, message: Posted, text: str) -> Ack:
        """Change one's own message."""
        return self.acts.edit(self.now, message.now, text)

    def deletes(self, message: Posted) -> Ack:
        """Delete one's own message."""
        return self.acts.delete(self.now, message.now)

    def reacts(self, message: Posted, emoji: str) -> Ack:
        """Put an emoji on a message."""
        return self.acts.react(self.now, message.now, emoji)

    def unreacts(self, message: Posted, emoji: str) -> Ack:
        """Take one's own emoji off."""
        return self.acts.unreact(self.now, message.now, emoji)

    def clicks(self, on: Posted | Whispered | Shown, control: str, *, value: object = None) -> Ack:
        """Use a button, a menu or one of its options, by action_id or visible label."""
        return self.acts.click(self.now, _target(on), control, value)

    def submits(self, view: Shown, answers: Mapping[str, object] | None = None) -> Ack:
        """Fill in a modal (by `block/action`, action_id, block_id or label) and submit it."""
        return self.acts.submit(self.now, view.now, answers or {})

    def closes(self, view: Shown) -> Ack:
        """Close a modal without submitting it."""
        return self.acts.close(self.now, view.now)

    def commands(self, line: str, channel: str) -> Ack:
        """Send a slash command, for example `/claim 1042`, in a channel."""
        return self.acts.command(self.now, self._channel(channel), line)

    def shortcut(self, callback_id: str, message: Posted | None = None) -> Ack:
        """Choose a shortcut: of a message, or a global one."""
        return self.acts.shortcut(self.now, callback_id, message.now if message else None)

    def opens_home(self) -> Ack:
        """Open the bot's App Home."""
        return self.acts.open_home(self.now)

    def looks_up(self, on: Posted | Shown, control: str, query: str) -> list[str]:
        """Type into an external menu; the labels the bot offers."""
        target = _target(on)
        found = find_control(on.blocks, control)
        if found is None:
            raise ExpectationFailed(f"there is no menu {control!r} here")
        return [str(o["text"]["text"]) for o in self.acts.suggestions(self.now, target, found, query)]

    def _channel(self, ref: str) -> Channel:
        if ref.startswith("@"):
            return self._state.direct_message(self.id)
        return self._state.channel(ref)

    @property
    def _state(self) -> State:
        return self.acts.desk.state


def _target(on: Posted | Whispered | Shown) -> Target:
    if isinstance(on, Whispered):
        # Answers may have replaced it meanwhile; a click always goes to what is shown now.
        shown = on.state.shelves.ephemerals.get(on.shown.to, [])
        return next((e for e in shown if e.ts == on.shown.ts), on.shown)
    return on.now
