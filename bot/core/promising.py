"""Promises in a share's life: which events make one, take it back, and end it.

Guarantee: pure; a promise that somebody's words have overtaken reminds nobody.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.core import events as ev
from bot.core.commands import DOORKNOCK
from bot.core.issue import Assignment, Sign


def promised(share: Assignment, reply: str, *, until: datetime | None, by: str, now: datetime) -> tuple[ev.Event, ...]:
    """The events that make the reply's promise what it says now; None where it promises nothing (any more)."""
    if until is not None and until > now and share.is_open and not _is_too_far(share, until, now):
        known = (share.promise, share.forgone, *share.forgone_before)
        is_known = any(each and (each.reply, each.until) == (reply, until) for each in known)
        promise = ev.AnswerPromised(at=now, by=by, assignment=share.number, reply=reply, until=until)
        return () if is_known else (promise,)
    if share.promise is None or share.promise.reply != reply:
        return ()
    return (ev.PromiseCancelled(at=now, by=by, assignment=share.number, reply=reply),)


def _is_too_far(share: Assignment, until: datetime, now: datetime) -> bool:
    # In an emergency a word in the thread buys no more quiet than a claim of which nothing more is heard.
    policy = share.door.policy
    return policy.ignores_working_hours and until - now > policy.check_after + policy.release_after


def cancelled(shares: Iterable[Assignment], *, by: str, now: datetime) -> tuple[ev.PromiseCancelled, ...]:
    """The end of the promises of those of `shares` that have one, for good."""
    return tuple(
        ev.PromiseCancelled(at=now, by=by, assignment=share.number, reply=share.promise.reply, is_for_good=True)
        for share in shares
        if share.promise is not None
    )


def promise_due(share: Assignment, now: datetime) -> ev.PromiseDue | None:
    """That the promised time has come, None where nothing is promised."""
    if share.promise is None:
        return None
    return ev.PromiseDue(
        at=now,
        by=DOORKNOCK,
        assignment=share.number,
        promised_by=share.promise.by,
        reply=share.promise.reply,
        # What somebody else has said since is no word from whoever promised one.
        is_kept=any(sign.by == share.promise.by for sign in said_since(share)),
    )


def said_since(share: Assignment) -> tuple[Sign, ...]:
    """What was said in the thread since the promise that stands was made, by anybody."""
    promise = share.promise
    if promise is None:
        return ()
    own = [index for index, sign in enumerate(share.signs) if sign.reply == promise.reply]
    later = share.signs[own[-1] + 1 if own else 0 :]
    return tuple(sign for sign in later if sign.reply and sign.at >= promise.made_at)
