"""Promises: a person has said by when they get back, thinks better of it, or the time has come.

Guarantee: pure; what was promised keeps the door quiet until then and no longer, and moves nobody's target.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share, responded, unpromised, waiting_anew
from bot.core.issue import Assignment, AssignmentStatus, Issue, Promise
from bot.core.promising import said_since


def apply_answer_promised(event: ev.AnswerPromised, issue: Issue) -> Issue:
    """The door is quiet until then; of two promises the newer one stands."""
    promise = Promise(by=event.by, until=event.until, reply=event.reply, made_at=event.at)

    def promised(share: Assignment) -> Assignment:
        if not share.is_open:
            return share
        # What is promised by an edit is a sign of life of its own, unless its words count already.
        is_heard = any(sign.reply == event.reply and not sign.is_past for sign in share.signs)
        heard = share if is_heard else responded(share, event)
        status = AssignmentStatus.CLAIMED if share.claimed_by else AssignmentStatus.ANSWERED
        is_older = share.promise is not None and share.promise.reply != event.reply
        free = unpromised(heard) if is_older else heard
        return replace(free, status=status, promise=promise, snoozed_until=None, last_activity_at=event.at, checks=0)

    return on_share(issue, event.assignment, promised)


def apply_promise_cancelled(event: ev.PromiseCancelled, issue: Issue) -> Issue:
    """It is as if nothing had been promised."""

    def cancelled(share: Assignment) -> Assignment:
        if share.promise is None or share.promise.reply != event.reply:
            return share
        free = unpromised(share) if event.is_for_good else replace(share, promise=None)
        return replace(free, last_activity_at=event.at, checks=0)

    return on_share(issue, event.assignment, cancelled)


def apply_promise_due(event: ev.PromiseDue, issue: Issue) -> Issue:
    """What was kept is done with; where it was not, they were reminded, and the door goes on as doors do."""

    def due(share: Assignment) -> Assignment:
        is_heard = share.status is AssignmentStatus.CLAIMED or bool(said_since(share))
        over = replace(share, promise=None)
        if event.is_kept:
            return over
        return replace(over if is_heard else waiting_anew(share, event), last_knock_at=event.at)

    return on_share(issue, event.assignment, due)
