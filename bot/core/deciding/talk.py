"""Talk: people note down, answer, or think better of it.

Guarantee: pure; none of it is refused for being late.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.shares import Decision, refuse
from bot.core.issue import Issue
from bot.core.promising import cancelled, promised
from bot.core.refusal import RefusalReason
from bot.core.relaying import asker_of
from bot.core.rulebook import Rulebook


def decide_add_note(command: cmd.AddNote, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Write down what has words in it."""
    if not command.text.strip():
        return refuse(RefusalReason.NOTHING_TO_SAY, issue)
    return (ev.NoteAdded(at=now, by=command.by, text=command.text),)


def decide_respond(command: cmd.Respond, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Hear an answer, where there is an open share that it answers, or somebody who had asked."""
    share = issue.assignment(command.assignment)
    asker = asker_of(issue, share) if share and command.reply else None
    if share is None or not (share.is_open or asker):
        return ()
    heard = ev.Responded(
        at=now,
        by=command.by,
        assignment=share.number,
        reply=command.reply,
        relayed_to=asker.number if asker else 0,
    )
    return (heard, *promised(share, command.reply, until=command.until, by=command.by, now=now))


def decide_edit_reply(command: cmd.EditReply, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Pass an edit on to where the words were repeated, and see what it promises now."""
    share = issue.assignment(command.assignment)
    told = promised(share, command.reply, until=command.until, by=command.by, now=now) if share else ()
    if not command.relayed_to:
        return told
    edited = ev.ReplyEdited(
        at=now, by=command.by, assignment=command.assignment, reply=command.reply, relayed_to=command.relayed_to
    )
    return (edited, *told)


def decide_cancel_promise(command: cmd.CancelPromise, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Forget what was promised in a reply, if it was promised by whoever asks."""
    share = issue.assignment(command.assignment)
    if share is None or share.promise is None or share.promise.by != command.by:
        return ()
    return cancelled([share], by=command.by, now=now) if share.promise.reply == command.reply else ()


def decide_withdraw_reply(command: cmd.WithdrawReply, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Take an answer back, where it counts as one or was repeated."""
    share = issue.assignment(command.assignment)
    counts = share is not None and share.is_open and any(sign.reply == command.reply for sign in share.signs)
    if not command.reply or not (counts or command.relayed_to):
        return ()
    withdrawn = ev.ReplyWithdrawn(
        at=now, by=command.by, assignment=command.assignment, reply=command.reply, relayed_to=command.relayed_to
    )
    taken_back = promised(share, command.reply, until=None, by=command.by, now=now) if share else ()
    return (*taken_back, withdrawn)


def decide_erase_words(command: cmd.EraseWords, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Note that the words are gone, whatever the issue's state."""
    return (ev.WordsErased(at=now, by=command.by),)
