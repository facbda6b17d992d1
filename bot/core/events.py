"""What has happened to an issue. Events are the record from which everything else can be recomputed.

Guarantee: every event says when (`at`, aware UTC) and by whom (`by`); terms that come from the rulebook are copied
into it, so that replaying needs no rulebook.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.classification import Urgency
from bot.core.escalation import Tell
from bot.core.event_base import AssignmentEvent, IssueEvent
from bot.core.issue import Door, Role
from bot.core.storm_events import MentionJoined, MentionSplit
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped, WhyReminded


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueOpened(IssueEvent):
    """A mention became an issue. `mention` is its id, `rule` the rule that routed it, `policy` what that rule named.

    `split_from` is the issue that it had joined before, 0 for none.
    """

    number: int
    mention: int
    urgency: Urgency
    brand: str
    rule: str
    tags: tuple[str, ...]
    reach: int
    policy: str = ""
    split_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentAssigned(AssignmentEvent):
    """A department got a share: as the owner, or brought in with a question by the assignment `asked_by`.

    `asked_by` is 0 where nobody asked: the owner is meant if there is a question all the same.
    """

    role: Role
    door: Door
    question: str = ""
    asked_by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentClaimed(AssignmentEvent):
    """A named person took it; `with_emoji` names the emoji on the card that said so, "" where it was said otherwise."""

    with_emoji: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentReleased(AssignmentEvent):
    """The claim was given back, or, where `is_stale`, ran out."""

    claimed_by: str
    is_stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentHandedOff(AssignmentEvent):
    """The share passed to another department, whose assignment is `to_assignment`.

    Where that department had been brought in already, its share is an older one, and takes over the giver's role.
    """

    to_assignment: int
    to: str
    why: str
    is_not_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEscalated(AssignmentEvent):
    """A person asked for help above the door."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCorrected(IssueEvent):
    """Somebody has said at which stage of the customer's journey the author was; `was` is what was said before."""

    stage: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyChanged(IssueEvent):
    """The urgency was corrected; open shares got new terms, as (assignment number, door)."""

    urgency: Urgency
    was: Urgency
    doors: tuple[tuple[int, Door], ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSnoozed(AssignmentEvent):
    """The department asked for quiet until an instant."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeEnded(AssignmentEvent):
    """The quiet is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorKnocked(AssignmentEvent):
    """A reminder fell due. `knock` counts this round from 1, `step` is the policy step taken, `tell` whom it tells."""

    knock: int
    step: int
    tell: tuple[Tell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNeared(AssignmentEvent):
    """The target came near, and nobody had answered: time for a heads-up to the seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChecked(AssignmentEvent):
    """The bot asked the claimant, gently, whether they are still on it. `check` counts from 1."""

    check: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWentQuiet(AssignmentEvent):
    """Somebody answered, nobody claimed, and it has been quiet since: the door is knocked on again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responded(AssignmentEvent):
    """A person of the company spoke in the thread, or showed otherwise that somebody is there.

    `reply` is the id of the message, "" where there is none; `relayed_to` is the assignment that had asked and hears
    the words in its own thread, 0 where nobody had.
    """

    reply: str = ""
    relayed_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEdited(AssignmentEvent):
    """What was said in the thread, and repeated in another one, reads differently now."""

    reply: str
    relayed_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWithdrawn(AssignmentEvent):
    """What was said in the thread was deleted; where it was the only answer, the door waits as it did before."""

    reply: str
    relayed_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPromised(AssignmentEvent):
    """A person has said in the thread by when they will get back."""

    reply: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCancelled(AssignmentEvent):
    """They have put it otherwise; or it `is_for_good`, and reading the same words again does not bring it back."""

    reply: str
    is_for_good: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDue(AssignmentEvent):
    """The promised time has come. Where it `is_kept`, something was said since; else whoever promised is reminded."""

    promised_by: str
    reply: str
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentResolved(AssignmentEvent):
    """A department that was brought in finished its share."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueResolved(AssignmentEvent):
    """The owner finished the issue, and every open share with it. `needed` are the departments it took besides."""

    outcome: str
    public_reply: str
    cause: str
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDismissed(IssueEvent):
    """Nobody has to act."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReopened(IssueEvent):
    """It was taken up again; the owner's share is asked anew under `door`."""

    why: str
    door: Door


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMerged(IssueEvent):
    """It is a part of the issue `into` now, and every open share has ended with it."""

    into: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTakenIn(IssueEvent):
    """The issue `issue` is a part of this one now, with all its mentions and whoever followed it."""

    issue: int
    mentions: int
    reach: int
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFollowed(IssueEvent):
    """A person wants to hear how it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueUnfollowed(IssueEvent):
    """A person has heard enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(IssueEvent):
    """Something was written down."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsErased(IssueEvent):
    """What the public said, and who said it, was taken out for good."""


Event = (
    IssueOpened
    | DepartmentAssigned
    | AssignmentClaimed
    | AssignmentReleased
    | AssignmentHandedOff
    | IssueEscalated
    | UrgencyChanged
    | StageCorrected
    | AssignmentSnoozed
    | SnoozeEnded
    | DoorKnocked
    | TargetNeared
    | ClaimChecked
    | AnswerWentQuiet
    | Responded
    | ReplyEdited
    | ReplyWithdrawn
    | AnswerPromised
    | PromiseCancelled
    | PromiseDue
    | AssignmentResolved
    | IssueResolved
    | IssueDismissed
    | IssueReopened
    | IssueMerged
    | IssueTakenIn
    | IssueFollowed
    | IssueUnfollowed
    | NoteAdded
    | WhyAnswered
    | WhyAsked
    | WhyReminded
    | WhyDropped
    | MentionJoined
    | MentionSplit
    | WordsErased
)
