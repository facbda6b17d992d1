"""The whole bot behind its ports: real services on a real database, with a Slack and a classifier that do as told."""

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from bot.charts import drawn
from bot.clock import MovableClock
from bot.core.classification import Classification, DepartmentScore, Urgency
from bot.core.colleague import Colleague
from bot.core.commands import Command
from bot.core.issue import Issue
from bot.core.knocking import GATHERING
from bot.core.mention import Author, Mention
from bot.core.notices import KnockForPerson, PostReminder, RefreshKnocks
from bot.core.refusal import Refusal
from bot.core.rise_notice import PostRise
from bot.core.rulebook import Rulebook
from bot.core.verbs import Verb
from bot.ports import Delivery, Ledger, Posted
from bot.services.delivery import DeliveryService
from bot.services.follow_up import FollowUp
from bot.services.issues import IssueService
from bot.services.knocking import Knocking
from bot.services.reporting import Reporting
from bot.services.rises import Rises
from bot.services.triage import Triage
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, RULEBOOK
from tests.word_vectors import word_vector


@dataclass
class Rules:
    current: Rulebook = RULEBOOK


@dataclass
class KeywordClassifier:
    """Names the department whose key stands in the text; everything else it abstains from. "poison" crashes it."""

    calls: list[int] = field(default_factory=list)

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        self.calls.append(len(mentions))
        return [self._one(mention, rulebook) for mention in mentions]

    def _one(self, mention: Mention, rulebook: Rulebook) -> Classification:
        if "poison pill" in mention.text:
            raise ValueError("cannot read this")
        named = [each.key for each in rulebook.departments if each.key in mention.text]
        urgency = next((each for each in Urgency if f"[{each}]" in mention.text), Urgency.NORMAL)
        scores = tuple(DepartmentScore(department=key, score=0.9) for key in named[:1])
        return Classification(
            departments=scores,
            is_confident=bool(scores),
            urgency=urgency,
            model="keywords@1/heads-1",
            vector=word_vector(mention.text),
        )


@dataclass
class Said:
    """One message that stands, or stood, in Slack."""

    ts: str
    channel: str
    thread: str
    outbox: int
    delivery: Delivery
    at: datetime
    is_removed: bool = False
    edits: int = 0

    @property
    def what(self) -> str:
        return type(self.delivery.notice).__name__


Fault = tuple[Exception, bool]
"""What a call raises, and whether the message is written all the same."""


@dataclass
class FakeSlack:
    """Keeps what is posted; `faults` are raised by the next calls."""

    messages: list[Said] = field(default_factory=list)
    faults: deque[Fault | None] = field(default_factory=deque)
    looked: int = 0

    def deliver(self, delivery: Delivery) -> Posted:
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and not fault[1]:
            raise fault[0]
        posted = self._write(delivery)
        if fault is not None:
            raise fault[0]
        return posted

    def _write(self, delivery: Delivery) -> Posted:
        if delivery.verb is not Verb.POST:
            for said in self.messages:
                if said.ts in {target.ts for target in delivery.targets}:
                    said.delivery = delivery if delivery.verb is Verb.UPDATE else said.delivery
                    said.edits += 1
                    said.is_removed = delivery.verb is Verb.REMOVE
            return Posted(channel=delivery.channel, ts="")
        ts = f"{1000 + len(self.messages)}.0"
        thread = delivery.thread.ts if delivery.thread else ""
        self.messages.append(
            Said(
                ts=ts,
                channel=delivery.channel,
                thread=thread,
                outbox=delivery.id,
                delivery=delivery,
                at=delivery.now,
            )
        )
        return Posted(channel=delivery.channel, ts=ts)

    def find(self, delivery: Delivery) -> Posted | None:
        self.looked += 1
        fault = self.faults.popleft() if self.faults else None
        if fault is not None:
            raise fault[0]
        found = next((said for said in self.messages if said.outbox == delivery.id), None)
        return Posted(channel=found.channel, ts=found.ts) if found else None

    def in_channel(self, channel: str) -> list[Said]:
        return [said for said in self.messages if said.channel == channel and not said.is_removed]

    def cards(self, channel: str) -> list[Said]:
        return [said for said in self.in_channel(channel) if said.what in {"PostCard", "UpdateCard"}]

    def knocks(self, channel: str) -> list[Said]:
        """Reminders that stand in a channel; of a person, named as the rulebook does, their personal messages."""
        place = slack_id(channel) if "@" in channel else channel
        kinds = PostReminder | KnockForPerson | RefreshKnocks
        return [said for said in self.in_channel(place) if isinstance(said.delivery.notice, kinds)]


