"""Where an answer goes back to: the department that brought another one in hears what it says.

Guarantee: pure; an answer is never sent back to whoever gave it, and a question survives the hand-off of either side.
"""

from bot.core.issue import Assignment, Issue, Role


def asker_of(issue: Issue, share: Assignment) -> Assignment | None:
    """The share that waits for what is said about `share`; None where nobody had asked, or nobody is left to hear."""
    if not issue.is_open or share.role is not Role.BROUGHT_IN or not (share.asked_by or share.question):
        return None
    asker = _now_with(issue, issue.assignment(share.asked_by))
    heard_by = asker if asker is not None and asker.is_open else issue.owner
    return None if heard_by.number == share.number else heard_by


def _now_with(issue: Issue, asker: Assignment | None) -> Assignment | None:
    """Whoever has the asker's share by now; it is handed to one that is open, so this comes to an end."""
    while asker is not None and asker.handed_to is not None:
        asker = issue.assignment(asker.handed_to)
    return asker
