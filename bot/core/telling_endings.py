"""How an issue ended, told to every department that had a hand in it and has no open share any more.

Guarantee: pure; one line a department, in the thread of its newest card. Whoever shares a channel with a door that is
told anyway hears nothing twice, and triage, whose work is to pass on, hears nothing.
"""

from collections.abc import Iterator

from bot.core.department import TRIAGE
from bot.core.issue import Assignment, Issue


def onlookers(before: Issue) -> Iterator[Assignment]:
    """The shares of `before` that are over already, and whose departments should hear how the issue ends."""
    told = {share.door.channel for share in before.open_assignments()}
    for share in reversed(before.assignments):
        if not share.is_open and share.department != TRIAGE and share.door.channel not in told:
            told.add(share.door.channel)
            yield share
