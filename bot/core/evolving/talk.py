"""Talk: somebody answered, took it back, or noted something down.

Guarantee: pure; the first answer to an ask stays the first.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share, responded
from bot.core.issue import Assignment, AssignmentStatus, Issue, Sign


def apply_responded(event: ev.Responded, issue: Issue) -> Issue:
    """A share that waited is answered; one that is closed stays as it is."""

    def heard_on(share: Assignment) -> Assignment:
        if not share.is_open:
            return share
        heard = responded(share, event)
        if share.status is AssignmentStatus.WAITING:
            return replace(heard, status=AssignmentStatus.ANSWERED)
        return heard

    return on_share(issue, event.assignment, heard_on)


def apply_reply_edited(event: ev.ReplyEdited, issue: Issue) -> Issue:
    """An edited answer is an answer still."""
    return issue


def apply_reply_withdrawn(event: ev.ReplyWithdrawn, issue: Issue) -> Issue:
    """What was taken back was never an answer: without another one, the door waits as it did before."""

    def withdrawn(share: Assignment) -> Assignment:
        gone = tuple(sign for sign in share.signs if sign.reply == event.reply)
        return _without(share, gone, event) if gone and share.is_open else share

    return on_share(issue, event.assignment, withdrawn)


def _without(share: Assignment, gone: tuple[Sign, ...], event: ev.ReplyWithdrawn) -> Assignment:
    left = tuple(sign for sign in share.signs if sign not in gone)
    first = share.first_response_at
    if first in {sign.at for sign in gone}:
        first = left[0].at if left else None
    heard = replace(share, signs=left, first_response_at=first)
    if share.status is not AssignmentStatus.ANSWERED or any(not sign.is_past for sign in left):
        return heard
    # The clock was never stopped, only not looked at: it shows what it would have shown.
    since = left[-1].at if left else None
    return replace(heard, status=AssignmentStatus.WAITING, last_activity_at=since, withdrawn_at=event.at)


def apply_note_added(event: ev.NoteAdded, issue: Issue) -> Issue:
    """A note changes nothing but the version."""
    return issue


def apply_words_erased(event: ev.WordsErased, issue: Issue) -> Issue:
    """The words stand with the mentions: the issue itself stays as it is."""
    return issue
