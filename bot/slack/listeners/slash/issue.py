"""`/issue 1042`: an issue with its card and its story. `/issue 1042 hand off billing`: every act, by its words."""

from bot.core.refusal import Refusal
from bot.core.rights import Via
from bot.slack import surface
from bot.slack.acting.commanding import name_of
from bot.slack.acting.doing import setting_of
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.grammar import Said, read
from bot.slack.grammar.words import as_typed
from bot.slack.listeners.slash.command import SlashCommand, do, share_meant
from bot.slack.messages.blocks import Message
from bot.slack.parse import Typed
from bot.slack.texts import asking


def _answer(desk: Desk, typed: Typed) -> str | Message:
    target = share_meant(desk, typed, shown=surface.ISSUE, wish=name_of(Act.SHOW))
    if isinstance(target, str):
        return target
    setting = setting_of(desk, target)
    if isinstance(setting, Refusal):
        return desk.turned_down(setting, name_of(Act.SHOW), by=typed.place.user, via=Via.COMMAND)
    said = read(as_typed(typed.rest), setting) if typed.rest else Said(act=Act.SHOW)
    if said is None:
        return asking.NO_SUCH_WORDS.format(issue=target.issue)
    return do(desk, typed, said=said, target=target)


COMMAND = SlashCommand(shown=surface.ISSUE, answer=_answer)
