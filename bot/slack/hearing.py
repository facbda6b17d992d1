"""Hears what people say in a card's thread, and what they make of it later.

Guarantee: an answer is not lost because Slack was slow to say who somebody is: then the event is asked for again.
"""

from bot.core.commands import EditReply, Respond, WithdrawReply
from bot.core.refusal import RefusalReason
from bot.core.rights import Via, why_not
from bot.errors import TemporaryFailure
from bot.slack.desk import Desk
from bot.slack.ids import Target
from bot.slack.said import Said, Turn


def hear(desk: Desk, said: Said) -> bool:
    """Write down what was said, edited or deleted beside a door; False where the thread is nobody's door."""
    found = desk.services.issues.at_message(said.channel, said.thread_ts)
    if found is None:
        return False
    target = Target(*found)
    if said.turn is Turn.DELETED:
        gone = WithdrawReply(by=said.by, assignment=target.assignment, reply=said.reply)
        desk.services.issues.apply(target.issue, gone, event_key=said.key)
    elif not (said.turn is Turn.SAID and names_bot(desk, said)):
        # The same words also come as `app_mention`, which understands more of them.
        answer(desk, target, _meant(desk, said, target), key=said.key, via=Via.REPLY)
    return True


def answer(desk: Desk, target: Target, command: Respond | EditReply, *, key: str, via: Via) -> None:
    """Take words for an answer, in silence: whoever may not answer has said nothing wrong."""
    issue = desk.services.issues.get(target.issue)
    refusal = why_not(desk.services.standings.of(command.by), command, issue) if issue else None
    if refusal is not None and refusal.reason is RefusalReason.STANDING_UNKNOWN:
        raise TemporaryFailure(f"Slack did not say in time who {command.by} is; the answer is asked for again")
    desk.apply(target.issue, command, key=key, via=via)


def names_bot(desk: Desk, said: Said) -> bool:
    """Whether the bot's own name stands in the words, so that Slack announces them twice; it does not in private."""
    return not said.channel.startswith("D") and f"<@{desk.services.directory.identity().user_id}>" in said.words


def _meant(desk: Desk, said: Said, target: Target) -> Respond | EditReply:
    if said.turn is Turn.SAID:
        return Respond(by=said.by, assignment=target.assignment, reply=said.reply, words=said.words)
    return EditReply(
        by=said.by,
        assignment=target.assignment,
        reply=said.reply,
        words=said.words,
        edited_at=said.at,
        is_to_bot=names_bot(desk, said),
    )
