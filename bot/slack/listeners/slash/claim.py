"""`/claim 1042`: take an issue."""

from bot.core.commands import Claim
from bot.core.rights import Via
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand, share_meant
from bot.slack.parse import Typed
from bot.slack.texts import done


def _answer(desk: Desk, typed: Typed) -> str:
    target = share_meant(desk, typed, shown=surface.CLAIM)
    if isinstance(target, str):
        return target
    wish = Claim(by=typed.place.user, assignment=target.assignment)
    return desk.sentence(desk.apply(target.issue, wish, key=typed.key, via=Via.COMMAND), done.CLAIM)


COMMAND = SlashCommand(shown=surface.CLAIM, answer=_answer)
