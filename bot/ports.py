"""What services need from the world, as protocols, and the data that crosses.

Guarantee: services know these and the core, nothing else. Edges raise only the failures of `bot.errors`:
TemporaryFailure (try again), PermanentFailure (a person must act), UnknownOutcome (look before trying again).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.core.classification import Classification
from bot.core.events import Event
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.core.notices import Notice
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook


class Outcome(StrEnum):
    """What became of a mention."""

    WAITING = "waiting"
    OPENED = "opened"
    JOINED = "joined"
    DISMISSED = "dismissed"
    ERASED = "erased"
    # Set aside after triage failed on it again and again; a person is told. It counts as waiting in the ledger.
    SET_ASIDE = "set_aside"


class OutboxState(StrEnum):
    """Where a notice is on its way to Slack."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention:
    """A mention with its database id and what became of it."""

    id: int
    mention: Mention
    outcome: Outcome = Outcome.WAITING
    reason: str = ""
    issue: int | None = None
    classification: Classification | None = None
    routing: Routing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What triage made of a mention: its outcome, the issue it belongs to, and why."""

    outcome: Outcome
    reason: str
    issue: int | None = None
    classification: Classification | None = None
    routing: Routing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """Where a message stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What Slack said of something delivered. `ts` is "" for what leaves no message (a removal)."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A notice claimed for sending. `fence` rises with every claim; `attempts` counts claims, this one included."""

    id: int
    notice: Notice
    fence: int
    attempts: int
    is_unsure: bool
    """An earlier try may have reached Slack: reconcile before posting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """All that is needed to say one notice in Slack, read in one transaction.

    `channel` is where it is said, `thread` the card of its assignment, `targets` the messages it edits or removes.
    `issue` and `mention` are None for notices that are not about an issue; `summary` is what a PostSummary shows.
    """

    id: int
    notice: Notice
    rulebook: Rulebook
    now: datetime
    channel: str
    issue: Issue | None = None
    mention: StoredMention | None = None
    thread: MessageRef | None = None
    targets: tuple[MessageRef, ...] = ()
    summary: object | None = None

    def with_summary(self, summary: object) -> "Delivery":
        """The same delivery with its summary, which is built outside the transaction."""
        return replace(self, summary=summary)


class Messenger(Protocol):
    """Says things in Slack."""

    def deliver(self, delivery: Delivery) -> Posted:
        """Post, edit or remove. Raises TemporaryFailure, PermanentFailure or UnknownOutcome."""
        ...

    def find(self, delivery: Delivery) -> Posted | None:
        """Look whether an unsure delivery reached Slack after all (by its id in the message metadata).

        None: it did not. Raises TemporaryFailure where it could not look, PermanentFailure where nobody can tell.
        """
        ...


class Classifier(Protocol):
    """Judges mentions."""

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        """One classification for each mention, in order."""
        ...


class Rules(Protocol):
    """The rulebook in force."""

    @property
    def current(self) -> Rulebook:
        """The last good rulebook."""
        ...


class Mentions(Protocol):
    """The mentions table."""

    def add(self, mentions: Sequence[Mention]) -> list[int | None]:
        """Store new ones; one id each, None where (source, external_id) was already there."""
        ...

    def get(self, mention_id: int) -> StoredMention | None:
        """One mention by id."""
        ...

    def claim(self, *, limit: int, now: datetime, until: datetime, owner: str) -> list[StoredMention]:
        """Up to `limit` waiting mentions, leased to `owner` until `until`, oldest first."""
        ...

    def finish(self, mention_id: int, settlement: Settlement, *, owner: str, now: datetime) -> bool:
        """Record what became of a leased mention; False where the lease has been lost."""
        ...

    def put_back(self, mention_id: int, *, owner: str, error: str) -> int:
        """Give up the lease of a mention that failed; returns how often it has failed."""
        ...

    def put_off(self, mention_id: int, *, until: datetime) -> None:
        """Let a waiting mention wait until then."""
        ...

    def set_aside(self, mention_id: int) -> None:
        """Take a mention that fails again and again out of the queue; it stays in the ledger as waiting."""
        ...

    def of_open_issues(self, *, since: datetime, limit: int) -> list[tuple[int, int]]:
        """(mention id, issue) of what came in since then and belongs to an open issue, newest first."""
        ...

    def of_issue(self, number: int, *, limit: int) -> list[StoredMention]:
        """Mentions of one issue, oldest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueQuery:
    """Which issues to list. Empty fields do not filter."""

    department: str = ""
    claimed_by: str = ""
    is_open: bool | None = None
    overdue_at: datetime | None = None
    limit: int = 10
    offset: int = 0


