"""What services need from the database: one transaction with every table at hand."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, Self

from bot.core.events import Event
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.core.routing import Routing
from bot.ports.agreed import AgreedThings
from bot.ports.books import Audit, Cursors, Deliveries, Tallies, Visitors
from bot.ports.conversations import Conversations
from bot.ports.data import (
    IssueQuery,
    KnownVector,
    MessageRef,
    OpenedFor,
    Outcome,
    Settlement,
    StoredMention,
)
from bot.ports.encoders import Encoders
from bot.ports.interviews import Interviews
from bot.ports.knocks import Knocks
from bot.ports.lessons import Lessons, Models
from bot.ports.outbox import Outbox
from bot.ports.questions import Questions
from bot.ports.record import Overview, Record
from bot.ports.replies import Replies
from bot.ports.rises import Arrivals, Silences
from bot.ports.stories import Stories
from bot.ports.vacancies import Vacancies
from bot.ports.whys import WhyAsks


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

    def has_due(self, *, now: datetime) -> bool:
        """Whether one waits that could be sorted at once."""
        ...

    def finish(self, mention_id: int, settlement: Settlement, *, owner: str, now: datetime) -> bool:
        """Record what became of a leased mention; False where the lease has been lost."""
        ...

    def put_back(self, mention_id: int, *, owner: str, error: str) -> int:
        """Give up the lease of a mention that failed; returns how often it has failed."""
        ...

    def holders(self) -> list[str]:
        """Who has mentions under a lease."""
        ...

    def release(self, owner: str) -> int:
        """Let what `owner` holds be due at once; returns how many."""
        ...

    def put_off(self, mention_id: int, *, until: datetime) -> None:
        """Let a waiting mention wait until then."""
        ...

    def set_aside(self, mention_id: int) -> None:
        """Take a mention that fails again and again out of the queue; it stays in the ledger as waiting."""
        ...

    def by_ids(self, mention_ids: Sequence[int]) -> Mapping[int, StoredMention]:
        """Several mentions at once."""
        ...

    def of_open_issues(
        self, *, since: datetime, limit: int, above: int = 0, outcome: Outcome | None = None
    ) -> list[tuple[int, int]]:
        """(mention, issue) of what came since then, with this outcome, in open issues above `above`, newest first."""
        ...

    def opened_for(self, *, above: int, below: int, limit: int) -> list[OpenedFor]:
        """What issues with above < number < below were opened for and has a vector, the highest numbers first."""
        ...

    def vectors(self, mention_ids: Sequence[int]) -> Mapping[int, KnownVector]:
        """The vectors of those of the mentions that have one."""
        ...

    def newest_read(self, *, limit: int, until: int | None = None) -> list[int]:
        """The ids of the newest that have a vector, up to the id `until` where it is given, the newest first."""
        ...

    def move(self, number: int, *, into: int) -> None:
        """Let all mentions of one issue belong to another one, which they have joined."""
        ...

    def joined(self, number: int, *, limit: int) -> list[StoredMention]:
        """What has joined one issue since it was opened, newest first."""
        ...

    def split_off(self, mention_id: int, *, of: int, into: int, routing: Routing) -> bool:
        """Let what had joined the issue `of` be what `into` was opened for; False where it is not there any more."""
        ...

    def kept_apart(self, *, since: datetime) -> list[tuple[int, int]]:
        """(mention id, issue) of what came in since then and was split off from the issue."""
        ...

    def erase(self, number: int = 0, *, mention: int = 0) -> int:
        """Take words and authors out of an issue's mentions, or of this one, for good; returns of how many."""
        ...

    def of_issue(self, number: int, *, limit: int) -> list[StoredMention]:
        """Mentions of one issue, oldest first."""
        ...


