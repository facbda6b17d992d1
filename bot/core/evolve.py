"""`evolve`: how an issue changes by one event. Pure; it never refuses and needs no rulebook.

Guarantee: `fold(events)` gives the very state that was stored with them, due times aside (see `schedule`).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce, singledispatch

from bot.core import events as ev
from bot.core.commands import DOORKNOCK
from bot.core.issue import Assignment, AssignmentStatus, Door, Issue, IssueStatus, Role


def fold(events: Iterable[ev.Event]) -> Issue:
    """The state after all `events`, the first of which must be IssueOpened."""
    opened, *rest = events
    if not isinstance(opened, ev.IssueOpened):
        raise ValueError(f"an issue begins with IssueOpened, not {type(opened).__name__}")
    return reduce(evolve, rest, opening(opened))


def opening(event: ev.IssueOpened) -> Issue:
    """The issue as its first event leaves it: open, without a share."""
    return Issue(
        number=event.number,
        status=IssueStatus.OPEN,
        urgency=event.urgency,
        opened_at=event.at,
        mention=event.mention,
        brand=event.brand,
        rule=event.rule,
        policy=event.policy,
        tags=event.tags,
        reach=event.reach,
        version=1,
    )


def evolve(issue: Issue, event: ev.Event) -> Issue:
    """The issue after `event`."""
    changed = _apply(event, issue)
    return replace(changed, version=issue.version + 1)


@singledispatch
def _apply(event: object, issue: Issue) -> Issue:
    raise TypeError(f"evolve does not know the event {type(event).__name__}")


def _on_share(issue: Issue, number: int, change: Callable[[Assignment], Assignment]) -> Issue:
    share = issue.assignment(number)
    return issue if share is None else issue.with_assignment(change(share))


@_apply.register
def _(event: ev.DepartmentAssigned, issue: Issue) -> Issue:
    share = Assignment(
        number=event.assignment,
        role=event.role,
        door=event.door,
        status=AssignmentStatus.WAITING,
        assigned_at=event.at,
        clock_from=event.at,
        question=event.question,
    )
    return replace(issue, assignments=(*issue.assignments, share))


@_apply.register
def _(event: ev.AssignmentClaimed, issue: Issue) -> Issue:
    def claimed(share: Assignment) -> Assignment:
        return replace(
            _responded(share, event),
            status=AssignmentStatus.CLAIMED,
            claimed_by=event.by,
            snoozed_until=None,
        )

    return _on_share(issue, event.assignment, claimed)


@_apply.register
def _(event: ev.AssignmentReleased, issue: Issue) -> Issue:
    return _on_share(issue, event.assignment, lambda share: _waiting_anew(share, event))


@_apply.register
def _(event: ev.AssignmentHandedOff, issue: Issue) -> Issue:
    def handed(share: Assignment) -> Assignment:
        closed = _closed(_responded(share, event), AssignmentStatus.HANDED_OFF, event)
        return replace(closed, handed_to=event.to_assignment, handed_why=event.why)

    giver = issue.assignment(event.assignment)
    passed = _on_share(issue, event.assignment, handed)
    if giver is None or giver.role is not Role.OWNER:
        return passed
    # A receiver that is there already had been brought in: now it owns. A new one comes with its own event.
    return _on_share(passed, event.to_assignment, lambda share: replace(share, role=Role.OWNER))


@_apply.register
def _(event: ev.IssueEscalated, issue: Issue) -> Issue:
    return _on_share(issue, event.assignment, lambda share: replace(share, escalated_at=event.at))


@_apply.register
def _(event: ev.UrgencyChanged, issue: Issue) -> Issue:
    doors = dict(event.doors)
    shares = tuple(
        _under_new_terms(share, doors[share.number], event) if share.number in doors else share
        for share in issue.assignments
    )
    return replace(issue, urgency=event.urgency, policy="", assignments=shares)


def _under_new_terms(share: Assignment, door: Door, event: ev.UrgencyChanged) -> Assignment:
    if door.policy == share.door.policy:
        return replace(share, door=door)
    if share.status is AssignmentStatus.WAITING and event.urgency < event.was:
        # Steps of the gentler policy may lie in the past already; lowering must not set off a knock.
        return replace(share, door=door, clock_from=event.at, knocks=0, next_step=0)
    return replace(share, door=door, next_step=0)


@_apply.register
def _(event: ev.AssignmentSnoozed, issue: Issue) -> Issue:
    def snoozed(share: Assignment) -> Assignment:
        return replace(_responded(share, event), status=AssignmentStatus.SNOOZED, snoozed_until=event.until)

    return _on_share(issue, event.assignment, snoozed)


@_apply.register
def _(event: ev.SnoozeEnded, issue: Issue) -> Issue:
    def awake(share: Assignment) -> Assignment:
        if share.claimed_by:
            return replace(
                share, status=AssignmentStatus.CLAIMED, snoozed_until=None, last_activity_at=event.at, checks=0
            )
        return _waiting_anew(share, event)

    return _on_share(issue, event.assignment, awake)


@_apply.register
def _(event: ev.DoorKnocked, issue: Issue) -> Issue:
    def knocked(share: Assignment) -> Assignment:
        return replace(share, knocks=event.knock, next_step=event.step + 1, last_knock_at=event.at)

    return _on_share(issue, event.assignment, knocked)


@_apply.register
def _(event: ev.ClaimChecked, issue: Issue) -> Issue:
    return _on_share(issue, event.assignment, lambda share: replace(share, checks=event.check, last_knock_at=event.at))


@_apply.register
def _(event: ev.AnswerWentQuiet, issue: Issue) -> Issue:
    return _on_share(issue, event.assignment, lambda share: _waiting_anew(share, event))


@_apply.register
def _(event: ev.Responded, issue: Issue) -> Issue:
    def responded(share: Assignment) -> Assignment:
        heard = _responded(share, event)
        if share.status is AssignmentStatus.WAITING:
            return replace(heard, status=AssignmentStatus.ANSWERED)
        return heard

    return _on_share(issue, event.assignment, responded)


@_apply.register
def _(event: ev.AssignmentResolved, issue: Issue) -> Issue:
    def resolved(share: Assignment) -> Assignment:
        return _closed(_responded(share, event), AssignmentStatus.RESOLVED, event)

    return _on_share(issue, event.assignment, resolved)


@_apply.register
def _(event: ev.IssueResolved, issue: Issue) -> Issue:
    answered = _on_share(issue, event.assignment, lambda share: _responded(share, event))
    closed = _close_all(answered, AssignmentStatus.RESOLVED, event)
    return replace(
        closed,
        status=IssueStatus.RESOLVED,
        outcome=event.outcome,
        public_reply=event.public_reply,
        cause=event.cause,
    )


@_apply.register
def _(event: ev.IssueDismissed, issue: Issue) -> Issue:
    closed = _close_all(issue, AssignmentStatus.DISMISSED, event)
    return replace(closed, status=IssueStatus.DISMISSED, outcome=event.why)


@_apply.register
def _(event: ev.IssueReopened, issue: Issue) -> Issue:
    # Asked anew, so that the answer of the first life does not count as one to the reopening.
    owner = replace(
        _waiting_anew(issue.owner, event),
        door=event.door,
        assigned_at=event.at,
        first_response_at=None,
        last_activity_at=None,
        escalated_at=None,
        closed_at=None,
    )
    opened = replace(
        issue, status=IssueStatus.OPEN, closed_at=None, closed_by="", outcome="", public_reply="", cause=""
    )
    return opened.with_assignment(owner)


@_apply.register
def _(event: ev.NoteAdded, issue: Issue) -> Issue:
    return issue


@_apply.register
def _(event: ev.MentionJoined, issue: Issue) -> Issue:
    return replace(issue, mentions=issue.mentions + 1, reach=issue.reach + event.reach)


def _responded(share: Assignment, event: ev.Event) -> Assignment:
    if event.by == DOORKNOCK:
        return share
    first = share.first_response_at or event.at
    return replace(share, first_response_at=first, last_activity_at=event.at, checks=0)


def _waiting_anew(share: Assignment, event: ev.Event) -> Assignment:
    return replace(
        share,
        status=AssignmentStatus.WAITING,
        clock_from=event.at,
        knocks=0,
        next_step=0,
        last_knock_at=None,
        claimed_by="",
        checks=0,
        snoozed_until=None,
    )


def _closed(share: Assignment, status: AssignmentStatus, event: ev.Event) -> Assignment:
    return replace(share, status=status, closed_at=event.at, snoozed_until=None)


def _close_all(issue: Issue, status: AssignmentStatus, event: ev.Event) -> Issue:
    shares = tuple(_closed(share, status, event) if share.is_open else share for share in issue.assignments)
    return replace(issue, assignments=shares, closed_at=event.at, closed_by=event.by)
