"""What Slack is to be told, as data: the rows of the outbox.

Guarantee: a notice carries ids and events, never rendered text, so that what is posted is true at the moment of
posting. Its `key` is the idempotency key; notices of one `lane` are posted in order.
Two notices with the same key say the same.
"""

import re
from dataclasses import dataclass

from bot.core import events as ev
from bot.core.canary import ShowCanary, TakeCanaryAway
from bot.core.chart_notice import PostChart
from bot.core.clocks import SetClock
from bot.core.committee_notices import AboutAgreed, AboutInterview, PostAgenda, ReportVacancies
from bot.core.escalation import Tell
from bot.core.rise_notice import PostRise
from bot.core.setting_aside import PostSetAside
from bot.core.showing_anew import ShowAnew
from bot.core.subscribing import PostFindings
from bot.core.summary_notice import PostSummary
from bot.core.taking_back import TakeBack
from bot.core.why_notices import AboutWhyAsk

_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}", re.ASCII)


def is_person(channel: str) -> bool:
    """Whether a notice's channel is a person's Slack id (U…), who is told by direct message."""
    return _PERSON.fullmatch(channel) is not None


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

    `number` is the version of the issue at which it fell due: unique, and rising with time. `instead_of` is who was
    meant, where nobody could be reached alone and it is said to all: once, however many were meant.
    """

    number: int
    event: ev.DoorKnocked | ev.TargetNeared | ev.ClaimChecked | ev.PromiseDue
    instead_of: Tell | None = None

    @property
    def key(self) -> str:
        """One reminder a due event, and one more for whoever is told alone."""
        alone = self.channel if is_person(self.channel) else ""
        return ":".join(filter(None, (f"{self.lane}:reminder:{self.number}", alone)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveReminder(_AboutAssignment):
    """Take reminders up to and including `number` out of the thread: they are answered or replaced."""

    number: int

    @property
    def key(self) -> str:
        """One removal a reason."""
        return f"{self.lane}:removal:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ToOnePerson:
    channel: str
    number: int
    zone: str

    @property
    def lane(self) -> str:
        """All that this person is told alone."""
        return f"knocks:{self.channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnockForPerson(_ToOnePerson):
    """Tell one person (`channel`, a U…) of each door that waits for them, as their message number `number`.

    `issue` and `assignment` name the door where it is the only one, so that an answer beside it is heard.
    """

    issue: int | None = None
    assignment: int | None = None

    @property
    def key(self) -> str:
        """One message a number."""
        return f"{self.lane}:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshKnocks(_ToOnePerson):
    """Leave only what still waits in a personal message; without any, take it away. `about` is what has changed."""

    about: str

    @property
    def key(self) -> str:
        """One look a change."""
        return f"{self.lane}:{self.number}:{self.about}"


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
class _Relayed(_AboutAssignment):
    """About an answer that is repeated in the thread of the department that had asked, whose assignment it names.

    `reply` is the id of what was said, `origin` the assignment in whose thread.
    """

    reply: str
    origin: int

    @property
    def relay(self) -> str:
        """The key of the line that repeats it; what is said is repeated once."""
        return f"relay:{self.reply}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayReply(_Relayed):
    """Repeat in the thread of the asking department what another one has answered."""

    event: ev.Responded

    @property
    def key(self) -> str:
        """One line a reply."""
        return self.relay


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRelay(_Relayed):
    """Bring the line up to date: the reply was edited. `number` is the version of the issue by then."""

    number: int

    @property
    def key(self) -> str:
        """One update an edit."""
        return f"{self.relay}:edit:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRelay(_Relayed):
    """Take the line away: the reply was deleted."""

    @property
    def key(self) -> str:
        """One removal a reply."""
        return f"{self.relay}:removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFollower(_AboutAssignment):
    """Tell a person who follows the issue, by direct message, what just happened; `channel` is their id (U…)."""

    number: int
    event: ev.Event

    @property
    def lane(self) -> str:
        """What this person hears of this issue; the card's own thread need not wait for it."""
        return f"issue:{self.issue}:follower:{self.channel}"

    @property
    def key(self) -> str:
        """One telling an event."""
        return f"{self.lane}:{self.number}"


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
class ReportLedger:
    """Say what the daily count found off: mentions lost or waiting, notices stuck or parked. `day` is in ISO 8601."""

    channel: str
    day: str
    lost: int = 0
    waiting: int = 0
    undelivered: int = 0
    parked: int = 0

    @property
    def key(self) -> str:
        """One report a day."""
        return f"ledger:{self.day}"

    @property
    def lane(self) -> str:
        """By itself: what it reports may be what holds another lane up."""
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfFollowUp:
    """Remind the strategist (`channel`, a U…) of what she wanted to come back to after a conversation."""

    channel: str
    conversation: int

    @property
    def key(self) -> str:
        """One reminder a conversation."""
        return f"follow-up:{self.conversation}"

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key


AboutRelay = RelayReply | UpdateRelay | RemoveRelay
Notice = (
    PostCard
    | UpdateCard
    | PostReminder
    | RemoveReminder
    | KnockForPerson
    | RefreshKnocks
    | PostNote
    | AboutRelay
    | SetClock
    | TakeBack
    | ShowAnew
    | PostSetAside
    | AboutWhyAsk
    | TellFollower
    | TellStrategist
    | PostSummary
    | PostAgenda
    | PostChart
    | PostFindings
    | PostRise
    | AboutAgreed
    | AboutInterview
    | RemindOfFollowUp
    | ReportVacancies
    | ReportLedger
    | ShowCanary
    | TakeCanaryAway
)
