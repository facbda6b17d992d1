"""Asks: each time a department was asked to deal with an issue, and how it answered.

Guarantee: a pure fold of an issue's events. A reopened issue asks its owner again; an ask is answered once, by the
first response that was not taken back, and held to the target that stood then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import events as ev
from bot.core.evolve import evolve, opening
from bot.core.issue import Assignment, Door, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One department asked once. `answered_at` is the first response, None where there was none so far.

    `ended_at` is when the share was closed. `quiet_since` is the last sign of life from the department, the asking
    itself where there was none; `knocked_at` is when it was reminded, ever since it was asked.
    """

    issue: int
    assignment: int
    door: Door
    asked_at: datetime
    quiet_since: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    knocked_at: tuple[datetime, ...] = ()

    @property
    def knocks(self) -> int:
        """How many reminders came since the last sign of life."""
        return sum(at > self.quiet_since for at in self.knocked_at)

    @property
    def department(self) -> str:
        """The key of the department."""
        return self.door.department

    @property
    def is_in_time(self) -> bool:
        """Whether it was answered by its target."""
        return self.answered_at is not None and self.answered_at <= self.door.answer_by

    def is_overdue(self, at: datetime) -> bool:
        """Whether it still waits for an answer at `at`, with its target behind it."""
        return self.answered_at is None and self.ended_at is None and self.door.answer_by < at


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One issue as its events tell it: the state they lead to, and every ask on the way, oldest first."""

    issue: Issue
    asks: tuple[Ask, ...]
    events: tuple[ev.Event, ...]


def tell(events: Sequence[ev.Event], *, until: datetime) -> Told | None:
    """The issue after those of its `events` (oldest first) that happened before `until`; None before its opening."""
    past = tuple(event for event in events if event.at < until)
    if not past or not isinstance(past[0], ev.IssueOpened):
        return None
    issue = opening(past[0])
    asks: list[Ask] = []
    for event in past[1:]:
        before, issue = issue, evolve(issue, event)
        asks = [*_followed(asks, issue, event), *_new_asks(before, issue)]
    return Told(issue=issue, asks=tuple(asks), events=past)


def _new_asks(before: Issue, after: Issue) -> Iterator[Ask]:
    for share in after.assignments:
        old = before.assignment(share.number)
        if old is None or (share.is_open and not old.is_open):
            yield Ask(
                issue=after.number,
                assignment=share.number,
                door=share.door,
                asked_at=share.assigned_at,
                quiet_since=share.assigned_at,
            )


def _followed(asks: Iterable[Ask], issue: Issue, event: ev.Event) -> Iterator[Ask]:
    for ask in asks:
        share = issue.assignment(ask.assignment)
        # An ask that has ended stays as it was, whatever a reopening makes of the share.
        yield ask if share is None or ask.ended_at is not None else _after(ask, share, event)


def _after(ask: Ask, share: Assignment, event: ev.Event) -> Ask:
    answered = share.first_response_at
    is_knock = isinstance(event, ev.DoorKnocked) and event.assignment == ask.assignment
    # An answer that was taken back is none, and then the target that stands now is the one that counts.
    door = ask.door if ask.answered_at and answered else share.door
    quiet_since = share.last_activity_at or ask.asked_at
    knocked_at = (*ask.knocked_at, event.at) if is_knock else ask.knocked_at
    after = (door, answered, share.closed_at, quiet_since, knocked_at)
    if after == (ask.door, ask.answered_at, ask.ended_at, ask.quiet_since, ask.knocked_at):
        # Most events change nothing here, and a summary reads hundreds of thousands.
        return ask
    return replace(
        ask,
        door=door,
        answered_at=answered,
        ended_at=share.closed_at,
        quiet_since=quiet_since,
        knocked_at=knocked_at,
    )
