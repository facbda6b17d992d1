"""Why a command was refused, as data; the edge that talks to people finds the words.

Guarantee: a refusal changes nothing.
"""

from dataclasses import dataclass
from enum import StrEnum


class RefusalReason(StrEnum):
    """What stood in the way."""

    NO_SUCH_ISSUE = "no_such_issue"
    NO_SUCH_ASSIGNMENT = "no_such_assignment"
    NO_SUCH_DEPARTMENT = "no_such_department"
    ISSUE_CLOSED = "issue_closed"
    ISSUE_OPEN = "issue_open"
    ISSUE_MERGED = "issue_merged"
    MERGE_WITH_ITSELF = "merge_with_itself"
    ASSIGNMENT_CLOSED = "assignment_closed"
    CLAIMED_BY_ANOTHER = "claimed_by_another"
    NOT_CLAIMED = "not_claimed"
    ALREADY_THERE = "already_there"
    TIME_IS_PAST = "time_is_past"
    NOTHING_JOINED = "nothing_joined"
    NOT_JOINED = "not_joined"
    NOTHING_TO_SAY = "nothing_to_say"
    WHY_TOO_EARLY = "why_too_early"
    DEEP_ENOUGH = "deep_enough"
    WHY_ASKED_ALREADY = "why_asked_already"
    WHY_SETTLED = "why_settled"
    NOT_ALLOWED = "not_allowed"
    NOT_A_MEMBER = "not_a_member"
    NEEDS_LEAD = "needs_lead"
    GUEST = "guest"
    STANDING_UNKNOWN = "standing_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal. `issue` is the number asked about, `who` the person in the way (Slack id), `what` a key or word."""

    reason: RefusalReason
    issue: int
    who: str = ""
    what: str = ""
