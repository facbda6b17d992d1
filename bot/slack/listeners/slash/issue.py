"""`/issue 1042`: an issue with its card and its story."""

from bot.core.refusal import Refusal, RefusalReason
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand, share_meant
from bot.slack.messages.blocks import Message
from bot.slack.messages.story import shown
from bot.slack.parse import Typed


def _answer(desk: Desk, typed: Typed) -> str | Message:
    target = share_meant(desk, typed, shown=surface.ISSUE)
    if isinstance(target, str):
        return target
    scene, issues = desk.scene(target), desk.services.issues
    if isinstance(scene, Refusal):
        return desk.sentence(scene)
    mention = issues.mention(scene.issue.mention)
    if mention is None:
        return desk.sentence(Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=target.issue))
    return shown(scene, mention, issues.story(target.issue))


COMMAND = SlashCommand(shown=surface.ISSUE, answer=_answer)
