"""`/issues`: what is open, mine, overdue, or a department's."""

from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand
from bot.slack.lookups import issues_asked_for
from bot.slack.messages.blocks import Message
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> Message:
    return issues_asked_for(desk.services, typed.rest, by=typed.place.user)


COMMAND = SlashCommand(shown=surface.ISSUES, answer=_answer)
