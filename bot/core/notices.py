"""What Slack is to be told, as data: the rows of the outbox.

Guarantee: a notice carries ids and events, never rendered text, so that what is posted is true at the moment of
posting. Its `key` is the idempotency key; notices of one `lane` are posted in order.
Two notices with the same key say the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import singledispatch

from bot.core import events as ev
from bot.core.issue import Assignment, AssignmentStatus, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutAssignment:
    issue: int
    assignment: int
    channel: str

    @property
    def lane(self) -> str:
        """The thread it belongs to."""
        return f"issue:{self.issue}:assignment:{self.assignment}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard(_AboutAssignment):
    """Post the card of an assignment in its department's channel."""

    @property
    def key(self) -> str:
        """One card an assignment."""
        return f"{self.lane}:card"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCard(_AboutAssignment):
    """Bring the card up to date. `version` is the issue's version that asked for it."""

    version: int

    @property
    def key(self) -> str:
        """One update an issue's version."""
        return f"{self.lane}:card:v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReminder(_AboutAssignment):
    """Knock: say in the thread that the door still waits, or ask whether a claim still holds.

    `number` is the version of the issue at which it fell due: unique, and rising with time.
    """

    number: int
    event: ev.DoorKnocked | ev.ClaimChecked

    @property
    def key(self) -> str:
        """One reminder a due event."""
        return f"{self.lane}:reminder:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveReminder(_AboutAssignment):
    """Take reminders up to and including `number` out of the thread: they are answered or replaced."""

    number: int

    @property
    def key(self) -> str:
        """One removal a reason."""
        return f"{self.lane}:removal:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNote(_AboutAssignment):
    """Say in the thread what just happened."""

    number: int
    event: ev.Event

    @property
    def key(self) -> str:
        """One line an event."""
        return f"{self.lane}:note:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStrategist:
    """A plain sentence for the strategist's own channel: a broken rulebook, a notice that could not be posted."""

    channel: str
    text: str
    about: str

    @property
    def key(self) -> str:
        """One telling a subject."""
        return f"strategist:{self.about}"

    @property
    def lane(self) -> str:
        """The strategist's channel."""
        return f"channel:{self.channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSummary:
    """Post the summary of the week that runs from `start` (included) to `end` (excluded)."""

    channel: str
    week: str
    start: datetime
    end: datetime

    @property
    def key(self) -> str:
        """One summary a week and channel."""
        return f"summary:{self.week}:{self.channel}"

    @property
    def lane(self) -> str:
        """The summary's own thread."""
        return self.key


Notice = PostCard | UpdateCard | PostReminder | RemoveReminder | PostNote | TellStrategist | PostSummary


class Verb(StrEnum):
    """What a notice does in Slack."""

    POST = "post"
    UPDATE = "update"
    REMOVE = "remove"


def verb_of(notice: Notice) -> Verb:
    """Whether `notice` posts, edits or removes; only a post can happen twice."""
    match notice:
        case UpdateCard():
            return Verb.UPDATE
        case RemoveReminder():
            return Verb.REMOVE
        case _:
            return Verb.POST


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
    # A card that is posted now says it all: no line in a thread that nobody has read yet.
    return (*(notice for notice in told if isinstance(notice, PostCard) or notice.lane not in cards), *updates)


def is_pointless(notice: Notice, issue: Issue) -> bool:
    """Whether a reminder has been overtaken: its door was answered, closed or knocked on again meanwhile."""
    if not isinstance(notice, PostReminder):
        return False
    share = issue.assignment(notice.assignment)
    if share is None or share.last_knock_at != notice.event.at:
        return True
    if isinstance(notice.event, ev.ClaimChecked):
        return share.status is not AssignmentStatus.CLAIMED or share.checks != notice.event.check
    return share.status is not AssignmentStatus.WAITING or share.knocks != notice.event.knock


@singledispatch
def _about(event: object, before: Issue, after: Issue, version: int) -> list[Notice]:
    """Most events change the card and nothing else."""
    return []


@_about.register
def _(event: ev.DepartmentAssigned, before: Issue, after: Issue, version: int) -> list[Notice]:
    share = _share(after, event.assignment)
    return [PostCard(issue=after.number, assignment=share.number, channel=share.door.channel)]


@_about.register(ev.DoorKnocked)
@_about.register(ev.ClaimChecked)
def _(event: ev.DoorKnocked | ev.ClaimChecked, before: Issue, after: Issue, version: int) -> list[Notice]:
    share = _share(after, event.assignment)
    reminder = PostReminder(
        issue=after.number, assignment=share.number, channel=share.door.channel, number=version, event=event
    )
    return [reminder, _removal(after, share, version - 1)]


@_about.register(ev.AssignmentClaimed)
@_about.register(ev.Responded)
def _(event: ev.AssignmentClaimed | ev.Responded, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [_removal(after, _share(after, event.assignment), version)]


@_about.register(ev.AssignmentSnoozed)
@_about.register(ev.SnoozeEnded)
@_about.register(ev.AssignmentReleased)
def _(
    event: ev.AssignmentSnoozed | ev.SnoozeEnded | ev.AssignmentReleased, before: Issue, after: Issue, version: int
) -> list[Notice]:
    return _note_and_removal(after, _share(after, event.assignment), version, event)


@_about.register
def _(event: ev.AssignmentHandedOff, before: Issue, after: Issue, version: int) -> list[Notice]:
    told = _note_and_removal(after, _share(after, event.assignment), version, event)
    return [*told, _note(after, _share(after, event.to_assignment), version, event)]


@_about.register
def _(event: ev.AssignmentResolved, before: Issue, after: Issue, version: int) -> list[Notice]:
    # The owner asked for this share, so its outcome is told there as well.
    told = _note_and_removal(after, _share(after, event.assignment), version, event)
    return [*told, _note(after, after.owner, version, event)]


@_about.register(ev.IssueEscalated)
def _(event: ev.IssueEscalated, before: Issue, after: Issue, version: int) -> list[Notice]:
    return [_note(after, _share(after, event.assignment), version, event)]


@_about.register(ev.IssueResolved)
@_about.register(ev.IssueDismissed)
def _(event: ev.IssueResolved | ev.IssueDismissed, before: Issue, after: Issue, version: int) -> list[Notice]:
    closed_now = [_share(after, share.number) for share in before.open_assignments()]
    return [notice for share in closed_now for notice in _note_and_removal(after, share, version, event)]


@_about.register(ev.IssueReopened)
@_about.register(ev.NoteAdded)
@_about.register(ev.UrgencyChanged)
def _(
    event: ev.IssueReopened | ev.NoteAdded | ev.UrgencyChanged, before: Issue, after: Issue, version: int
) -> list[Notice]:
    # What is noted down about a closed issue stands in its owner's thread.
    told = list(after.open_assignments()) or [after.owner]
    return [_note(after, share, version, event) for share in told]


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
