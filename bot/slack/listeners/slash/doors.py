"""`/doors`: every department's door over the last weeks. `/doors billing`: one of them, and why it is silent."""

from bot.core.rights import Via
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.doors import doors_asked_for
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> str:
    return later(desk, typed, lambda: doors_asked_for(desk, typed.text, by=typed.place.user, via=Via.COMMAND))


COMMAND = SlashCommand(shown=surface.DOORS, answer=_answer)
