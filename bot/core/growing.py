"""How a storm grows: when its thread is told, and how urgent its speed makes it.

Guarantee: pure. Nobody is told of every voice, and a person's word on the urgency stands.
"""

from datetime import datetime, timedelta

from bot.core.classification import Urgency
from bot.core.commands import DOORKNOCK
from bot.core.issue import Issue

PACE = timedelta(hours=1)
"""What comes within it counts as speed."""
BRISK, FAST = 5, 10
"""How many within PACE make an issue of normal urgency at least, and of high."""


def is_milestone(mentions: int) -> bool:
    """Whether the thread hears that there are so many: at 2, 5, 10, 20, 50, 100 and so on."""
    digits = str(mentions)
    return mentions > 1 and digits[0] in "125" and set(digits[1:]) <= {"0"}


def lately(issue: Issue, *, now: datetime) -> int:
    """How many mentions were said within PACE, as far as the pulse reaches."""
    return sum(at > now - PACE for at in (issue.opened_at, *issue.pulse))


def is_settled(issue: Issue) -> bool:
    """Whether a person has said how urgent it is: then that stands, whatever else is said in public."""
    return issue.urgency_by not in ("", DOORKNOCK)


def hurried(issue: Issue, *, now: datetime) -> Urgency:
    """The urgency of `issue`, raised where it grows fast; an emergency is never made by a crowd alone.

    Where a person has said how urgent it is, that stands.
    """
    if is_settled(issue):
        return issue.urgency
    count = lately(issue, now=now)
    least = Urgency.HIGH if count >= FAST else Urgency.NORMAL if count >= BRISK else Urgency.LOW
    return max(issue.urgency, least, key=lambda each: each.rank)