@dataclass
class FakeColleagues:
    """Everybody is there, in London, under an id made of their name; `missing` are not, `away` say that they are away.

    `troubles` are raised by the next look-ups.
    """

    missing: set[str] = field(default_factory=set)
    away: set[str] = field(default_factory=set)
    zones: dict[str, str] = field(default_factory=dict)
    troubles: deque[Exception] = field(default_factory=deque)

    def colleague(self, person: str) -> Colleague | None:
        if self.troubles:
            raise self.troubles.popleft()
        if person in self.missing:
            return None
        zone = self.zones.get(person, "Europe/London")
        return Colleague(id=slack_id(person), zone=zone, is_away=person in self.away)


def slack_id(person: str) -> str:
    """`U0BILLING` for billing@example.com."""
    return person if person.startswith("U0") else f"U0{person.partition('@')[0].upper().replace('-', '')}"


class House:
    """Everything wired, at nine on a Monday."""

    def __init__(self, engine: Engine, *, owner: str = "worker-1", slack: FakeSlack | None = None) -> None:
        self.colleagues = FakeColleagues()
        self.clock = MovableClock(MONDAY)
        self._ids = itertools.count(1)
        self.rules = Rules()
        self.slack = slack or FakeSlack()
        self.classifier = KeywordClassifier()
        self.open_unit = lambda: SqlUnitOfWork(engine)
        self.issues = IssueService(self.open_unit, self.rules, self.clock)
        self.triage = Triage(
            self.open_unit, self.rules, self.clock, classifier=self.classifier, issues=self.issues, owner=owner
        )
        self.follow_up = FollowUp(self.open_unit, self.clock, self.issues)
        self.knocking = Knocking(self.open_unit, self.rules, self.clock, self.colleagues)
        self.reporting = Reporting(self.open_unit, self.clock, self.rules)
        self.rises = Rises(self.open_unit, self.rules, self.clock)
        self.delivery = DeliveryService(
            self.open_unit,
            self.rules,
            self.clock,
            messenger=self.slack,
            owner=owner,
            summarise=self._summarised,
        )

    def _summarised(self, notice: Any) -> object | None:
        return self.rises.say(notice) if isinstance(notice, PostRise) else drawn(self.reporting.say(notice))

    def receive(self, *texts: str, brand: str = "", followers: int = 10) -> list[int | None]:
        return self.receive_from(*(("Ann", text) for text in texts), brand=brand, followers=followers)

    def receive_from(self, *posts: tuple[str, str], brand: str = "", followers: int = 10) -> list[int | None]:
        """Posts as (author, text)."""
        now = self.clock.now()
        mentions = [
            Mention(
                source="test",
                external_id=str(next(self._ids)),
                text=text,
                received_at=now,
                brand=brand,
                author=Author(name=author, followers=followers),
            )
            for author, text in posts
        ]
        with self.open_unit() as unit:
            ids = unit.mentions.add(mentions)
            unit.commit()
        return ids

    def receive_by(self, handle: str, *texts: str, followers: int = 10) -> None:
        """Posts of one person, whom the source knows by more than a name."""
        now = self.clock.now()
        author = Author(name=handle, handle=handle, followers=followers)
        mentions = [
            Mention(source="test", external_id=str(next(self._ids)), text=text, received_at=now, author=author)
            for text in texts
        ]
        with self.open_unit() as unit:
            unit.mentions.add(mentions)
            unit.commit()

    def settle(self) -> None:
        """All that is due now, moving on by seconds only as far as Slack's pace and the gathering of knocks ask."""
        for _ in range(500):
            busy = self.triage.tick() + self.follow_up.tick() + self.knocking.tick() + self.delivery.tick()
            if busy:
                continue
            with self.open_unit().for_reading() as unit:
                upcoming, knock = unit.outbox.next_at(), unit.knocks.next_at()
            soon = [
                instant
                for instant, seconds in ((upcoming, 5), (knock, GATHERING.total_seconds()))
                if instant is not None and self._is_soon(instant, seconds=seconds)
            ]
            if not soon:
                return
            self.clock.forward_to(max(min(soon), self.clock.now() + timedelta(seconds=1)))
        raise AssertionError("the bot would never rest")

    def _is_soon(self, instant: datetime, *, seconds: float) -> bool:
        return instant <= self.clock.now() + timedelta(seconds=seconds)

    def forward(self, **amount: float) -> None:
        self.clock.forward(timedelta(**amount))
        self.settle()

    def apply(self, number: int, command: Command, *, event_key: str = "") -> Issue | Refusal:
        return self.issues.apply(number, command, event_key=event_key)

    def issue(self, number: int = 1001) -> Issue:
        found = self.issues.get(number)
        assert found is not None, f"no issue {number}"
        return found

    def ledger(self) -> Ledger:
        with self.open_unit() as unit:
            return unit.record.ledger()
