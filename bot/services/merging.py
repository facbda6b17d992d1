"""Merging two issues into one: the only change that touches two issues at once.

Guarantee: both sides are changed in the caller's transaction or neither is; whatever the issue had, its mentions, its
followers and the departments that still owed something, is the other one's afterwards.
"""

from collections.abc import Callable
from datetime import datetime

from bot.core.commands import Command, Merge, TakeIn
from bot.core.decide import decide
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook
from bot.ports import UnitOfWork

ApplyOne = Callable[[UnitOfWork, int, Command], Issue | Refusal | None]
"""Applies a command to one issue; None where somebody else was first."""


def merge_in(
    unit: UnitOfWork, number: int, command: Merge, *, apply_one: ApplyOne, now: datetime, rulebook: Rulebook
) -> Issue | Refusal | None:
    """Merge the issue `number` as `command` says; None where it is to be tried again from the beginning."""
    issue, into = unit.issues.get(number), unit.issues.get(command.into)
    if issue is None or into is None:
        return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=command.into if issue else number)
    other_side = brought_along(issue, by=command.by)
    sides: list[tuple[Issue, Command]] = [(issue, command), (into, other_side)]
    for side, asked in sides:
        decision = decide(side, asked, now=now, rulebook=rulebook)
        if isinstance(decision, Refusal):
            return decision
    # In the order of their numbers, so that two merges the other way round never wait for each other.
    changed = [apply_one(unit, side.number, asked) for side, asked in sorted(sides, key=lambda each: each[0].number)]
    if not all(isinstance(each, Issue) for each in changed):
        return None
    unit.mentions.move(number, into=command.into)
    return unit.issues.get(number)


def brought_along(issue: Issue, *, by: str) -> TakeIn:
    """What `issue` brings along; whoever had claimed a share of it will want to hear how it goes on."""
    claimants = tuple(share.claimed_by for share in issue.open_assignments() if share.claimed_by)
    return TakeIn(
        by=by,
        issue=issue.number,
        urgency=issue.urgency,
        mentions=issue.mentions,
        reach=issue.reach,
        followers=tuple(dict.fromkeys((*issue.followers, *claimants))),
        asked=tuple((share.department, share.question) for share in issue.open_assignments()),
    )
