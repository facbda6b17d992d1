"""`/doorknock`: what administrators do without leaving Slack."""

from bot.core.rights import Via
from bot.slack import admin, surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand
from bot.slack.parse import Typed
from bot.slack.texts import admin as admin_texts

_KINDS = {"rules": "Rules", "export": "Export", "erase": "EraseWords"}


def _answer(desk: Desk, typed: Typed) -> str:
    word, _, rest = typed.text.strip().partition(" ")
    kind = _KINDS.get(word.lower())
    if kind is None:
        return admin_texts.HELP
    why_not = admin.refusal_for(desk, typed.place.user, kind, via=Via.COMMAND)
    return why_not or _done(desk, typed, word.lower(), rest.strip())


def _done(desk: Desk, typed: Typed, word: str, rest: str) -> str:
    if word == "rules":
        return admin.show_rules(desk, typed.place)
    return admin.export(desk, typed.place, rest) if word == "export" else admin.ask_to_erase(desk, typed.place, rest)


COMMAND = SlashCommand(shown=surface.DOORKNOCK, answer=_answer)
