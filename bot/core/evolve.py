"""`evolve`: how an issue changes by one event. Pure; it never refuses and needs no rulebook.

Guarantee: `fold(events)` gives the very state that was stored with them, due times aside (see `schedule`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from bot.core import events as ev
from bot.core.evolving.claims import apply_assignment_claimed, apply_assignment_released
from bot.core.evolving.endings import (
    apply_assignment_resolved,
    apply_issue_dismissed,
    apply_issue_reopened,
    apply_issue_resolved,
)
from bot.core.evolving.following import apply_issue_followed, apply_issue_unfollowed
from bot.core.evolving.joining import apply_mention_joined, apply_mention_split
from bot.core.evolving.journey import apply_stage_corrected
from bot.core.evolving.knocks import (
    apply_answer_went_quiet,
    apply_claim_checked,
    apply_door_knocked,
    apply_target_neared,
)
from bot.core.evolving.merging import apply_issue_merged, apply_issue_taken_in
from bot.core.evolving.passing_on import apply_assignment_handed_off, apply_department_assigned
from bot.core.evolving.promises import apply_answer_promised, apply_promise_cancelled, apply_promise_due
from bot.core.evolving.quiet import apply_assignment_snoozed, apply_snooze_ended
from bot.core.evolving.talk import (
    apply_note_added,
    apply_reply_edited,
    apply_reply_withdrawn,
    apply_responded,
    apply_words_erased,
)
from bot.core.evolving.urgency import apply_issue_escalated, apply_urgency_changed
from bot.core.evolving.whys import apply_why_answered, apply_why_asked, apply_why_dropped, apply_why_reminded
from bot.core.issue import Issue, IssueStatus
from bot.core.storm_events import MentionJoined, MentionSplit
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped, WhyReminded

# Any: each takes the event that it stands beside, and no other. IssueOpened changes nothing: it makes the issue, in
# `opening`.
CHANGES: Mapping[type[ev.Event], Callable[[Any, Issue], Issue]] = {
    ev.DepartmentAssigned: apply_department_assigned,
    ev.AssignmentClaimed: apply_assignment_claimed,
    ev.AssignmentReleased: apply_assignment_released,
    ev.AssignmentHandedOff: apply_assignment_handed_off,
    ev.IssueEscalated: apply_issue_escalated,
    ev.UrgencyChanged: apply_urgency_changed,
    ev.StageCorrected: apply_stage_corrected,
    ev.AssignmentSnoozed: apply_assignment_snoozed,
    ev.SnoozeEnded: apply_snooze_ended,
    ev.DoorKnocked: apply_door_knocked,
    ev.TargetNeared: apply_target_neared,
    ev.ClaimChecked: apply_claim_checked,
    ev.AnswerWentQuiet: apply_answer_went_quiet,
    ev.Responded: apply_responded,
    ev.ReplyEdited: apply_reply_edited,
    ev.ReplyWithdrawn: apply_reply_withdrawn,
    ev.AnswerPromised: apply_answer_promised,
    ev.PromiseCancelled: apply_promise_cancelled,
    ev.PromiseDue: apply_promise_due,
    ev.AssignmentResolved: apply_assignment_resolved,
    ev.IssueResolved: apply_issue_resolved,
    ev.IssueDismissed: apply_issue_dismissed,
    ev.IssueReopened: apply_issue_reopened,
    ev.IssueMerged: apply_issue_merged,
    ev.IssueTakenIn: apply_issue_taken_in,
    ev.IssueFollowed: apply_issue_followed,
    ev.IssueUnfollowed: apply_issue_unfollowed,
    ev.NoteAdded: apply_note_added,
    WhyAnswered: apply_why_answered,
    WhyAsked: apply_why_asked,
    WhyReminded: apply_why_reminded,
    WhyDropped: apply_why_dropped,
    MentionJoined: apply_mention_joined,
    MentionSplit: apply_mention_split,
    ev.WordsErased: apply_words_erased,
}


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
        split_from=event.split_from,
        version=1,
    )


def evolve(issue: Issue, event: ev.Event) -> Issue:
    """The issue after `event`."""
    change = CHANGES.get(type(event))
    if change is None:
        raise TypeError(f"evolve does not know the event {type(event).__name__}")
    return replace(change(event, issue), version=issue.version + 1)
