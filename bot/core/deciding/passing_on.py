"""Passing on: a share is handed to another department, or another one is brought in beside it.

Guarantee: pure; a department has one open share of an issue at most, and an issue always has an owner.
"""

from dataclasses import replace
from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.correction import wake
from bot.core.deciding.shares import Decision, new_door, open_share
from bot.core.issue import Assignment, Issue, Role
from bot.core.refusal import Refusal
from bot.core.rulebook import Rulebook


def decide_hand_off(command: cmd.HandOff, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Pass a share to another department, whose own share it becomes."""
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    there = issue.held_by(command.to)
    if there is not None and there.role is Role.BROUGHT_IN and share.role is Role.OWNER:
        # It was brought in and now gets the whole issue: its card and its clock go on, no second one begins. Quiet that
        # it asked for when it owed an answer only does not hold for the whole.
        return (handed_off(share, command, now=now, to_assignment=there.number), *wake([there], by=command.by, now=now))
    door = new_door(issue, command.to, now=now, rulebook=rulebook)
    if isinstance(door, Refusal):
        return door
    received = replace(door, by=command.by, role=share.role, question=share.question, asked_by=share.asked_by)
    return (handed_off(share, command, now=now, to_assignment=door.assignment), received)


def handed_off(share: Assignment, command: cmd.HandOff, *, now: datetime, to_assignment: int) -> ev.AssignmentHandedOff:
    """The event that `share` passed to the assignment `to_assignment`, for the reason that `command` gives."""
    return ev.AssignmentHandedOff(
        at=now,
        by=command.by,
        assignment=share.number,
        to_assignment=to_assignment,
        to=command.to,
        why=command.why,
        is_not_ours=command.is_not_ours,
    )


def decide_bring_in(command: cmd.BringIn, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Ask another department for a share of its own."""
    share = open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    door = new_door(issue, command.department, now=now, rulebook=rulebook)
    if isinstance(door, Refusal):
        return door
    brought = replace(door, by=command.by, question=command.question)
    if command.by == cmd.DOORKNOCK:
        # A rule brings it in (a storm has grown): that says nothing about whether anybody here has answered.
        return (brought,)
    brought = replace(brought, asked_by=share.number)
    # Asking another department is an answer of this one: somebody has read it and is on it.
    return (brought, ev.Responded(at=now, by=command.by, assignment=share.number))
