"""`/doorknock`: what administrators do without leaving Slack."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.core.rights import Via
from bot.slack import admin, lessons, silences, surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand
from bot.slack.parse import Place, Typed
from bot.slack.texts import admin as admin_texts

_Act = Callable[[Desk, Place, str], str]

# By the word that is typed: what the audit trail calls it, and what does it.
_ACTS: Mapping[str, tuple[str, _Act]] = MappingProxyType(
    {
        "rules": ("Rules", lambda desk, place, rest: admin.show_rules(desk, place)),
        "export": ("Export", admin.export),
        "erase": ("EraseWords", admin.ask_to_erase),
        "lessons": ("Lessons", lambda desk, place, rest: lessons.show_lessons(desk, place)),
        "keep": ("KeepLesson", lessons.keep),
        "forget": ("ForgetLesson", lessons.forget),
        "model": ("UseModel", lessons.use_version),
        "silence": ("Silence", silences.silence),
        "silences": ("Silences", silences.silences),
        "lift": ("LiftSilence", silences.lift),
    }
)


_OF_THE_STRATEGIST = frozenset({"Silence", "Silences", "LiftSilence"})


def _answer(desk: Desk, typed: Typed) -> str:
    word, _, rest = typed.text.strip().partition(" ")
    if word.lower() not in _ACTS:
        return admin_texts.HELP
    kind, act = _ACTS[word.lower()]
    may = kind in _OF_THE_STRATEGIST and desk.services.standings.of(typed.place.user).is_strategist
    why_not = "" if may else admin.refusal_for(desk, typed.place.user, kind, via=Via.COMMAND)
    return why_not or act(desk, typed.place, rest.strip())


COMMAND = SlashCommand(shown=surface.DOORKNOCK, answer=_answer)
