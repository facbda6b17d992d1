"""When the bot acts next on an assignment: policy steps and working hours turned into one instant, `due_at`.

Guarantee: pure. The instant is inside the department's working hours unless the policy ignores them or a person has
named it (a snooze, a promise), and never sooner than MINIMUM_PACE after the last reminder.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.core.classification import Urgency
from bot.core.department import Department
from bot.core.escalation import MINIMUM_PACE, EscalationPolicy
from bot.core.issue import Assignment, AssignmentStatus, Door, Issue
from bot.core.rulebook import Rulebook
from bot.core.working_hours import ROUND_THE_CLOCK, WorkingHours

QUIET_AROUND = timedelta(minutes=45)
"""A knock this near says what a heads-up would."""
STILL_ON_TIME = timedelta(minutes=30)
"""How late a promise's reminder may come and still be at the time that was promised, whatever the hour."""


def door_of(rulebook: Rulebook, department: Department, *, urgency: Urgency, now: datetime, policy: str = "") -> Door:
    """The terms `department` gets for an issue of this `urgency` now; `policy` is a name a rule asked for."""
    chosen = rulebook.policy_for(department, urgency, named=policy)
    return Door(
        department=department.key,
        channel=department.channel,
        policy=chosen,
        answer_by=_answer_by(department, chosen, urgency=urgency, now=now),
    )


def changed_door(rulebook: Rulebook, share: Assignment, *, urgency: Urgency, was: Urgency) -> Door:
    """The terms of an open `share` after its urgency was corrected.

    The target still counts from when the share was assigned: a correction restarts nobody's clock. Department and
    channel stay as they are, for that is where the card stands. Raising never slows a door down: a policy that presses
    harder (one that a rule named, say) stays.
    """
    department = rulebook.door(share.department)
    policy = rulebook.policy_for(department, urgency)
    if urgency > was and _pressure(share.door.policy) > _pressure(policy):
        policy = share.door.policy
    answer_by = _answer_by(department, policy, urgency=urgency, now=share.assigned_at)
    return replace(share.door, policy=policy, answer_by=answer_by)


def _answer_by(department: Department, policy: EscalationPolicy, *, urgency: Urgency, now: datetime) -> datetime:
    is_emergency = urgency is Urgency.EMERGENCY
    hours = ROUND_THE_CLOCK if is_emergency else hours_under(policy, department.hours)
    return hours.add(now, department.answer_within[urgency])


def _pressure(policy: EscalationPolicy) -> tuple[bool, timedelta, timedelta]:
    return policy.ignores_working_hours, -policy.steps[0].after, -policy.repeat_every


def hours_under(policy: EscalationPolicy, hours: WorkingHours) -> WorkingHours:
    """The hours that count under `policy`: round the clock where it ignores working hours."""
    return ROUND_THE_CLOCK if policy.ignores_working_hours else hours


def hours_of(share: Assignment, rulebook: Rulebook) -> WorkingHours:
    """The hours in which the bot may act on `share`."""
    return hours_under(share.door.policy, rulebook.door(share.department).hours)


def with_due_times(issue: Issue, rulebook: Rulebook) -> Issue:
    """The issue with every share's `due_at` set anew."""
    shares = tuple(replace(share, due_at=due_at(share, hours_of(share, rulebook))) for share in issue.assignments)
    return replace(issue, assignments=shares)


def shut_until(share: Assignment, rulebook: Rulebook, *, now: datetime) -> datetime | None:
    """Until when all that is due must wait since the door is shut now; None where the bot may act.

    A due time is always inside working hours, but the bot may come late to it (it was down, or the hours were edited),
    and then it must not knock at night. Whoever works off due times puts such a share off until this instant.
    """
    is_on_time = share.promise is not None and now < share.promise.until + STILL_ON_TIME
    if share.status is AssignmentStatus.SNOOZED or is_on_time:
        return None
    opens = hours_of(share, rulebook).next_open(now)
    return opens if opens > now else None


def due_at(share: Assignment, hours: WorkingHours) -> datetime | None:
    """When something is to be done for `share`, None where a person has closed it."""
    if share.promise is not None:
        return share.promise.until
    match share.status:
        case AssignmentStatus.WAITING:
            knock, near = next_knock_at(share, hours), near_at(share, hours)
            return knock if near is None else min(knock, near)
        case AssignmentStatus.CLAIMED:
            return _check_at(share, hours)
        case AssignmentStatus.ANSWERED:
            return hours.next_open(hours.add(_quiet_since(share), share.door.policy.check_after))
        case AssignmentStatus.SNOOZED:
            return share.snoozed_until
        case (
            AssignmentStatus.HANDED_OFF
            | AssignmentStatus.RESOLVED
            | AssignmentStatus.DISMISSED
            | AssignmentStatus.MERGED
        ):
            return None
        case _:
            assert_never(share.status)


def next_knock_at(share: Assignment, hours: WorkingHours) -> datetime:
    """When the next reminder to a waiting door is due."""
    policy = share.door.policy
    if share.next_step < len(policy.steps):
        planned = hours.add(share.clock_from, policy.steps[share.next_step].after)
    else:
        planned = hours.add(share.last_knock_at or share.clock_from, policy.repeat_every)
    return hours.next_open(max(planned, _not_before(share)))


def near_at(share: Assignment, hours: WorkingHours) -> datetime | None:
    """When the heads-up before the target is due; None where nobody needs one.

    That is where somebody has answered, where it has been given, or where a knock comes at about the same time.
    """
    if share.first_response_at is not None or share.neared_at is not None:
        return None
    target = hours.worked(share.assigned_at, share.door.answer_by)
    before = share.door.policy.heads_up_before(target)
    if not before:
        return None
    at = hours.next_open(max(hours.add(share.assigned_at, target - before), _not_before(share)))
    if at >= share.door.answer_by or _is_knocked_around(share, at, hours):
        return None
    return at


def _is_knocked_around(share: Assignment, at: datetime, hours: WorkingHours) -> bool:
    if share.last_knock_at is not None and share.last_knock_at > at - QUIET_AROUND:
        return True
    return next_knock_at(share, hours) < min(at + QUIET_AROUND, share.door.answer_by)


def step_due(share: Assignment, hours: WorkingHours, *, now: datetime) -> int:
    """The policy step a reminder takes now: the last one whose time has come.

    So a weekend's downtime is answered with one knock, not with all that were missed.
    """
    policy = share.door.policy
    last = len(policy.steps) - 1
    reached = [
        index
        for index, step in enumerate(policy.steps)
        if index >= share.next_step and hours.add(share.clock_from, step.after) <= now
    ]
    return min(reached[-1] if reached else share.next_step, last)


def _check_at(share: Assignment, hours: WorkingHours) -> datetime:
    policy = share.door.policy
    since = _quiet_since(share)
    if share.checks == 0:
        return hours.next_open(hours.add(since, policy.check_after))
    return hours.next_open(hours.add(share.last_knock_at or since, policy.release_after))


def _quiet_since(share: Assignment) -> datetime:
    """When a word about an answered or claimed share fell last: a sign of life, or a reminder of what was promised."""
    return max(filter(None, (share.last_activity_at, share.last_knock_at)), default=share.assigned_at)


def _not_before(share: Assignment) -> datetime:
    # Whoever deletes an answer may be writing a better one.
    spoken = (share.last_knock_at, share.neared_at, share.withdrawn_at)
    paced = [share.clock_from] + [at + MINIMUM_PACE for at in spoken if at]
    return max(paced)
