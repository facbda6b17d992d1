"""The record of replies: what was said in threads is remembered with what came of it.

Guarantee: a message counts once, whatever events bring it and in whatever order; what was deleted stays deleted, and an
edit that comes late changes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.commands import Command, EditReply, Respond, WithdrawReply
from bot.core.events import Event, Responded
from bot.core.reply import as_kept
from bot.ports import Reply, UnitOfWork


def as_it_stands(unit: UnitOfWork, command: Command) -> Command | None:
    """What a command about a reply means by what is known of it; None where it means nothing any more.

    Commands about other things are what they are.
    """
    if not isinstance(command, Respond | EditReply | WithdrawReply) or not command.reply:
        return command
    known = unit.replies.get(command.reply)
    if isinstance(command, Respond):
        return command if known is None else None
    if known is None:
        return _heard_late(command)
    is_late = isinstance(command, EditReply) and known.edited_at is not None and command.edited_at <= known.edited_at
    return None if known.deleted_at or is_late else replace(command, relayed_to=known.relayed_to)


def _heard_late(command: EditReply | WithdrawReply) -> Command | None:
    """What becomes of a change to something that was never heard: lost, or on its way still."""
    if isinstance(command, WithdrawReply):
        return command
    said = Respond(
        by=command.by,
        assignment=command.assignment,
        reply=command.reply,
        words=command.words,
        edited_at=command.edited_at,
        until=command.until,
    )
    return None if command.is_to_bot else said


def remember(unit: UnitOfWork, number: int, command: Command, decision: Sequence[Event], *, now: datetime) -> bool:
    """Keep what was said, or how it reads now, in the transaction of what came of it; False where all is different."""
    match command:
        case Respond(reply=reply) if reply and decision:
            relayed_to = next((each.relayed_to for each in decision if isinstance(each, Responded)), 0)
            said = replace(_reply(command, number, now=now), words=as_kept(command.words), edited_at=command.edited_at)
            return unit.replies.add(replace(said, relayed_to=relayed_to))
        case EditReply(reply=reply) if known := unit.replies.get(reply):
            edited = replace(known, words=as_kept(command.words), edited_at=command.edited_at)
            return unit.replies.change(edited)
        case WithdrawReply(reply=reply) if known := unit.replies.get(reply):
            return unit.replies.change(replace(known, deleted_at=now))
        case WithdrawReply():
            return unit.replies.add(replace(_reply(command, number, now=now), deleted_at=now))
        case _:
            return True


def _reply(command: Respond | WithdrawReply, number: int, *, now: datetime) -> Reply:
    return Reply(id=command.reply, issue=number, assignment=command.assignment, by=command.by, heard_at=now)
