"""What crosses between services and the world, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.core.agreed import Agreed
from bot.core.classification import Classification
from bot.core.conversation import Conversation
from bot.core.events import Event
from bot.core.interview import Interview
from bot.core.issue import AssignmentStatus, Issue
from bot.core.knocking import PersonalKnock
from bot.core.mention import Mention
from bot.core.notices import Notice, RefreshKnocks
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.verbs import Verb, verb_of
from bot.ports.replies import Reply


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
    SHELVED = "shelved"
    """Held up until the door was shut, so it waits for the next opening; what is behind it in its lane does not."""


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
    created_at: datetime
    is_taken_over: bool = False
    """The lease of whoever had it before ran out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnockedDoor:
    """A door that a personal message is about, with what its words are made from."""

    knock: PersonalKnock
    issue: Issue
    mention: StoredMention | None = None
    card: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """All that is needed to say one notice in Slack, read in one transaction.

    `channel` is where it is said, `thread` the card of its assignment, `targets` the messages it edits or removes.
    `cards` says where each of the issue's cards stands, by assignment; those not posted yet are missing.
    `issue` and `mention` are None for notices that are not about an issue; `summary` is what a summary or a picture
    shows, `reply` what was said, where it is repeated, `doors` what still waits of a personal message, `shown` what was
    said before and is shown anew. `conversation` is the one to be followed up, or what the strategist noted of the door
    she is told of. After `begin_by` it must not be begun: it may be somebody else's to say.
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
    cards: Mapping[int, MessageRef] = field(default_factory=dict)
    shown: Notice | None = None
    summary: object | None = None
    reply: Reply | None = None
    doors: tuple[KnockedDoor, ...] = ()
    conversation: Conversation | None = None
    agreed: Agreed | None = None
    interviews: tuple[Interview, ...] = ()
    begin_by: datetime | None = None

    @property
    def verb(self) -> Verb:
        """What is done with it: a personal message of which nothing waits any more is taken away."""
        is_done = isinstance(self.notice, RefreshKnocks) and not self.doors
        return Verb.REMOVE if is_done else verb_of(self.notice)

    def with_summary(self, summary: object) -> "Delivery":
        """The same delivery with its summary, which is built outside the transaction."""
        return replace(self, summary=summary)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueQuery:
    """Which issues to list. Empty fields do not filter; `departments` () matches nothing.

    What is asked of a share (`department`, `departments`, `states`, `claimed_by`, `overdue_at`) is asked of one and the
    same. The most urgent and oldest come first, or, where `is_newest_first`, the newest.
    """

    department: str = ""
    departments: tuple[str, ...] | None = None
    states: tuple[AssignmentStatus, ...] = ()
    claimed_by: str = ""
    is_unclaimed: bool = False
    is_open: bool | None = None
    is_newest_first: bool = False
    overdue_at: datetime | None = None
    limit: int = 10
    offset: int = 0


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
class LooseEnds:
    """What has been on its way for too long, and what did not arrive."""

    waiting: int
    """Mentions still to be sorted."""
    undelivered: int
    """Notices that Slack does not have yet."""
    parked: int
    """Notices that Slack refused for good."""


class Tally(StrEnum):
    """What is counted as it happens, because no table shows it afterwards. Each has labels of its own."""

    TAKEN_OVER = "taken_over"
    """Leases that ran out in somebody's hands, by stage."""
    PAUSED = "paused"
    """Times Slack asked for a pause (429), by scope: a channel, a method, or everything."""
    RECONCILED = "reconciled"
    """Posts that were looked for in Slack before posting again, by what was found."""
    RETRIED = "retried"
    """Deliveries that Slack refused for now."""
    STAGE_SECONDS = "stage_seconds"
    """How long a stage took, by `stage|bucket`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVector:
    """The vector of a mention's text, normalised; only vectors of the same `encoder` can be compared."""

    encoder: str
    vector: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFor:
    """The mention that an issue was opened for, with its vector."""

    mention: int
    issue: int
    known: KnownVector


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIssue:
    """A closed issue that is like another one.

    `likeness` is a cosine, `said` the words of its first mention, `card` where its owner's card stands, if it does.
    """

    issue: Issue
    likeness: float
    said: str
    card: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One wish of a person, and what became of it. `issue` is 0 for none in particular, `assignment` for a whole one.

    `what` is the kind of command, or what was to be seen; "Unknown" where what came back from Slack was none of ours.

    `reason` is why it was refused, "" where it was done. Ids and words of ours alone: nothing that anybody wrote.
    """

    at: datetime
    by: str
    via: str
    what: str
    issue: int
    assignment: int = 0
    reason: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether nothing came of it."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """Which entries to list. Empty fields do not filter."""

    issue: int | None = None
    by: str = ""
    since: datetime | None = None
    only_refused: bool = False
    limit: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who has opened the App Home, last at `seen_at`; `pages` says what they have leafed to.

    `tour_step` counts from 1, None where no tour is on.
    """

    user: str
    first_seen: datetime
    seen_at: datetime
    pages: str = ""
    tour_step: int | None = None
    tour_done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvent:
    """One event with the issue it belongs to."""

    issue: int
    event: Event
