"""Talk: somebody answered, noted something down, or said in public what others have said already.

Guarantee: pure; the first answer to an ask stays the first.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share, responded
from bot.core.issue import Assignment, AssignmentStatus, Issue


def apply_responded(event: ev.Responded, issue: Issue) -> Issue:
    """A share that waited is answered."""

    def heard_on(share: Assignment) -> Assignment:
        heard = responded(share, event)
        if share.status is AssignmentStatus.WAITING:
            return replace(heard, status=AssignmentStatus.ANSWERED)
        return heard

    return on_share(issue, event.assignment, heard_on)


def apply_note_added(event: ev.NoteAdded, issue: Issue) -> Issue:
    """A note changes nothing but the version."""
    return issue


def apply_words_erased(event: ev.WordsErased, issue: Issue) -> Issue:
    """The words stand with the mentions: the issue itself stays as it is."""
    return issue


def apply_mention_joined(event: ev.MentionJoined, issue: Issue) -> Issue:
    """The issue counts one more mention, and whom it reaches."""
    return replace(issue, mentions=issue.mentions + 1, reach=issue.reach + event.reach)
