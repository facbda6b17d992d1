"""`/committee`: the table of all departments. `/committee agenda`: what it is to talk about.

`/committee note`: keeps what was agreed there.
"""

from bot.core.rights import Via
from bot.slack import surface
from bot.slack.committee import open_note, show_agenda, show_committee
from bot.slack.desk import Desk
from bot.slack.grammar.words import plain_words
from bot.slack.listeners.slash.command import SlashCommand, later
from bot.slack.parse import Typed

NOTING = frozenset({"note", "follow up", "new", "agreed", "add"})


def _answer(desk: Desk, typed: Typed) -> str:
    words, by = plain_words(typed.text), typed.place.user
    if words in NOTING:
        return open_note(desk, typed.place, via=Via.COMMAND)
    show = show_agenda if words == "agenda" else show_committee
    return later(desk, typed, lambda: show(desk, by=by, via=Via.COMMAND))


COMMAND = SlashCommand(shown=surface.COMMITTEE, answer=_answer)
