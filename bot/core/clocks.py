"""Clocks: the emoji on a reply that says its promise was heard, put on while the promise stands.

Guarantee: pure; whatever makes or ends a promise, its clock follows, and one that came too late is known for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.issue import Assignment, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class SetClock:
    """Put a clock on a reply, or take it off again. `number` is the version of the issue that asks for it."""

    issue: int
    assignment: int
    channel: str
    reply: str
    number: int
    is_on: bool

    @property
    def lane(self) -> str:
        """What becomes of this one emoji; nothing that is said need wait for it."""
        return f"clock:{self.reply}"

    @property
    def key(self) -> str:
        """One emoji a turn."""
        return f"{self.lane}:{self.number}:{'on' if self.is_on else 'off'}"

    def is_overtaken(self, issue: Issue) -> bool:
        """Whether the promise that it stands for is no more by now, or there again."""
        share = issue.assignment(self.assignment)
        is_promised = share is not None and _promised_in(share) == self.reply
        return self.is_on != is_promised


def clocks(before: Issue, after: Issue) -> Iterator[SetClock]:
    """The clocks that change between two states of an issue."""
    for share in after.assignments:
        old, new = _promised_in(before.assignment(share.number)), _promised_in(share)
        for reply, is_on in ((old, False), (new, True)):
            if reply and old != new:
                yield SetClock(
                    issue=after.number,
                    assignment=share.number,
                    channel=share.door.channel,
                    reply=reply,
                    number=after.version,
                    is_on=is_on,
                )


def _promised_in(share: Assignment | None) -> str:
    """The reply whose promise stands, "" where none does."""
    return share.promise.reply if share is not None and share.promise is not None else ""
