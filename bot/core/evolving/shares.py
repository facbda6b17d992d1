"""What events do to a share: it is heard of, waits anew, or is closed.

Guarantee: pure; Doorknock's own doings are never taken for an answer.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.core import events as ev
from bot.core.commands import DOORKNOCK
from bot.core.issue import Assignment, AssignmentStatus, Issue, Sign

MOST_SIGNS = 20
MOST_FORGONE = 10


def on_share(issue: Issue, number: int, change: Callable[[Assignment], Assignment]) -> Issue:
    """`issue` with its share called `number` changed, where there is one."""
    share = issue.assignment(number)
    return issue if share is None else issue.with_assignment(change(share))


def responded(share: Assignment, event: ev.Event) -> Assignment:
    """`share` after a sign of life from a person."""
    if event.by == DOORKNOCK:
        return share
    first = share.first_response_at or event.at
    reply = event.reply if isinstance(event, ev.Responded | ev.AnswerPromised) else ""
    sign = Sign(at=event.at, reply=reply, by=event.by)
    return replace(
        share,
        first_response_at=first,
        last_activity_at=event.at,
        checks=0,
        claimed_with="",
        signs=_bounded((*share.signs, sign)),
    )


def unpromised(share: Assignment) -> Assignment:
    """`share` without its promise, which something has overtaken."""
    if share.promise is None or share.forgone is None:
        return replace(share, promise=None, forgone=share.promise or share.forgone)
    before = (*share.forgone_before, share.forgone)[-MOST_FORGONE:]
    return replace(share, promise=None, forgone=share.promise, forgone_before=before)


def waiting_anew(share: Assignment, event: ev.Event) -> Assignment:
    """`share` as it waits from `event` on: unclaimed, and not knocked for yet."""
    return replace(
        unpromised(share),
        status=AssignmentStatus.WAITING,
        clock_from=event.at,
        knocks=0,
        next_step=0,
        last_knock_at=None,
        claimed_by="",
        claimed_with="",
        checks=0,
        snoozed_until=None,
        signs=tuple(replace(sign, is_past=True) for sign in share.signs),
        withdrawn_at=None,
    )


def closed(share: Assignment, status: AssignmentStatus, event: ev.Event) -> Assignment:
    """`share` with its end."""
    return replace(unpromised(share), status=status, closed_at=event.at, closed_by=event.by, snoozed_until=None)


def close_all(issue: Issue, status: AssignmentStatus, event: ev.Event) -> Issue:
    """`issue` closed, and with it every share that was open."""
    shares = tuple(closed(share, status, event) if share.is_open else share for share in issue.assignments)
    return replace(issue, assignments=shares, closed_at=event.at, closed_by=event.by)


def _bounded(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """The first sign and the newest ones: a thread may be long, and the state is read at every step."""
    return signs if len(signs) <= MOST_SIGNS else (signs[0], *signs[2:])
