"""What an emoji on a card, or on a line of the bot in its thread, asks for: what the rulebook says of it.

Guarantee: an emoji on what a person wrote does nothing but end their own promise. Taking one off gives a claim back
that was taken with it, as long as nothing else has happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bot.core.commands import Release
from bot.core.gestures import Gesture, emoji_name
from bot.core.refusal import Refusal
from bot.core.rights import Via
from bot.slack.acting.answering import answer_click
from bot.slack.acting.doing import Request, perform
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.emoji import NEVER_MIND
from bot.slack.grammar import Said
from bot.slack.hearing import forget_promise
from bot.slack.ids import Target
from bot.slack.parse import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """An emoji on a message of a thread: whose, on which assignment, and which event said so."""

    emoji: str
    by: str
    channel: str
    target: Target
    key: str

    @property
    def place(self) -> Place:
        """Where to answer."""
        return Place(user=self.by, channel=self.channel)

    @classmethod
    def on_card(cls, desk: Desk, event: Mapping[str, Any], *, key: str) -> Self | None:
        """The reaction in an event, None where it is on no message of ours, or our own."""
        item, by = event.get("item") or {}, str(event.get("user", ""))
        if item.get("type") != "message" or by in ("", desk.services.directory.identity().user_id):
            return None
        channel = str(item.get("channel", ""))
        found = desk.services.issues.at_message(channel, str(item.get("ts", "")))
        emoji = emoji_name(str(event.get("reaction", "")))
        return cls(emoji=emoji, by=by, channel=channel, target=Target(*found), key=key) if found else None


def put_on(desk: Desk, reaction: Reaction) -> None:
    """Do what the emoji means, or ask for what is missing; an emoji without a meaning is just an emoji."""
    meant = desk.services.rules.current.reactions.get(reaction.emoji)
    if meant is None:
        return
    request = Request(
        said=Said(act=Act(meant), emoji=reaction.emoji),
        target=reaction.target,
        place=reaction.place,
        key=reaction.key,
        via=Via.REACTION,
    )
    answer_click(desk, request, perform(desk, request))


def on_words(desk: Desk, event: Mapping[str, Any], *, key: str) -> None:
    """An emoji on what a person wrote: by it they say that they need not be reminded of what they promised there."""
    item = event.get("item") or {}
    if item.get("type") == "message" and emoji_name(str(event.get("reaction", ""))) == NEVER_MIND:
        channel, ts = str(item.get("channel", "")), str(item.get("ts", ""))
        forget_promise(desk, channel=channel, ts=ts, by=str(event.get("user", "")), key=key)


def take_off(desk: Desk, reaction: Reaction) -> None:
    """Give the claim back that was taken with this emoji."""
    meant = desk.services.rules.current.reactions.get(reaction.emoji)
    scene = desk.scene(reaction.target)
    if meant is not Gesture.CLAIM or isinstance(scene, Refusal):
        return
    if (scene.share.claimed_by, scene.share.claimed_with) == (reaction.by, reaction.emoji):
        back = Release(by=reaction.by, assignment=reaction.target.assignment, with_emoji=reaction.emoji)
        outcome = desk.apply(reaction.target.issue, back, key=reaction.key, via=Via.REACTION)
        desk.tell(reaction.place, outcome)
