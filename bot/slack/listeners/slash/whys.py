"""`/whys`: why things happen, over all departments and brands. `/whys breakfast`: what is about some words."""

from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.parse import Typed
from bot.slack.whys import whys_asked_for


def _answer(desk: Desk, typed: Typed) -> str:
    return later(desk, typed, lambda: whys_asked_for(desk, typed.text))


COMMAND = SlashCommand(shown=surface.WHYS, answer=_answer)
