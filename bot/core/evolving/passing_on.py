"""Passing on: a department gets a share, or hands it on to another.

Guarantee: pure; where the owner hands off, the receiver owns.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import closed, on_share, responded
from bot.core.issue import Assignment, AssignmentStatus, Issue, Role


def apply_department_assigned(event: ev.DepartmentAssigned, issue: Issue) -> Issue:
    """The department's share begins to wait."""
    share = Assignment(
        number=event.assignment,
        role=event.role,
        door=event.door,
        status=AssignmentStatus.WAITING,
        assigned_at=event.at,
        clock_from=event.at,
        question=event.question,
        asked_by=event.asked_by,
    )
    return replace(issue, assignments=(*issue.assignments, share))


def apply_assignment_handed_off(event: ev.AssignmentHandedOff, issue: Issue) -> Issue:
    """The giver's share ends, and its role goes with it."""

    def handed(share: Assignment) -> Assignment:
        left = closed(responded(share, event), AssignmentStatus.HANDED_OFF, event)
        return replace(left, handed_to=event.to_assignment, handed_why=event.why)

    giver = issue.assignment(event.assignment)
    passed = on_share(issue, event.assignment, handed)
    if giver is None or giver.role is not Role.OWNER:
        return passed
    # A receiver that is there already had been brought in: now it owns. A new one comes with its own event.
    return on_share(passed, event.to_assignment, lambda share: replace(share, role=Role.OWNER))
