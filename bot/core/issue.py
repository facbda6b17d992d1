"""An issue and its assignments: what departments must deal with, and whose turn it is.

Guarantee: plain frozen state. It changes only by `evolve`, event by event; folding an issue's events gives this state.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.classification import Urgency
from bot.core.escalation import EscalationPolicy
from bot.core.why_ask import WhyAsk


class IssueStatus(StrEnum):
    """The whole issue's state."""

    OPEN = "open"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    MERGED = "merged"


class AssignmentStatus(StrEnum):
    """One door's state. Waiting, answered, claimed and snoozed doors are open; the others are closed."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLAIMED = "claimed"
    SNOOZED = "snoozed"
    HANDED_OFF = "handed_off"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    MERGED = "merged"

    @property
    def is_open(self) -> bool:
        """Whether this department still owes something."""
        return self in _OPEN


_OPEN = frozenset(
    {AssignmentStatus.WAITING, AssignmentStatus.ANSWERED, AssignmentStatus.CLAIMED, AssignmentStatus.SNOOZED}
)


class Role(StrEnum):
    """Why a department has a share: it owns the issue, or it was brought in."""

    OWNER = "owner"
    BROUGHT_IN = "brought_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What an assignment copies from the rulebook when it is made, so that later edits do not rewrite its terms.

    `answer_by` is the department's target as an instant.
    """

    department: str
    channel: str
    policy: EscalationPolicy
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign of life from a department: a reply by its id, or (`reply` is "") something else that a person did.

    It `is_past` once the door waits anew: then it no longer counts as an answer to the present round of knocking.
    """

    at: datetime
    reply: str = ""
    by: str = ""
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a person has said in the reply `reply`: that they get back by an instant. `made_at` is when they did."""

    by: str
    until: datetime
    reply: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One department's share in one issue.

    `assigned_at` is when the department was asked, or asked anew by a reopening; the target counts from there.
    `clock_from` is when the current round of knocking began (assigned, released, snooze over, urgency lowered).
    `knocks` counts the reminders of this round, `next_step` is the policy step the next one takes. `checks` counts
    "still on it?" questions since `last_activity_at`. `due_at` is when the bot acts next, None where it has nothing to
    do. `neared_at` is when the target came near without an answer. `closed_by` has ended the share, with `outcome` in
    their words where it ended before its issue. `asked_by` is the assignment whose department brought this one in, 0
    where a rule or nobody did. `signs` are the signs of life since it was asked, the first and the newest of them, and
    `withdrawn_at` is when the last one was taken back. `claimed_with` is the emoji of the claim, while nothing else was
    done since. While a `promise` stands, the door is quiet; the `forgone` one was overtaken or taken back, and does not
    come again by itself; nor do those that were `forgone_before`. `released_by` is who
    let go of it last.
    """

    number: int
    role: Role
    door: Door
    status: AssignmentStatus
    assigned_at: datetime
    clock_from: datetime
    knocks: int = 0
    next_step: int = 0
    last_knock_at: datetime | None = None
    neared_at: datetime | None = None
    claimed_by: str = ""
    claimed_with: str = ""
    last_activity_at: datetime | None = None
    checks: int = 0
    first_response_at: datetime | None = None
    snoozed_until: datetime | None = None
    escalated_at: datetime | None = None
    question: str = ""
    asked_by: int = 0
    signs: tuple[Sign, ...] = ()
    promise: Promise | None = None
    forgone: Promise | None = None
    forgone_before: tuple[Promise, ...] = ()
    released_by: str = ""
    withdrawn_at: datetime | None = None
    handed_to: int | None = None
    handed_why: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""
    due_at: datetime | None = None

    @property
    def department(self) -> str:
        """The key of the department that has this share."""
        return self.door.department

    @property
    def is_open(self) -> bool:
        """Whether this department still owes something."""
        return self.status.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue. `mention` is the id of the first mention, `mentions` counts them, `reach` adds up their followers.

    Whoever says it again is one voice still: `repeats` counts what they add.
    `opened_at` never changes: it is the one clock that survives every hand-off. `version` counts its events.
    `policy` is the escalation policy that the rule named for every door of the issue, "" where it named none or a
    person has corrected the urgency since: their word is the newer one. `followers` are the Slack ids of those who want
    to hear how it goes on. `merged_into` is the issue that this one is a part of now, `taken_in` those that are a part
    of this one; `split_off` are those that mentions of it became, and `split_from` is the one that it came out of.
    `pulse` says when the newest mentions were said, `urgency_by` who changed the urgency last. `cause` says why it
    happened, each of `whys` why the one before it is so. `why_ask` is the last why that was put to another department.
    `stage` is where on their journey the author was, by a person's word; "" where nobody has corrected the guess.
    """

    number: int
    status: IssueStatus
    urgency: Urgency
    opened_at: datetime
    mention: int
    brand: str = ""
    rule: str = ""
    policy: str = ""
    tags: tuple[str, ...] = ()
    mentions: int = 1
    repeats: int = 0
    reach: int = 0
    assignments: tuple[Assignment, ...] = ()
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""
    cause: str = ""
    whys: tuple[str, ...] = ()
    why_ask: WhyAsk | None = None
    public_reply: str = ""
    followers: tuple[str, ...] = ()
    merged_into: int | None = None
    taken_in: tuple[int, ...] = ()
    split_off: tuple[int, ...] = ()
    split_from: int = 0
    pulse: tuple[datetime, ...] = ()
    stage: str = ""
    urgency_by: str = ""
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anybody still owes something."""
        return self.status is IssueStatus.OPEN

    @property
    def has_joined(self) -> bool:
        """Whether anything has joined what it was opened for."""
        return self.mentions + self.repeats > 1

    @property
    def chain(self) -> tuple[str, ...]:
        """Why it happened, why that, and so on; empty where nobody has said."""
        return (self.cause, *self.whys) if self.cause else ()

    @property
    def owner(self) -> Assignment:
        """The share that owns the issue now, or owned it last: the one in the owner's role that was not handed off."""
        owners = (share for share in self.assignments if share.role is Role.OWNER)
        return next(share for share in owners if share.status is not AssignmentStatus.HANDED_OFF)

    def assignment(self, number: int) -> Assignment | None:
        """The share with this number, counted from 1."""
        return next((share for share in self.assignments if share.number == number), None)

    def open_assignments(self) -> Iterator[Assignment]:
        """The shares that are still open."""
        return (share for share in self.assignments if share.is_open)

    def held_by(self, department: str) -> Assignment | None:
        """The open share of `department`, None where it has none."""
        return next((share for share in self.open_assignments() if share.department == department), None)

    def with_assignment(self, changed: Assignment) -> "Issue":
        """The same issue with one share replaced."""
        shares = tuple(changed if share.number == changed.number else share for share in self.assignments)
        return replace(self, assignments=shares)
