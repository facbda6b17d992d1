"""What people do in the workspace: say, edit, react, click, submit, send commands. Tests and the page both act here.

Guarantee: every act changes the workspace first and then waits for the bot; the `Ack` says how the bot answered.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.workspace import events, interactions
from bot.workspace.answers import answer
from bot.workspace.desk import Desk
from bot.workspace.filling import action_of, filled, given_value, missing_answers, view_values
from bot.workspace.links import Ack
from bot.workspace.modals import change_view, close_views, note_chosen, open_view, show_errors
from bot.workspace.model import Channel, Ephemeral, JsonObject, Message, Person, View
from bot.workspace.outgoing import Outgoing
from bot.workspace.reading import Control, controls, find_control, find_option
from bot.workspace.refusals import ExpectationFailed, Refusal, WorkspaceError
from bot.workspace.tickets import ResponseTarget

Target = Message | Ephemeral | View

_TYPED = re.compile(r"<[^<>]*>|https?://[^\s<>|]+|@([\w.-]*\w)|#([\w-]*\w)")


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of people, by id; a dataclass only to carry what they need."""

    desk: Desk
    outgoing: Outgoing

    def say(self, person: Person, channel: Channel, text: str, *, thread_ts: str = "") -> Ack:
        """Post a message; `@name` becomes a mention and a bare link a link, as Slack's composer does it."""
        channel = self._enter(person, channel)
        wire = typed(self.desk, text)
        thread = self._thread(channel, thread_ts)
        draft = Message(channel.id, "", person.id, wire, thread_ts=thread, bot_id=person.bot_id)
        message = self.desk.state.post(draft)
        state = self.desk.state
        told = [self.outgoing.event(events.post_event(state, message))]
        if f"<@{state.bot.user_id}>" in wire and not channel.is_im:
            told.append(self.outgoing.event(events.mention_event(state, message)))
        return _both(told, message)

    def post_as_tool(
        self, channel: Channel, text: str, name: str, *, blocks: Sequence[Any], attachments: Sequence[Any]
    ) -> Ack:
        """Post as another app's bot, for example a listening tool."""
        tool = self.desk.state.person(name)
        draft = Message(
            channel.id,
            "",
            tool.id,
            text,
            bot_id=tool.bot_id,
            username=tool.real_name,
            blocks=tuple(blocks),
            attachments=tuple(attachments),
        )
        message = self.desk.state.post(draft)
        return _both([self.outgoing.event(events.post_event(self.desk.state, message))], message)

    def edit(self, person: Person, message: Message, text: str) -> Ack:
        """Change one's own message."""
        self._own(person, message)
        state = self.desk.state
        wire = typed(self.desk, text)
        changed = state.change(message, text=wire, edited=state.mint_ts(), edited_by=person.id)
        return _both([self.outgoing.event(events.changed_event(state, message, changed))], changed)

    def delete(self, person: Person, message: Message) -> Ack:
        """Delete one's own message."""
        self._own(person, message)
        state = self.desk.state
        gone = state.change(message, is_deleted=True)
        return _both([self.outgoing.event(events.deleted_event(state, message))], gone)

    def react(self, person: Person, message: Message, emoji: str) -> Ack:
        """Put an emoji on a message."""
        changed = self.desk.state.react(message, emoji.strip(":"), person.id)
        event = events.reaction_event(self.desk.state, changed, emoji.strip(":"), person.id, is_added=True)
        return _both([self.outgoing.event(event)], changed)

    def unreact(self, person: Person, message: Message, emoji: str) -> Ack:
        """Take one's own emoji off a message."""
        changed = self.desk.state.unreact(message, emoji.strip(":"), person.id)
        event = events.reaction_event(self.desk.state, changed, emoji.strip(":"), person.id, is_added=False)
        return _both([self.outgoing.event(event)], changed)

    def click(self, person: Person, target: Target, wanted: str, value: object = None) -> Ack:
        """Use a button or a menu by action_id or visible label; a menu's option may be named directly."""
        blocks = _blocks_of(target)
        control, value = _pressed(blocks, wanted, value)
        action = action_of(control, value, self.desk.state.mint_ts())
        return self._clicked(person, target, control, action, value)

    def submit(self, person: Person, view: View, answers: Mapping[str, object]) -> Ack:
        """Fill in a modal and submit it; the answer may close it, complain, or show another view."""
        blocks = view.payload["blocks"]
        view = note_chosen(self.desk.state, view, filled(blocks, answers))
        missing = missing_answers(blocks, view_values(blocks, view.chosen))
        if missing:
            raise WorkspaceError(f"still to be filled in: {', '.join(map(str, missing))}")
        ack = self.outgoing.interaction(interactions.submission_payload(self.desk, person, view))
        if ack.is_ok:
            self._submitted(person, view, ack.json)
        return ack

    def close(self, person: Person, view: View, *, is_all: bool = False) -> Ack:
        """Close a modal without submitting it; the bot hears of it where it asked to."""
        close_views(self.desk.state, person.id, is_all=is_all)
        if not view.payload.get("notify_on_close"):
            return Ack(200, "not asked for", attempts=0)
        payload = interactions.closing_payload(self.desk, person, view, is_cleared=is_all)
        return self.outgoing.interaction(payload)

    def command(self, person: Person, channel: Channel, line: str) -> Ack:
        """Send a slash command; what the bot answers at once is shown."""
        name, _, text = line.strip().partition(" ")
        form = interactions.command_form(self.desk, person, channel, name, text.strip())
        ack = self.outgoing.command(form)
        if ack.is_ok and ack.body.strip():
            body = ack.json or {"text": ack.body}
            self._answered(ResponseTarget(person.id, channel.id), body)
        return ack

    def shortcut(self, person: Person, callback_id: str, message: Message | None) -> Ack:
        """Choose a shortcut: of a message, or a global one."""
        if message is None:
            return self.outgoing.interaction(interactions.shortcut_payload(self.desk, person, callback_id))
        payload = interactions.message_action_payload(self.desk, person, message, callback_id)
        return self.outgoing.interaction(payload)

    def open_home(self, person: Person) -> Ack:
        """Open the bot's App Home."""
        return self.outgoing.event(events.home_event(self.desk.state, person.id))

    def suggestions(self, person: Person, target: Target, control: Control, query: str) -> list[JsonObject]:
        """The options the bot offers in an external menu for what is typed."""
        typed_in: JsonObject = {"action_id": control.action_id, "block_id": control.block_id, "value": query}
        payload = interactions.suggestion_payload(self.desk, person, target, typed_in)
        body = self.outgoing.interaction(payload).json
        groups = body.get("option_groups") or []
        return [*(body.get("options") or []), *(o for group in groups for o in group.get("options", []))]

    def _clicked(self, person: Person, target: Target, control: Control, action: JsonObject, value: object) -> Ack:
        if isinstance(target, Message):
            return self.outgoing.interaction(interactions.message_click_payload(self.desk, person, target, action))
        if isinstance(target, Ephemeral):
            return self.outgoing.interaction(interactions.whisper_click_payload(self.desk, person, target, action))
        if control.kind not in ("button", "overflow"):
            entry = {control.block_id: {control.action_id: given_value(control, value)}}
            target = note_chosen(self.desk.state, target, entry)
        return self.outgoing.interaction(interactions.view_click_payload(self.desk, person, target, action))

    def _submitted(self, person: Person, view: View, body: JsonObject) -> None:
        state = self.desk.state
        match body.get("response_action"):
            case "errors":
                show_errors(state, view, body["errors"])
            case "update":
                change_view(state, view, body["view"])
            case "push":
                open_view(state, person.id, body["view"], on_top=True)
            case "clear":
                close_views(state, person.id, is_all=True)
            case _:
                close_views(state, person.id, is_all=False)

    def _answered(self, target: ResponseTarget, body: JsonObject) -> None:
        try:
            answer(self.desk, target, body, method="command_answer")
        except Refusal as refusal:
            raise ExpectationFailed(f"the bot's answer to the command would not be shown. {refusal}") from refusal

    def _enter(self, person: Person, channel: Channel) -> Channel:
        if channel.is_archived:
            raise WorkspaceError(f"#{channel.name} is archived; unarchive() it first")
        if person.id in channel.members:
            return channel
        if channel.is_private or channel.is_im:
            raise WorkspaceError(f"{person.name} is not in #{channel.name}, which is private; invite them first")
        joined = self.desk.state.put_channel(replace(channel, members=channel.members | {person.id}))
        self.outgoing.event(events.channel_event(self.desk.state, "member_joined_channel", joined, person.id))
        return joined

    def _thread(self, channel: Channel, thread_ts: str) -> str:
        parent = self.desk.state.message(channel.id, thread_ts) if thread_ts else None
        return (parent.thread_ts or parent.ts) if parent else ""

    def _own(self, person: Person, message: Message) -> None:
        if message.user != person.id:
            raise WorkspaceError(f"{person.name} can only change their own messages")


