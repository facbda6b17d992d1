"""`/mentions about "late check-out" last 30 days`: what the public says about something."""

from bot.slack import surface
from bot.slack.about import mentions_asked_for
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> str:
    return later(desk, typed, lambda: mentions_asked_for(desk, typed.text, by=typed.place.user))


COMMAND = SlashCommand(shown=surface.MENTIONS, answer=_answer)
