"""`/issues`: what is open, mine, overdue, closed, or a department's, page by page."""

from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash import issue
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.listing import issues_asked_for
from bot.slack.messages.blocks import Message
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> str | Message:
    if typed.number is not None:
        # One letter too many: no list has a number.
        return issue.COMMAND.answer(desk, typed)
    return later(desk, typed, lambda: issues_asked_for(desk.services, typed.text, by=typed.place.user))


COMMAND = SlashCommand(shown=surface.ISSUES, answer=_answer)
