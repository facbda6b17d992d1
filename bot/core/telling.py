"""What Slack is to be told about events, and whether it is still worth telling.

Guarantee: pure. Every share that was there has its card brought up to date, whatever happened; a new one gets a card
and no lines; a reminder that has been overtaken is known for pointless.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core import events as ev
from bot.core.clocks import SetClock, clocks
from bot.core.escalation import Tell
from bot.core.growing import is_milestone
from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.notices import (
    Notice,
    PostCard,
    PostNote,
    PostReminder,
    RelayReply,
    RemoveRelay,
    RemoveReminder,
    TellFollower,
    UpdateCard,
    UpdateRelay,
    is_person,
)
from bot.core.storm_events import MentionJoined, MentionSplit
from bot.core.telling_endings import onlookers
from bot.core.telling_whys import asks_without_words, is_settled, why_asks
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped
from bot.core.why_notices import AboutWhyAsk


def notices_for(before: Issue | None, after: Issue, events: tuple[ev.Event, ...]) -> tuple[Notice, ...]:
    """What Slack is to be told about `events`, which led from `before` (None: a new issue) to `after`."""
    first = after.version - len(events) + 1
    old = before or replace(after, assignments=())
    told = [notice for index, event in enumerate(events) for notice in _about(event, old, after, first + index)]
    cards = {notice.lane for notice in told if isinstance(notice, PostCard)}
    updates = [
        UpdateCard(issue=after.number, assignment=share.number, channel=share.door.channel, version=after.version)
        for share in old.assignments
    ]
    followers = [
        notice for index, event in enumerate(events) for notice in _to_followers(event, old, after, first + index)
    ]
    # A card that is posted now says it all: no line in a thread that nobody has read yet.
    kept = (notice for notice in told if isinstance(notice, PostCard) or notice.lane not in cards)
    asks = why_asks(old, after, now=events[-1].at) if events else ()
    return (*kept, *clocks(old, after), *asks, *updates, *followers)


def is_pointless(notice: Notice, issue: Issue) -> bool:
    """Whether a reminder has been overtaken: its door was answered or closed, or the channel knocked for again.

    So has a clock, where the promise that it stands for is no more, or there again.
    """
    if isinstance(notice, SetClock):
        return notice.is_overtaken(issue)
    if isinstance(notice, AboutWhyAsk):
        return is_settled(notice, issue)
    if not isinstance(notice, PostReminder):
        return False
    event, share = notice.event, issue.assignment(notice.assignment)
    if share is None:
        return True
    if isinstance(event, ev.PromiseDue):
        return not share.is_open or share.last_knock_at != event.at or _is_heard_since(share, event.at)
    if isinstance(event, ev.ClaimChecked):
        is_same = share.last_knock_at == event.at and share.checks == event.check
        return share.status is not AssignmentStatus.CLAIMED or not is_same
    if not still_waits(event, issue):
        return True
    return isinstance(event, ev.DoorKnocked) and _is_said_again(event, share)


def _is_heard_since(share: Assignment, instant: datetime) -> bool:
    return share.last_activity_at is not None and share.last_activity_at > instant


def still_waits(event: ev.DoorKnocked | ev.TargetNeared, issue: Issue) -> bool:
    """Whether the door that was knocked on waits still, and has not been answered in between."""
    share = issue.assignment(event.assignment)
    if share is None or share.status is not AssignmentStatus.WAITING:
        return False
    if isinstance(event, ev.TargetNeared):
        return share.first_response_at is None and share.neared_at == event.at
    if share.clock_from == event.at:
        # Which of the two came first cannot be told, but the newest knock is one of this round.
        return share.last_knock_at == event.at and share.knocks == event.knock
    return share.clock_from < event.at and event.knock <= share.knocks


def _is_said_again(event: ev.DoorKnocked, share: Assignment) -> bool:
    """Whether a later knock has told the channel as well."""
    policy = share.door.policy
    # The last step repeats under the same index.
    later = range(min(event.step + 1, len(policy.steps) - 1), share.next_step)
    return share.knocks > event.knock and any(Tell.CHANNEL in policy.step(index).tell for index in later)


def _about(event: ev.Event, before: Issue, after: Issue, version: int) -> list[Notice]:
    tell = TELLINGS.get(type(event))
    # Whatever is not in the table changes the card and nothing else.
    return [] if tell is None else tell(event, before, after, version)


def _tell_assigned(event: ev.DepartmentAssigned, before: Issue, after: Issue, version: int) -> list[Notice]:
    share = _share(after, event.assignment)
    return [PostCard(issue=after.number, assignment=share.number, channel=share.door.channel)]


def _tell_knocked(event: ev.DoorKnocked, before: Issue, after: Issue, version: int) -> list[Notice]:
    # Persons are told alone, see `knocking`; what the channel was told before still holds.
    return _tell_due(event, before, after, version) if Tell.CHANNEL in event.tell else []


def _tell_due(event: ev.DoorKnocked | ev.ClaimChecked, before: Issue, after: Issue, version: int) -> list[Notice]:
    share = _share(after, event.assignment)
    reminder = PostReminder(
        issue=after.number, assignment=share.number, channel=share.door.channel, number=version, event=event
    )
    return [reminder, _removal(after, share, version - 1)]


def _tell_claimed(event: ev.AssignmentClaimed, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [_removal(after, _share(after, event.assignment), version)]


def _tell_answered(event: ev.Responded, before: Issue, after: Issue, version: int) -> list[Notice]:
    told: list[Notice] = [_removal(after, _share(after, event.assignment), version)]
    if event.relayed_to:
        told.append(RelayReply(**_relayed(event, after), event=event))
    return told


def _tell_promised(event: ev.AnswerPromised, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [_removal(after, _share(after, event.assignment), version)]


def _tell_promise_due(event: ev.PromiseDue, before: Issue, after: Issue, version: int) -> list[Notice]:
    if event.is_kept:
        return []
    share = _share(after, event.assignment)
    # A promise is one person's, so it is that person who is asked.
    channel = event.promised_by if is_person(event.promised_by) else share.door.channel
    return [
        PostReminder(issue=after.number, assignment=share.number, channel=channel, number=version, event=event),
        _removal(after, share, version - 1),
    ]


def _tell_edited(event: ev.ReplyEdited, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [UpdateRelay(**_relayed(event, after), number=version)]


def _tell_withdrawn(event: ev.ReplyWithdrawn, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [RemoveRelay(**_relayed(event, after))] if event.relayed_to else []


def _relayed(event: ev.Responded | ev.ReplyEdited | ev.ReplyWithdrawn, issue: Issue) -> dict[str, Any]:
    asker = _share(issue, event.relayed_to)
    return {
        "issue": issue.number,
        "assignment": asker.number,
        "channel": asker.door.channel,
        "reply": event.reply,
        "origin": event.assignment,
    }


def _tell_of_share(
    event: ev.AssignmentSnoozed | ev.SnoozeEnded | ev.AssignmentReleased, before: Issue, after: Issue, version: int
) -> list[Notice]:
    return _note_and_removal(after, _share(after, event.assignment), version, event)


def _tell_handed_off(event: ev.AssignmentHandedOff, before: Issue, after: Issue, version: int) -> list[Notice]:
    told = _note_and_removal(after, _share(after, event.assignment), version, event)
    return [*told, _note(after, _share(after, event.to_assignment), version, event)]


def _tell_share_resolved(event: ev.AssignmentResolved, before: Issue, after: Issue, version: int) -> list[Notice]:
    # The owner asked for this share, so its outcome is told there as well.
    told = _note_and_removal(after, _share(after, event.assignment), version, event)
    return [*told, _note(after, after.owner, version, event)]


def _tell_escalated(event: ev.IssueEscalated, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [_note(after, _share(after, event.assignment), version, event)]


def _tell_closed(
    event: ev.IssueResolved | ev.IssueDismissed | ev.IssueMerged, before: Issue, after: Issue, version: int
) -> list[Notice]:
    closed_now = [_share(after, share.number) for share in before.open_assignments()]
    told: list[Notice] = [notice for share in closed_now for notice in _note_and_removal(after, share, version, event)]
    return [*told, *(_note(after, share, version, event) for share in onlookers(before))]


def _tell_at_open_doors(
    event: ev.IssueReopened | ev.NoteAdded | ev.UrgencyChanged | ev.IssueTakenIn | MentionSplit,
    before: Issue,
    after: Issue,
    version: int,
) -> list[Notice]:
    # What is noted down about a closed issue stands in its owner's thread.
    told = list(after.open_assignments()) or [after.owner]
    return [_note(after, share, version, event) for share in told]


def _tell_joined(event: MentionJoined, before: Issue, after: Issue, version: int) -> list[Notice]:
    if not is_milestone(event.mentions):
        return []
    return [_note(after, share, version, event) for share in after.open_assignments()]


def _tell_why(event: WhyAnswered | WhyAsked | WhyDropped, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [_note(after, after.owner, version, event)]


def _tell_erased(event: ev.WordsErased, before: Issue, after: Issue, version: int) -> list[Notice]:
    # The cards show it as they show everything.
    return [*asks_without_words(after)]


def _to_followers(event: ev.Event, before: Issue, after: Issue, version: int) -> list[TellFollower]:
    """What those who follow the issue hear of it: the turns it takes, and nothing that they did themselves."""
    if not isinstance(event, FOLLOWED):
        return []
    share = getattr(event, "assignment", after.owner.number)
    return [
        TellFollower(issue=after.number, assignment=share, channel=each, number=version, event=event)
        for each in before.followers
        if each != event.by and is_person(each)
    ]


def _share(issue: Issue, number: int) -> Assignment:
    share = issue.assignment(number)
    if share is None:
        raise LookupError(f"issue {issue.number} has no assignment {number}")
    return share


def _note(issue: Issue, share: Assignment, version: int, event: ev.Event) -> PostNote:
    return PostNote(
        issue=issue.number, assignment=share.number, channel=share.door.channel, number=version, event=event
    )


def _note_and_removal(issue: Issue, share: Assignment, version: int, event: ev.Event) -> list[Notice]:
    return [_note(issue, share, version, event), _removal(issue, share, version)]


def _removal(issue: Issue, share: Assignment, number: int) -> RemoveReminder:
    return RemoveReminder(issue=issue.number, assignment=share.number, channel=share.door.channel, number=number)


FOLLOWED = (
    ev.AssignmentClaimed,
    ev.AssignmentHandedOff,
    ev.UrgencyChanged,
    ev.IssueResolved,
    ev.IssueDismissed,
    ev.IssueReopened,
    ev.IssueMerged,
)
"""The turns that those who follow an issue hear of."""

# Any: each takes the events that it stands beside, and no other.
TELLINGS: Mapping[type[ev.Event], Callable[[Any, Issue, Issue, int], list[Notice]]] = {
    ev.DepartmentAssigned: _tell_assigned,
    ev.AssignmentClaimed: _tell_claimed,
    ev.AssignmentReleased: _tell_of_share,
    ev.AssignmentHandedOff: _tell_handed_off,
    ev.IssueEscalated: _tell_escalated,
    ev.UrgencyChanged: _tell_at_open_doors,
    ev.AssignmentSnoozed: _tell_of_share,
    ev.SnoozeEnded: _tell_of_share,
    ev.DoorKnocked: _tell_knocked,
    ev.ClaimChecked: _tell_due,
    ev.Responded: _tell_answered,
    ev.ReplyEdited: _tell_edited,
    ev.ReplyWithdrawn: _tell_withdrawn,
    ev.AnswerPromised: _tell_promised,
    ev.PromiseDue: _tell_promise_due,
    ev.AssignmentResolved: _tell_share_resolved,
    ev.IssueResolved: _tell_closed,
    ev.IssueDismissed: _tell_closed,
    ev.IssueReopened: _tell_at_open_doors,
    ev.IssueMerged: _tell_closed,
    ev.IssueTakenIn: _tell_at_open_doors,
    MentionJoined: _tell_joined,
    MentionSplit: _tell_at_open_doors,
    ev.NoteAdded: _tell_at_open_doors,
    ev.WordsErased: _tell_erased,
    WhyAnswered: _tell_why,
    WhyAsked: _tell_why,
    WhyDropped: _tell_why,
}
