"""`/mentions about "late check-out" last 30 days`: what the public says about something.

`/mentions weekly`: what is posted here every week, and to you alone.
"""

from bot.slack import surface
from bot.slack.about import mentions_asked_for
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> str:
    return later(desk, typed, lambda: mentions_asked_for(desk, typed.text, typed.place))


COMMAND = SlashCommand(shown=surface.MENTIONS, answer=_answer)