class Issues(Protocol):
    """Issues, their assignments and their events."""

    def next_number(self) -> int:
        """The next number that people will type, from 1001 on; without gaps."""
        ...

    def get(self, number: int) -> Issue | None:
        """One issue as it stands."""
        ...

    def add(self, issue: Issue, events: Sequence[Event]) -> None:
        """Store a new issue with its first events."""
        ...

    def save(self, issue: Issue, events: Sequence[Event], *, was: int) -> bool:
        """Store the state after `events` if the version is still `was`; False where somebody was first."""
        ...

    def events(self, number: int) -> list[Event]:
        """The whole story of one issue, oldest first."""
        ...

    def due(self, *, now: datetime, limit: int) -> list[tuple[int, int]]:
        """(issue, assignment) pairs whose due time has come, longest due first."""
        ...

    def next_due(self) -> datetime | None:
        """The earliest due time of all, None where nothing waits."""
        ...

    def find(self, query: IssueQuery) -> list[Issue]:
        """Issues that match, most urgent and oldest first."""
        ...

    def put_off(self, number: int, assignment: int, *, until: datetime) -> None:
        """Push a due time forward without an event, where handling it failed."""
        ...


class Outbox(Protocol):
    """What Slack is still to be told."""

    def enqueue(self, notices: Sequence[Notice], *, now: datetime, urgency_rank: int = 1) -> None:
        """Add notices; one whose key is known already is left alone, a card's waiting update is brought forward."""
        ...

    def claim(self, *, now: datetime, until: datetime, owner: str) -> OutboxRow | None:
        """The next due notice under a lease: urgent first, in order within its lane, paced by channel."""
        ...

    def complete(self, row: OutboxRow, *, owner: str, posted: Posted | None, now: datetime) -> bool:
        """Record that it was posted (None: it was dropped as pointless); False where the lease has been lost."""
        ...

    def retry(self, row: OutboxRow, *, owner: str, at: datetime, error: str) -> bool:
        """A definite refusal that may pass: pending again from `at` on."""
        ...

    def unsure(self, row: OutboxRow, *, owner: str, at: datetime, error: str) -> bool:
        """No answer came: to be reconciled from `at` on."""
        ...

    def fail(self, row: OutboxRow, *, owner: str, error: str, now: datetime) -> bool:
        """A definite refusal that will not pass: parked for a person."""
        ...

    def pause(self, scope: str, *, until: datetime) -> None:
        """Nothing is sent to `scope` (a channel, "method:chat.postMessage" or "*") before `until`, by any process."""
        ...

    def next_at(self) -> datetime | None:
        """When the next pending notice may be sent, None where the outbox is empty."""
        ...


class Messages(Protocol):
    """What stands in Slack."""

    def of(self, key: str) -> MessageRef | None:
        """Where the notice with this key was posted, None if it was not or has been removed."""
        ...

    def card_of(self, issue: int, assignment: int) -> MessageRef | None:
        """An assignment's card."""
        ...

    def reminders(self, issue: int, assignment: int, *, up_to: int) -> list[MessageRef]:
        """Reminders that still stand in the thread, up to and including this number."""
        ...

    def assignment_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, assignment) of the message at this place, be it the card or a line of its thread."""
        ...

    def removed(self, ref: MessageRef) -> None:
        """Note that a message is gone."""
        ...


class Cursors(Protocol):
    """How far each source has been read."""

    def get(self, source: str) -> str:
        """The cursor of `source`, "" at first."""
        ...

    def set(self, source: str, cursor: str) -> None:
        """Move it."""
        ...

    def lease(self, source: str, *, owner: str, now: datetime, until: datetime) -> bool:
        """Become the only poller of `source` until `until`; False while another one is."""
        ...


class Deliveries(Protocol):
    """Ids of what the outside has sent us, so that a replay is refused."""

    def first_sight(self, key: str, *, now: datetime) -> bool:
        """True the first time, False on a replay."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What came in against what became of it. `lost` must be 0; `outbox` counts notices by state."""

    received: int
    opened: int
    joined: int
    dismissed: int
    waiting: int
    erased: int
    outbox: Mapping[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """Mentions that came in and are nowhere."""
        return self.received - self.opened - self.joined - self.dismissed - self.waiting - self.erased


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """One event with the issue it belongs to."""

    issue: int
    event: Event


class Record(Protocol):
    """The past, for summaries and the ledger."""

    def ledger(self) -> Ledger:
        """Everything counted in one reading."""
        ...

    def events_between(self, start: datetime, end: datetime) -> list[LoggedEvent]:
        """Events with start <= at < end, in order."""
        ...

    def mentions_between(self, start: datetime, end: datetime) -> list[StoredMention]:
        """Mentions received with start <= at < end, in order."""
        ...


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One transaction. Leaving it without `commit()` undoes everything."""

    mentions: Mentions
    issues: Issues
    outbox: Outbox
    messages: Messages
    cursors: Cursors
    received: Deliveries
    record: Record

    def commit(self) -> None:
        """Make it last."""
        ...


OpenUnit = Callable[[], UnitOfWork]
