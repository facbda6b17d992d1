"""`/claim 1042`: take an issue. Without a number: what there is to take."""

from bot.slack import surface
from bot.slack.acting.commanding import name_of
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.grammar import Said
from bot.slack.listeners.slash.command import SlashCommand, do, later, share_meant
from bot.slack.listing import to_choose_from
from bot.slack.messages.blocks import Message
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> str | Message:
    if typed.number is None:
        return later(
            desk, typed, lambda: to_choose_from(desk.services, Act.CLAIM, words=typed.rest, by=typed.place.user)
        )
    target = share_meant(desk, typed, shown=surface.CLAIM, wish=name_of(Act.CLAIM))
    return target if isinstance(target, str) else do(desk, typed, said=Said(act=Act.CLAIM), target=target)


COMMAND = SlashCommand(shown=surface.CLAIM, answer=_answer)