def typed(desk: Desk, text: str) -> str:
    """What Slack makes of typed text: known `@names` and `#channels` become mentions, bare links get their brackets."""
    return _TYPED.sub(lambda match: _typed_part(desk, match), text)


def _typed_part(desk: Desk, match: re.Match[str]) -> str:
    whole = match[0]
    if whole.startswith("http"):
        return f"<{whole}>"
    if whole.startswith("#"):
        channel = desk.state.find_channel(match[2])
        return f"<#{channel.id}|{channel.name}>" if channel and not channel.is_im else whole
    if not whole.startswith("@"):
        return whole
    known = next((p for p in list(desk.state.shelves.people.values()) if p.name == match[1]), None)
    group = next((g for g in list(desk.state.shelves.groups.values()) if g.handle == match[1]), None)
    if known:
        return f"<@{known.id}>"
    return f"<!subteam^{group.id}>" if group else whole


def _blocks_of(target: Target) -> list[Any]:
    if isinstance(target, View):
        return list(target.payload["blocks"])
    attached: list[Any] = []
    if isinstance(target, Message):
        attached = [block for attachment in target.attachments for block in attachment.get("blocks") or []]
    return [*target.blocks, *attached]


def _pressed(blocks: Sequence[Any], wanted: str, value: object) -> tuple[Control, object]:
    control = find_control(blocks, wanted)
    # A menu by itself says nothing, so its name may as well be that of one of its options.
    if control is not None and (control.kind != "overflow" or value is not None):
        return control, value
    for menu in controls(blocks):
        option = find_option(menu, wanted)
        if option is not None:
            return menu, option
    offered = ", ".join(map(str, controls(blocks))) or "nothing to press"
    raise ExpectationFailed(f"there is no {wanted!r} here; there is: {offered}")


def _both(acks: Sequence[Ack], message: Message) -> Ack:
    """One answer for several deliveries: the first that failed, else the last."""
    told = next((ack for ack in acks if not ack.is_ok), acks[-1])
    return replace(told, ts=message.ts, channel=message.channel)
