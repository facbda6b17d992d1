"""Who may do what to an issue: people of a department act on its shares, its group decides what moves them.

Guarantee: pure, and closed by default: a command without an entry in NEEDS may be given by nobody. What a person is
comes from ids that Slack has signed; nothing that a button carries counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core import commands as cmd
from bot.core.issue import AssignmentStatus, Issue
from bot.core.refusal import Refusal, RefusalReason


class Via(StrEnum):
    """By which of its ways a wish came."""

    BUTTON = "button"
    MODAL = "modal"
    COMMAND = "command"
    SHORTCUT = "shortcut"
    WORD = "word"
    REACTION = "reaction"
    REPLY = "reply"
    HOME = "home"


class Kind(StrEnum):
    """What somebody is in the workspace."""

    COLLEAGUE = "colleague"
    GUEST = "guest"
    OUTSIDER = "outsider"
    """Of another company, in a shared channel."""
    GONE = "gone"
    BOT = "bot"
    UNKNOWN = "unknown"
    """Slack could not be asked in time."""


class Need(StrEnum):
    """What a wish takes."""

    COLLEAGUE = "colleague"
    """Anybody of the company."""
    MEMBER = "member"
    """Somebody in the channel of the department, or who leads it."""
    LEAD = "lead"
    """Somebody of the department's group, its seat or backup, or the strategist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one person: department keys they are a member of, and those they lead.

    `sits_for` are those for which they sit or stand in; `is_chair` says that they chair the committee. `unsure_of` are
    departments of which it could not be found out in time; `is_unsure_of_admins` says the same of the list of
    administrators.
    """

    user: str
    kind: Kind = Kind.COLLEAGUE
    member_of: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    unsure_of: frozenset[str] = frozenset()
    sits_for: frozenset[str] = frozenset()
    is_chair: bool = False
    is_strategist: bool = False
    is_admin: bool = False
    is_unsure_of_admins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for something, and by which way."""

    standing: Standing
    via: Via


NEEDS: Mapping[type[cmd.Command], Need] = {
    cmd.Claim: Need.MEMBER,
    cmd.Release: Need.MEMBER,
    cmd.HandOff: Need.LEAD,
    cmd.BringIn: Need.MEMBER,
    cmd.Escalate: Need.MEMBER,
    cmd.ChangeUrgency: Need.LEAD,
    cmd.SetStage: Need.MEMBER,
    cmd.Snooze: Need.MEMBER,
    cmd.Resolve: Need.MEMBER,
    cmd.Dismiss: Need.LEAD,
    cmd.Reopen: Need.MEMBER,
    cmd.AddNote: Need.MEMBER,
    cmd.AnswerWhy: Need.MEMBER,
    cmd.AskWhy: Need.MEMBER,
    cmd.AnswerAskedWhy: Need.MEMBER,
    cmd.DeclineWhy: Need.MEMBER,
    cmd.TakeWhyBack: Need.MEMBER,
    cmd.Respond: Need.MEMBER,
    cmd.EditReply: Need.MEMBER,
    cmd.Merge: Need.LEAD,
    cmd.Split: Need.MEMBER,
    cmd.Follow: Need.COLLEAGUE,
    cmd.Unfollow: Need.COLLEAGUE,
}
"""What each wish of a person takes. What is not here is the bot's own, or an administrator's (EraseWords).

WithdrawReply is not here either: that a message is gone is Slack's word, and nobody's wish. Nor is CancelPromise: it
takes back what one has said oneself, wherever one is now.
"""


def why_not(standing: Standing, wish: cmd.Command | type[cmd.Command], issue: Issue, share: int = 0) -> Refusal | None:
    """Why `standing` may not have its `wish` for `issue`; None where they may.

    A wish may be given by its kind alone, with the number of its `share`: that is asked before a modal opens.
    """
    kind = wish if isinstance(wish, type) else type(wish)
    number = int(getattr(wish, "assignment", 0) or 0) if not isinstance(wish, type) else share
    refusal = _by_kind(standing, issue)
    if refusal is not None or standing.is_strategist:
        return refusal
    need = _need(kind, issue, number, standing.user)
    return _by_department(standing, need, issue, _concerned(kind, issue, number))


def why_no_colleague(standing: Standing) -> RefusalReason | None:
    """Why `standing` may not even look at issues or hand mentions in; None for everybody of the company."""
    reasons = {
        Kind.GUEST: RefusalReason.GUEST,
        Kind.OUTSIDER: RefusalReason.GUEST,
        Kind.GONE: RefusalReason.NOT_ALLOWED,
        Kind.BOT: RefusalReason.NOT_ALLOWED,
        Kind.UNKNOWN: RefusalReason.STANDING_UNKNOWN,
    }
    return reasons.get(standing.kind)


def _by_kind(standing: Standing, issue: Issue) -> Refusal | None:
    reason = why_no_colleague(standing)
    return Refusal(reason=reason, issue=issue.number) if reason else None


def _need(kind: type[cmd.Command], issue: Issue, number: int, user: str) -> Need | None:
    share = issue.assignment(number)
    if kind is cmd.Release and share is not None and share.claimed_by not in ("", user):
        # Taking a claim away from somebody is no giving back.
        return Need.LEAD
    return NEEDS.get(kind)


def _concerned(kind: type[cmd.Command], issue: Issue, number: int) -> frozenset[str]:
    """The departments whose people may have a say: the share's own, or all that have one, for the whole issue."""
    if kind in (cmd.AnswerAskedWhy, cmd.DeclineWhy) and issue.why_ask is not None:
        return frozenset({issue.why_ask.department})
    share = issue.assignment(number)
    if share is not None:
        return frozenset({share.department})
    held = (each for each in issue.assignments if each.status is not AssignmentStatus.HANDED_OFF)
    return frozenset(each.department for each in held)


def _by_department(standing: Standing, need: Need | None, issue: Issue, concerned: frozenset[str]) -> Refusal | None:
    allowed = {
        Need.COLLEAGUE: True,
        Need.MEMBER: bool(concerned & (standing.member_of | standing.leads)),
        Need.LEAD: bool(concerned & standing.leads),
    }
    if need is not None and allowed[need]:
        return None
    if need is not None and concerned & standing.unsure_of:
        return Refusal(reason=RefusalReason.STANDING_UNKNOWN, issue=issue.number)
    reason = RefusalReason.NEEDS_LEAD if need is Need.LEAD else RefusalReason.NOT_A_MEMBER
    return Refusal(reason=reason, issue=issue.number, what=_named(issue, concerned))


def _named(issue: Issue, concerned: frozenset[str]) -> str:
    """The department to name in a refusal: the owner's where several have a say."""
    owner = issue.owner.department
    return owner if owner in concerned else min(concerned, default=owner)
