"""What every decision is made of: a share that is open, a door for a new one, and the refusal where there is none.

Guarantee: pure; a refusal names what stands in the way.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.issue import Assignment, Issue, Role
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook
from bot.core.schedule import door_of

Decision = Sequence[ev.Event] | Refusal


def refuse(reason: RefusalReason, issue: Issue, *, who: str = "", what: str = "") -> Refusal:
    """The refusal of what was asked of `issue`, with `who` was first or `what` is wrong."""
    return Refusal(reason=reason, issue=issue.number, who=who, what=what)


def open_share(issue: Issue, number: int) -> Assignment | Refusal:
    """The share called `number`, or the refusal where there is none or it is closed."""
    share = issue.assignment(number)
    if share is None:
        return refuse(RefusalReason.NO_SUCH_ASSIGNMENT, issue, what=str(number))
    if not share.is_open:
        return refuse(RefusalReason.ASSIGNMENT_CLOSED, issue, what=share.department)
    return share


def new_door(
    issue: Issue, department_key: str, *, now: datetime, rulebook: Rulebook
) -> ev.DepartmentAssigned | Refusal:
    """The event that brings a department in, or the refusal where it is gone from the rulebook or there already."""
    department = rulebook.department(department_key)
    if department is None:
        return refuse(RefusalReason.NO_SUCH_DEPARTMENT, issue, what=department_key)
    if issue.held_by(department_key) is not None:
        return refuse(RefusalReason.ALREADY_THERE, issue, what=department_key)
    return ev.DepartmentAssigned(
        at=now,
        by=cmd.DOORKNOCK,
        assignment=len(issue.assignments) + 1,
        role=Role.BROUGHT_IN,
        door=door_of(rulebook, department, urgency=issue.urgency, now=now, policy=issue.policy),
    )
