"""What the bot does by itself on an assignment once its due time has come: knock, ask, release, wake.

Guarantee: pure; one event a share, however long the bot was away, and nothing while the door is shut.
"""

from datetime import datetime

from bot.core import events as ev
from bot.core.commands import DOORKNOCK
from bot.core.escalation import Tell
from bot.core.issue import Assignment, AssignmentStatus
from bot.core.promising import promise_due
from bot.core.rulebook import Rulebook
from bot.core.schedule import hours_of, near_at, next_knock_at, shut_until, step_due


def event_due(share: Assignment, *, now: datetime, rulebook: Rulebook) -> ev.Event | None:
    """What is due for `share` now; None where nothing is, or where it waits for the door's next opening."""
    if share.due_at is None or share.due_at > now or shut_until(share, rulebook, now=now) is not None:
        return None
    return promise_due(share, now) or _WHAT_IS_DUE[share.status](share, now, rulebook)


def _remind(share: Assignment, now: datetime, rulebook: Rulebook) -> ev.Event:
    # A knock says all that a heads-up would, and more; where both are due, it comes first.
    hours = hours_of(share, rulebook)
    near = near_at(share, hours)
    if near is not None and near <= now < next_knock_at(share, hours):
        return ev.TargetNeared(at=now, by=DOORKNOCK, assignment=share.number)
    return _knock(share, now, rulebook)


def _knock(share: Assignment, now: datetime, rulebook: Rulebook) -> ev.Event:
    policy = share.door.policy
    step = step_due(share, hours_of(share, rulebook), now=now)
    skipped = range(min(share.next_step, step), step + 1)
    told = {tell for index in skipped for tell in policy.step(index).tell}
    return ev.DoorKnocked(
        at=now,
        by=DOORKNOCK,
        assignment=share.number,
        knock=share.knocks + 1,
        step=step,
        tell=tuple(tell for tell in Tell if tell in told),
    )


def _check_claim(share: Assignment, now: datetime, rulebook: Rulebook) -> ev.Event:
    if share.checks:
        return ev.AssignmentReleased(
            at=now, by=DOORKNOCK, assignment=share.number, claimed_by=share.claimed_by, is_stale=True
        )
    return ev.ClaimChecked(at=now, by=DOORKNOCK, assignment=share.number, check=share.checks + 1)


def _quiet(share: Assignment, now: datetime, rulebook: Rulebook) -> ev.Event:
    return ev.AnswerWentQuiet(at=now, by=DOORKNOCK, assignment=share.number)


def _wake(share: Assignment, now: datetime, rulebook: Rulebook) -> ev.Event:
    return ev.SnoozeEnded(at=now, by=DOORKNOCK, assignment=share.number)


_WHAT_IS_DUE = {
    AssignmentStatus.WAITING: _remind,
    AssignmentStatus.CLAIMED: _check_claim,
    AssignmentStatus.ANSWERED: _quiet,
    AssignmentStatus.SNOOZED: _wake,
}
