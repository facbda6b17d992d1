"""`/doors`: every department's door over the last weeks. `/doors billing`: one of them, and why it is silent.

`/doors talk billing`: what the strategist learned when she sat down with somebody.
"""

from bot.core.rights import Via
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.doors import doors_asked_for
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.parse import Typed
from bot.slack.talking import ask_about_talk, talk_meant


def _answer(desk: Desk, typed: Typed) -> str:
    talk = talk_meant(typed.text)
    if talk is not None:
        return ask_about_talk(desk, talk, typed.place)
    return later(desk, typed, lambda: doors_asked_for(desk, typed.text, by=typed.place.user, via=Via.COMMAND))


COMMAND = SlashCommand(shown=surface.DOORS, answer=_answer)