class Issues(Protocol):
    """Issues, their assignments and their events."""

    def next_number(self) -> int:
        """The next number that people will type, from 1001 on; without gaps."""
        ...

    def highest(self) -> int:
        """The highest number that an issue has, 0 where there is none."""
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

    def count(self, query: IssueQuery) -> int:
        """How many match, whatever the query's limit."""
        ...

    def put_off(self, number: int, assignment: int, *, until: datetime) -> None:
        """Push a due time forward without an event, where handling it failed."""
        ...


class Messages(Protocol):
    """What stands in Slack."""

    def of(self, key: str) -> MessageRef | None:
        """Where the notice with this key was posted, None if it was not or has been removed."""
        ...

    def card_of(self, issue: int, assignment: int) -> MessageRef | None:
        """An assignment's card."""
        ...

    def cards_of(self, issue: int) -> Mapping[int, MessageRef]:
        """Where each card of an issue stands, by assignment."""
        ...

    def cards_of_all(self, issues: Sequence[int]) -> Mapping[tuple[int, int], MessageRef]:
        """Where each card of several issues stands, by (issue, assignment)."""
        ...

    def reminders(self, issue: int, assignment: int, *, up_to: int) -> list[MessageRef]:
        """Reminders that still stand in the thread, up to and including this number."""
        ...

    def assignment_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, assignment) of the message at this place, be it the card or a line of its thread."""
        ...

    def why_ask_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, number) of the question that the message at this place puts to a department."""
        ...

    def removed(self, ref: MessageRef) -> None:
        """Note that a message is gone."""
        ...


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """All or nothing. Leaving it without `commit()` undoes everything; after `commit()` it is over."""

    def for_reading(self) -> Self:
        """The same, before it is entered, for whoever only reads: it keeps nobody waiting, and cannot commit."""
        ...

    @property
    def mentions(self) -> Mentions:
        """What came in."""
        ...

    @property
    def issues(self) -> Issues:
        """What departments must deal with."""
        ...

    @property
    def outbox(self) -> Outbox:
        """What Slack is still to be told."""
        ...

    @property
    def messages(self) -> Messages:
        """What stands in Slack."""
        ...

    @property
    def knocks(self) -> Knocks:
        """What one person is to be told."""
        ...

    @property
    def cursors(self) -> Cursors:
        """How far each source has been read."""
        ...

    @property
    def received(self) -> Deliveries:
        """What the outside has sent already."""
        ...

    @property
    def replies(self) -> Replies:
        """What people have said in threads."""
        ...

    @property
    def audit(self) -> Audit:
        """Who asked for what."""
        ...

    @property
    def record(self) -> Record:
        """The past."""
        ...

    @property
    def tallies(self) -> Tallies:
        """Counts of what happens."""
        ...

    @property
    def overview(self) -> Overview:
        """All issues together."""
        ...

    @property
    def visitors(self) -> Visitors:
        """Who has visited the App Home."""
        ...

    @property
    def conversations(self) -> Conversations:
        """What the strategist has learned from departments."""
        ...

    @property
    def questions(self) -> Questions:
        """What people want to know about mentions."""
        ...

    @property
    def lessons(self) -> Lessons:
        """What people's clicks have taught."""
        ...

    @property
    def models(self) -> Models:
        """The versions of the model."""
        ...

    @property
    def agreed(self) -> AgreedThings:
        """What was agreed at the committee's table."""
        ...

    @property
    def vacancies(self) -> Vacancies:
        """What is amiss around the table."""
        ...

    @property
    def interviews(self) -> Interviews:
        """The monthly interviews."""
        ...

    @property
    def why_asks(self) -> WhyAsks:
        """Whys that wait at another department's door."""
        ...

    @property
    def arrivals(self) -> Arrivals:
        """What came in, by time."""
        ...

    @property
    def silences(self) -> Silences:
        """What the strategist wants to hear of no rise about."""
        ...

    @property
    def encoders(self) -> Encoders:
        """The encoders, and what stored mentions mean to them."""
        ...

    @property
    def stories(self) -> Stories:
        """What happened in each issue."""
        ...

    def commit(self) -> None:
        """Make it last."""
        ...


OpenUnit = Callable[[], UnitOfWork]
