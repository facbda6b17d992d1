"""Hears what people say in a card's thread, and what they make of it later.

Guarantee: an answer is not lost because Slack was slow to say who somebody is: then the event is asked for again.
"""

from datetime import datetime

from bot.core.commands import CancelPromise, EditReply, Respond, WithdrawReply
from bot.core.refusal import RefusalReason
from bot.core.reply import place_of, reply_id
from bot.core.rights import Via, why_not
from bot.errors import TemporaryFailure
from bot.slack.asked_whys import hear_answer
from bot.slack.desk import Desk
from bot.slack.ids import Target
from bot.slack.promising import may_promise, promised_in
from bot.slack.said import Said, Turn, instant_of


def hear(desk: Desk, said: Said) -> bool:
    """Write down what was said, edited or deleted beside a door; False where the thread is nobody's door."""
    found = desk.services.issues.at_message(said.channel, said.thread_ts)
    if found is None:
        return not (said.turn is Turn.SAID and names_bot(desk, said)) and hear_answer(desk, said)
    target = Target(*found)
    if said.turn is Turn.DELETED:
        gone = WithdrawReply(by=said.by, assignment=target.assignment, reply=said.reply)
        desk.services.issues.apply(target.issue, gone, event_key=said.key)
    elif not (said.turn is Turn.SAID and names_bot(desk, said)):
        # The same words also come as `app_mention`, which understands more of them.
        answer(desk, target, said)
    return True


def answer(desk: Desk, target: Target, said: Said) -> None:
    """Take words for an answer, in silence: whoever may not answer has said nothing wrong."""
    issue, wish = desk.services.issues.get(target.issue), Respond if said.turn is Turn.SAID else EditReply
    standing = desk.services.standings.of(said.by)
    refusal = why_not(standing, wish, issue, share=target.assignment) if issue else None
    if refusal is not None and refusal.reason is RefusalReason.STANDING_UNKNOWN:
        raise TemporaryFailure(f"Slack did not say in time who {said.by} is; the answer is asked for again")
    desk.apply(target.issue, _meant(desk, said, target), key=said.key, via=Via.REPLY)


def names_bot(desk: Desk, said: Said) -> bool:
    """Whether the bot's own name stands in the words, so that Slack announces them twice; it does not in private."""
    return not said.channel.startswith("D") and f"<@{desk.services.directory.identity().user_id}>" in said.words


def _meant(desk: Desk, said: Said, target: Target) -> Respond | EditReply:
    until = promise_in(desk, said.words, target, by=said.by, reply=said.reply)
    if said.turn is Turn.SAID:
        return Respond(by=said.by, assignment=target.assignment, reply=said.reply, words=said.words, until=until)
    return EditReply(
        by=said.by,
        assignment=target.assignment,
        reply=said.reply,
        words=said.words,
        edited_at=said.at,
        until=until,
        is_to_bot=names_bot(desk, said),
    )


def promise_in(desk: Desk, words: str, target: Target, *, by: str, reply: str) -> datetime | None:
    """By when somebody says that they get back, as it was meant by their own clock when they wrote it."""
    said_at = instant_of(place_of(reply)[1])
    # Most of what is said promises nothing, whatever the zone; then nobody need be looked up.
    return promised_in(words, now=said_at, zone=_zone(desk, target, by)) if may_promise(words) else None


def _zone(desk: Desk, target: Target, by: str) -> str:
    """The zone that a person lives by; their department's, where theirs is not known."""
    services = desk.services
    # Whoever they are is asked for in any case; without that their zone would not be known yet.
    services.standings.of(by)
    rulebook, issue = services.rules.current, services.issues.get(target.issue)
    share = issue.assignment(target.assignment) if issue else None
    zone = services.standings.zone_of(by)
    return zone or (rulebook.door(share.department).hours.zone if share else rulebook.strategist.zone)


def forget_promise(desk: Desk, *, channel: str, ts: str, by: str, key: str) -> None:
    """Take back what a person has promised in their own reply."""
    said = desk.services.issues.reply(reply_id(channel, ts))
    issue = desk.services.issues.get(said.issue) if said else None
    share = issue.assignment(said.assignment) if issue and said else None
    promise = share.promise if share else None
    if said is not None and promise is not None and (promise.by, promise.reply) == (by, said.id):
        command = CancelPromise(by=by, assignment=said.assignment, reply=said.id)
        desk.services.issues.apply(said.issue, command, event_key=key)
        # It takes no right to take one's own word back, but it is an act all the same.
        desk.note(CancelPromise.__name__, by=by, via=Via.REACTION, issue=said.issue)
