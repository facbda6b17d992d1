"""A bot that dies around any of its commits, and a day in its life that comes by all of them."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import Engine, delete

from bot.core.agreed import Agreed
from bot.core.committee import Committee
from bot.core.committee_notices import PostAgenda
from bot.core.conversation import Conversation
from bot.core.mention import Author, Mention
from bot.core.notices import PostCard, TellStrategist, UpdateCard
from bot.core.rise_notice import PostRise
from bot.core.summary_notice import PostSummary
from bot.core.vacancy import Amiss, Vacancy
from bot.errors import PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.ports import Delivery, Posted
from bot.services.agenda import Agendas
from bot.services.agreed import Agreements
from bot.services.conversations import Conversations
from bot.services.delivery import DeliveryService
from bot.services.follow_up import FollowUp
from bot.services.inheritance import Inheritance
from bot.services.intake import Intake
from bot.services.issues import IssueService
from bot.services.knocking import Knocking
from bot.services.ledger_check import LedgerCheck
from bot.services.night_watch import NightWatch
from bot.services.polling import Fetched, Poller
from bot.services.reporting import CURSOR, Reporting
from bot.services.rule_watch import RuleWatch
from bot.services.story_keeper import StoryKeeper
from bot.services.triage import Triage
from bot.services.upkeep import Upkeep
from bot.store.tables import metadata
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, claim
from tests.services.house import FakeColleagues, FakeSlack, House

STORM = "The breakfast billing queue at Tamarelle is two hours long and nobody cares"
ISSUES = (1001, 1002)
NOTED = Conversation(
    department="billing", by="U0STRATEGIST", held_at=MONDAY, learned="much", follow_up_at=MONDAY + timedelta(minutes=30)
)
TOMORROW = Committee(chair="U1", channel="#table", zone="Europe/London", weekdays=(1,), minute=9 * 60)
"""It meets on Tuesday at nine, so that its agenda is due as the day begins."""
AGREED = Agreed(what="x", who="U7", due_at=MONDAY + timedelta(minutes=30), noted_by="U1", noted_at=MONDAY)
LEFT = Vacancy(kind=Amiss.LEFT, whose="food", what="food@example.com")
DELIVERED = [
    Mention(source="test", external_id=str(number), text=STORM, received_at=MONDAY, author=Author(followers=10))
    for number in range(2)
]


class Killed(BaseException):
    """The process is gone; no handler of ours may see it."""


class Fate:
    """Lets the process die around its `at`-th commit (counted from 1; 0 lets it live), and notes who commits."""

    def __init__(self, at: int = 0, *, is_after: bool = False) -> None:
        self.at, self.is_after = at, is_after
        self.points: list[str] = []

    def commit(self, unit: SqlUnitOfWork, point: str) -> None:
        self.points.append(point)
        is_the_end = len(self.points) == self.at
        if is_the_end and not self.is_after:
            raise Killed
        SqlUnitOfWork.commit(unit)
        if is_the_end:
            raise Killed


class MortalUnit(SqlUnitOfWork):
    """A unit of work whose commits fate may end."""

    def __init__(self, engine: Engine, fate: Fate) -> None:
        super().__init__(engine)
        self._fate = fate

    def commit(self) -> None:
        caller = sys._getframe(1)
        module = caller.f_globals["__name__"].rpartition(".")[2]
        self._fate.commit(self, f"{module}.{caller.f_code.co_name}")


@dataclass
class MoodySlack(FakeSlack):
    """Answers the first calls about some notices badly; it outlives the bot, and so does its mood."""

    calls: Counter[int] = field(default_factory=Counter)

    def deliver(self, delivery: Delivery) -> Posted:
        self.calls[delivery.id] += 1
        notice, call = delivery.notice, self.calls[delivery.id]
        match notice:
            case PostCard(issue=1001) if call == 1:
                raise TemporaryFailure("a pause, please", retry_after=2, scope=notice.channel)
            case PostCard(issue=1001) if call == 2:
                self._write(delivery)
                raise UnknownOutcome("timed out after it arrived")
            case PostCard(issue=1002) if call == 1:
                raise UnknownOutcome("timed out before it arrived")
            case PostCard(channel="#food"):
                raise PermanentFailure("is_archived")
            case UpdateCard() if call == 1:
                raise TemporaryFailure("busy")
            case PostRise() if call == 1:
                raise ValueError("a defect of ours")
            case TellStrategist(about=about) if about.startswith("rulebook"):
                raise PermanentFailure("restricted_action")
        return super().deliver(delivery)


@dataclass
class Feed:
    """Brings the same entry at each fetch, as feeds do."""

    source: str = "feed:news"
    origin: str = "https://news.example/feed"
    every: timedelta = timedelta(minutes=10)

    def fetch(self, cursor: str) -> Fetched:
        entry = Mention(source=self.source, external_id="1", text="the food was cold", received_at=MONDAY)
        return Fetched(mentions=(entry,), cursor="read", next_after=self.every)


class MortalHouse(House):
    """The whole bot, for as long as fate lets it live."""

    def __init__(self, engine: Engine, fate: Fate, *, owner: str, slack: FakeSlack, colleagues: FakeColleagues) -> None:
        super().__init__(engine, owner=owner, slack=slack)
        self.colleagues = colleagues
        self.open_unit = open_unit = lambda: MortalUnit(engine, fate)
        self.rules.current = replace(self.rules.current, committee=TOMORROW)
        rules, clock = self.rules, self.clock
        self.issues = IssueService(open_unit, rules, clock)
        self.triage = Triage(open_unit, rules, clock, classifier=self.classifier, issues=self.issues, owner=owner)
        self.follow_up = FollowUp(open_unit, clock, self.issues)
        self.knocking = Knocking(open_unit, rules, clock, colleagues)
        reporting = Reporting(open_unit, clock, rules)
        agendas = Agendas(open_unit, clock, rules)

        def summarise(notice: PostSummary | PostAgenda) -> object:
            return agendas.built_for(notice) if isinstance(notice, PostAgenda) else reporting.say(notice)

        self.delivery = DeliveryService(open_unit, rules, clock, messenger=slack, owner=owner, summarise=summarise)
        self.intake = Intake(open_unit, clock)
        self.poller = Poller(lambda: [Feed()], intake=self.intake, open_unit=open_unit, clock=clock, owner=owner)
        self.others: Sequence[Callable[[], object]] = (
            reporting.tick,
            agendas.tick,
            LedgerCheck(open_unit, clock, rules).tick,
            RuleWatch(open_unit, rules, clock, refresh=lambda: ["departments.yaml:1:1: no"]).tick,
            NightWatch(open_unit, clock, rules, colleagues=colleagues, look=lambda rulebook: [LEFT]).tick,
            Upkeep(open_unit, clock).tick,
        )
        self.keep_stories = StoryKeeper(open_unit, clock).tick
        self.conversations = Conversations(open_unit, clock)
        self.agreements = Agreements(open_unit, clock)
        self.inherit = Inheritance(open_unit, clock, is_gone=lambda name: name != owner).take_over


def live(house: MortalHouse) -> None:
    """A day: mentions come, one poisonous; people are slow, are knocked for, and claim; a talk is followed up."""
    house.inherit()
    for tick in house.others:
        tick()
    house.conversations.note(NOTED, key="view:V1")
    house.conversations.note(replace(NOTED, department="digital"), key="view:V2")
    with house.open_unit() as unit:
        unwanted = unit.conversations.of("digital", limit=1)
    for each in unwanted:
        house.conversations.forget(each.id, by=each.by)
    house.agreements.note(AGREED, key="view:V3")
    house.intake.receive(DELIVERED, delivery_key="webhook:1")
    house.settle()
    house.forward(minutes=1)
    house.poller.tick()
    house.intake.receive([Mention(source="test", external_id="3", text="a poison pill", received_at=MONDAY)])
    house.settle()
    for minutes in (1, 1, 2, 3, 113):
        house.forward(minutes=minutes)
        house.poller.tick()
        house.conversations.tick()
        house.agreements.tick()
    # The second knock is for a backup whom nobody has, so it is said in the thread.
    house.forward(hours=2)
    for each in house.agreements.open():
        house.agreements.tick_off(each.id, by=each.who)
    for number in ISSUES:
        house.apply(number, claim(), event_key=f"Ev{number}")
    house.settle()
    house.keep_stories()
    for _ in range(3):
        house.forward(minutes=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Some days to live through: in which house, what happens, and what is stored before they begin."""

    house: type[MortalHouse]
    live: Callable[..., None]
    prepare: Callable[[Engine], None]

    def live_through(self, engine: Engine, fate: Fate, slack: FakeSlack) -> MortalHouse:
        """With a death on the way; sender and Slack repeat what was not acknowledged."""
        colleagues = FakeColleagues()
        colleagues.troubles.append(TemporaryFailure("Slack does not answer"))
        first = self.house(engine, fate, owner="first", slack=slack, colleagues=colleagues)
        try:
            self.live(first)
        except Killed:
            second = self.house(engine, Fate(), owner="second", slack=slack, colleagues=colleagues)
            # Long enough for Slack to settle, too soon for the leases of mentions to end.
            second.clock.forward_to(first.clock.now() + timedelta(minutes=1))
            self.live(second)
            return second
        return first

    def begin(self, engine: Engine) -> None:
        """An otherwise empty database."""
        with engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        self.prepare(engine)


def reported_before(engine: Engine) -> None:
    """Weeks have been reported on before."""
    with SqlUnitOfWork(engine) as unit:
        unit.cursors.set(CURSOR, "2026-W46")
        unit.commit()


JOURNEY = Days(MortalHouse, live, reported_before)
