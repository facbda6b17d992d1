"""`decide`: what a command does to an issue. Pure: issue, command, now and rulebook in, events or a refusal out.

Guarantee: asking twice does no harm; the second time there is nothing to do, or a refusal that says who was first.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import singledispatch

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.correction import correct_urgency, wake
from bot.core.due import event_due
from bot.core.escalation import MINIMUM_PACE
from bot.core.issue import Assignment, AssignmentStatus, Issue, Role
from bot.core.mention import Mention
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.schedule import door_of

Decision = Sequence[ev.Event] | Refusal


def decide_opening(
    *, number: int, mention_id: int, mention: Mention, routing: Routing, rulebook: Rulebook, now: datetime
) -> Sequence[ev.Event]:
    """The events that make an issue of a routed mention: opened, the owner assigned, the others brought in."""
    opened = ev.IssueOpened(
        at=now,
        by=cmd.DOORKNOCK,
        number=number,
        mention=mention_id,
        urgency=routing.urgency,
        brand=mention.brand,
        rule=routing.rule,
        tags=routing.tags,
        reach=mention.author.followers or 0,
        policy=routing.policy,
    )
    # By the doors that are really there: two keys whose departments are gone both mean triage, once.
    keys = (routing.department or rulebook.triage.key, *routing.also)
    doors = dict.fromkeys(rulebook.door(key).key for key in keys)
    assigned = [
        ev.DepartmentAssigned(
            at=now,
            by=cmd.DOORKNOCK,
            assignment=index + 1,
            role=Role.BROUGHT_IN if index else Role.OWNER,
            door=door_of(rulebook, rulebook.door(key), urgency=routing.urgency, now=now, policy=routing.policy),
        )
        for index, key in enumerate(doors)
    ]
    return (opened, *assigned)


def decide(issue: Issue, command: cmd.Command, *, now: datetime, rulebook: Rulebook) -> Decision:
    """The events that `command` causes at `now`; none where it asks for what is already so."""
    if not issue.is_open and not isinstance(command, _ON_CLOSED_ISSUES):
        # A late tick is no mistake of anybody's: it just has nothing left to do.
        return (
            () if isinstance(command, cmd.Remind) else _refuse(RefusalReason.ISSUE_CLOSED, issue, who=issue.closed_by)
        )
    return _decide(command, issue, now, rulebook)


_ON_CLOSED_ISSUES = (cmd.Reopen, cmd.AddNote, cmd.Join, cmd.Respond, cmd.Resolve, cmd.Dismiss)


def _refuse(reason: RefusalReason, issue: Issue, *, who: str = "", what: str = "") -> Refusal:
    return Refusal(reason=reason, issue=issue.number, who=who, what=what)


def _open_share(issue: Issue, number: int) -> Assignment | Refusal:
    share = issue.assignment(number)
    if share is None:
        return _refuse(RefusalReason.NO_SUCH_ASSIGNMENT, issue, what=str(number))
    if not share.is_open:
        return _refuse(RefusalReason.ASSIGNMENT_CLOSED, issue, what=share.department)
    return share


@singledispatch
def _decide(command: object, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    raise TypeError(f"decide does not know the command {type(command).__name__}")


@_decide.register
def _(command: cmd.Claim, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if share.claimed_by and share.claimed_by != command.by:
        return _refuse(RefusalReason.CLAIMED_BY_ANOTHER, issue, who=share.claimed_by)
    if share.status is AssignmentStatus.CLAIMED:
        return ()
    return (ev.AssignmentClaimed(at=now, by=command.by, assignment=share.number),)


@_decide.register
def _(command: cmd.Release, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if not share.claimed_by:
        return _refuse(RefusalReason.NOT_CLAIMED, issue)
    return (ev.AssignmentReleased(at=now, by=command.by, assignment=share.number, claimed_by=share.claimed_by),)


@_decide.register
def _(command: cmd.HandOff, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    there = issue.held_by(command.to)
    if there is not None and there.role is Role.BROUGHT_IN and share.role is Role.OWNER:
        # It was brought in and now gets the whole issue: its card and its clock go on, no second one begins. Quiet that
        # it asked for when it owed an answer only does not hold for the whole.
        return (_handed_off(share, command, now, to_assignment=there.number), *wake([there], by=command.by, now=now))
    door = _new_door(issue, command.to, now, rulebook)
    if isinstance(door, Refusal):
        return door
    received = replace(door, by=command.by, role=share.role, question=share.question)
    return (_handed_off(share, command, now, to_assignment=door.assignment), received)


def _handed_off(
    share: Assignment, command: cmd.HandOff, now: datetime, *, to_assignment: int
) -> ev.AssignmentHandedOff:
    return ev.AssignmentHandedOff(
        at=now,
        by=command.by,
        assignment=share.number,
        to_assignment=to_assignment,
        to=command.to,
        why=command.why,
        is_not_ours=command.is_not_ours,
    )


@_decide.register
def _(command: cmd.BringIn, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    door = _new_door(issue, command.department, now, rulebook)
    if isinstance(door, Refusal):
        return door
    brought = replace(door, by=command.by, question=command.question)
    if command.by == cmd.DOORKNOCK:
        # A rule brings it in (a storm has grown): that says nothing about whether anybody here has answered.
        return (brought,)
    # Asking another department is an answer of this one: somebody has read it and is on it.
    return (brought, ev.Responded(at=now, by=command.by, assignment=share.number))


def _new_door(issue: Issue, department_key: str, now: datetime, rulebook: Rulebook) -> ev.DepartmentAssigned | Refusal:
    department = rulebook.department(department_key)
    if department is None:
        return _refuse(RefusalReason.NO_SUCH_DEPARTMENT, issue, what=department_key)
    if issue.held_by(department_key) is not None:
        return _refuse(RefusalReason.ALREADY_THERE, issue, what=department_key)
    return ev.DepartmentAssigned(
        at=now,
        by=cmd.DOORKNOCK,
        assignment=len(issue.assignments) + 1,
        role=Role.BROUGHT_IN,
        door=door_of(rulebook, department, urgency=issue.urgency, now=now, policy=issue.policy),
    )


@_decide.register
def _(command: cmd.Escalate, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if share.escalated_at is not None and now - share.escalated_at < MINIMUM_PACE:
        return ()
    escalated = ev.IssueEscalated(at=now, by=command.by, assignment=share.number, why=command.why)
    if issue.urgency >= Urgency.HIGH:
        return (escalated, *wake([share], by=command.by, now=now))
    raised = correct_urgency(issue, Urgency.HIGH, by=command.by, why=command.why, now=now, rulebook=rulebook)
    return (escalated, *raised)


@_decide.register
def _(command: cmd.ChangeUrgency, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    if command.urgency is issue.urgency:
        return ()
    return correct_urgency(issue, command.urgency, by=command.by, why=command.why, now=now, rulebook=rulebook)


@_decide.register
def _(command: cmd.Snooze, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if command.until <= now:
        return _refuse(RefusalReason.TIME_IS_PAST, issue)
    if share.claimed_by and share.claimed_by != command.by:
        return _refuse(RefusalReason.CLAIMED_BY_ANOTHER, issue, who=share.claimed_by)
    if share.snoozed_until == command.until:
        return ()
    return (ev.AssignmentSnoozed(at=now, by=command.by, assignment=share.number, until=command.until),)


@_decide.register
def _(command: cmd.Resolve, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    if not issue.is_open:
        return _refuse(RefusalReason.ISSUE_CLOSED, issue, who=issue.closed_by)
    share = _open_share(issue, command.assignment)
    if isinstance(share, Refusal):
        return share
    if share.role is Role.BROUGHT_IN:
        return (ev.AssignmentResolved(at=now, by=command.by, assignment=share.number, outcome=command.outcome),)
    resolved = ev.IssueResolved(
        at=now,
        by=command.by,
        assignment=share.number,
        outcome=command.outcome,
        public_reply=command.public_reply,
        cause=command.cause,
    )
    return (resolved,)


@_decide.register
def _(command: cmd.Dismiss, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    if not issue.is_open:
        return _refuse(RefusalReason.ISSUE_CLOSED, issue, who=issue.closed_by)
    return (ev.IssueDismissed(at=now, by=command.by, why=command.why),)


@_decide.register
def _(command: cmd.Reopen, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    if issue.is_open:
        return _refuse(RefusalReason.ISSUE_OPEN, issue)
    owner = issue.owner
    department = rulebook.department(owner.department)
    if department is None:
        return _reopened_at_triage(command, issue, now, rulebook)
    terms = door_of(rulebook, department, urgency=issue.urgency, now=now, policy=issue.policy)
    # The card stands where it stood, wherever the department's new cards go by now.
    door = replace(terms, channel=owner.door.channel)
    return (ev.IssueReopened(at=now, by=command.by, why=command.why, door=door),)


def _reopened_at_triage(command: cmd.Reopen, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    """The owner's department has left the rulebook: nobody would look at its door, so triage gets a card of its own."""
    triage = _new_door(issue, rulebook.triage.key, now, rulebook)
    if isinstance(triage, Refusal):
        return triage
    owner = issue.owner
    passed = cmd.HandOff(
        by=cmd.DOORKNOCK,
        assignment=owner.number,
        to=rulebook.triage.key,
        why=f"{owner.department} is no department any more",
    )
    return (
        ev.IssueReopened(at=now, by=command.by, why=command.why, door=owner.door),
        _handed_off(owner, passed, now, to_assignment=triage.assignment),
        replace(triage, role=Role.OWNER),
    )


@_decide.register
def _(command: cmd.AddNote, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    if not command.text.strip():
        return _refuse(RefusalReason.NOTHING_TO_SAY, issue)
    return (ev.NoteAdded(at=now, by=command.by, text=command.text),)


@_decide.register
def _(command: cmd.Respond, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = issue.assignment(command.assignment)
    if share is None or not share.is_open:
        return ()
    return (ev.Responded(at=now, by=command.by, assignment=share.number),)


@_decide.register
def _(command: cmd.Join, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    if command.mention == issue.mention:
        return ()
    return (ev.MentionJoined(at=now, by=command.by, mention=command.mention, reach=command.reach),)


@_decide.register
def _(command: cmd.Remind, issue: Issue, now: datetime, rulebook: Rulebook) -> Decision:
    share = issue.assignment(command.assignment)
    due = event_due(share, now=now, rulebook=rulebook) if share else None
    return () if due is None else (due,)
