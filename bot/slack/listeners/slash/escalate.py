"""`/escalate 1042 reason`: ask for help with an issue. Without a number: what it could be about."""

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
            desk, typed, lambda: to_choose_from(desk.services, Act.ESCALATE, words=typed.rest, by=typed.place.user)
        )
    target = share_meant(desk, typed, shown=surface.ESCALATE, wish=name_of(Act.ESCALATE))
    if isinstance(target, str):
        return target
    return do(desk, typed, said=Said(act=Act.ESCALATE, words=typed.rest), target=target)


COMMAND = SlashCommand(shown=surface.ESCALATE, answer=_answer)
