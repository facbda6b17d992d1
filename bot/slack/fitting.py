"""Which acts make sense for an assignment as it stands; whether a person may do them is decided when they do.

Guarantee: pure; every act that can be asked for has its state.
"""

from bot.core.deciding.whys import DEEPEST
from bot.core.department import TRIAGE
from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.slack.actions import Act


def next_acts(issue: Issue, share: Assignment) -> tuple[Act, ...]:
    """The buttons of the card: what the viewer does next."""
    if not issue.is_open and issue.merged_into is None:
        return (Act.REOPEN,)
    if not share.is_open:
        return ()
    claim = () if share.status is AssignmentStatus.CLAIMED else (Act.CLAIM,)
    return (*claim, Act.HAND_OFF, Act.BRING_IN, Act.ESCALATE, Act.SNOOZE, Act.RESOLVE)


def further_acts(issue: Issue, share: Assignment) -> tuple[Act, ...]:
    """What stands behind the three dots: what is wanted now and then, and the way to all the rest."""
    if not (issue.is_open and share.is_open):
        why = (Act.WHY,) if _may_ask_why(issue) else ()
        return (Act.NOTE, *why, Act.WHY_ME, Act.ALL)
    give = Act.RELEASE if share.claimed_by else Act.URGENCY
    # Passing on is what triage is for, so nothing there is anybody's mistake.
    away = Act.NOTE if share.department == TRIAGE else Act.NOT_OURS
    return (away, give, Act.DISMISS, Act.WHY_ME, Act.ALL)


def all_acts(issue: Issue, share: Assignment, *, viewer: str) -> tuple[Act, ...]:
    """Everything that makes sense now, in the order in which people look for it."""
    follow = Act.UNFOLLOW if viewer in issue.followers else Act.FOLLOW
    if issue.merged_into is not None:
        return (Act.NOTE, *((follow,) if follow is Act.UNFOLLOW else ()), Act.WHY_ME)
    split = (Act.SPLIT,) if issue.has_joined else ()
    if not issue.is_open:
        why = (Act.WHY,) if _may_ask_why(issue) else ()
        return (Act.REOPEN, Act.NOTE, *why, *split, follow, Act.WHY_ME)
    if not share.is_open:
        return (Act.NOTE, Act.URGENCY, Act.MERGE, *split, Act.DISMISS, follow, Act.WHY_ME)
    mine = (Act.RELEASE,) if share.claimed_by else ()
    claim = () if share.status is AssignmentStatus.CLAIMED else (Act.CLAIM,)
    away = () if share.department == TRIAGE else (Act.NOT_OURS,)
    return (
        *claim,
        *mine,
        Act.RESOLVE,
        Act.HAND_OFF,
        *away,
        Act.BRING_IN,
        Act.SNOOZE,
        Act.ESCALATE,
        Act.URGENCY,
        Act.NOTE,
        Act.MERGE,
        *split,
        Act.DISMISS,
        follow,
        Act.WHY_ME,
    )


def _may_ask_why(issue: Issue) -> bool:
    return not issue.is_open and issue.merged_into is None and len(issue.chain) < DEEPEST
