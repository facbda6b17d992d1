"""`/escalate 1042 reason`: ask for help with an issue."""

from bot.core.commands import Escalate
from bot.core.rights import Via
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand, share_meant
from bot.slack.parse import Typed
from bot.slack.texts import done


def _answer(desk: Desk, typed: Typed) -> str:
    target = share_meant(desk, typed, shown=surface.ESCALATE)
    if isinstance(target, str):
        return target
    wish = Escalate(by=typed.place.user, assignment=target.assignment, why=typed.rest)
    return desk.sentence(desk.apply(target.issue, wish, key=typed.key, via=Via.COMMAND), done.ESCALATE)


COMMAND = SlashCommand(shown=surface.ESCALATE, answer=_answer)
