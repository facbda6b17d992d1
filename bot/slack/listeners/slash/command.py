"""What all slash commands share: their shape, and which assignment a number means.

Guarantee: a number that is missing or unknown is answered with a sentence that says what to type instead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.refusal import Refusal
from bot.core.rights import Via
from bot.slack.acting.doing import Request, perform
from bot.slack.desk import Desk
from bot.slack.grammar import Said
from bot.slack.ids import Target
from bot.slack.listing import for_colleagues
from bot.slack.messages.blocks import Message
from bot.slack.parse import Typed
from bot.slack.surface import CommandShown
from bot.slack.texts import done


@dataclass(frozen=True, slots=True, kw_only=True)
class SlashCommand:
    """One command. `answer` does what is asked for and gives what the person sees: a sentence, a message or nothing."""

    shown: CommandShown
    answer: Callable[[Desk, Typed], str | Message]


def share_meant(desk: Desk, typed: Typed, *, shown: CommandShown, wish: str) -> Target | str:
    """The assignment of the number that was typed, else the sentence that says what is missing.

    `wish` is what the audit trail calls it where there is no such issue.
    """
    if typed.number is None:
        return done.WHICH_ISSUE.format(example=f"{shown.name} 1042")
    found = desk.share_for(typed.number, typed.place, channel_name=typed.channel_name)
    if isinstance(found, Refusal):
        return desk.turned_down(found, wish, by=typed.place.user, via=Via.COMMAND)
    return found


def do(desk: Desk, typed: Typed, *, said: Said, target: Target) -> str | Message:
    """Do what was said; "" where a modal asks for the rest."""
    reply = perform(desk, Request(said=said, target=target, place=typed.place, key=typed.key, via=Via.COMMAND))
    return reply.message or ""


def later(desk: Desk, typed: Typed, make: Callable[[], Message]) -> str:
    """Answer as soon as the message is made: who sits where may have to be asked first."""
    by = typed.place.user
    desk.asides.answer(typed.place, lambda: for_colleagues(desk, make, by=by, via=Via.COMMAND))
    return ""
