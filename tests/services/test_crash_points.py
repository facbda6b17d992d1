"""The process dies right before or right after any commit, is started anew, and nothing is lost or said twice."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete

from bot.core.issue import AssignmentStatus
from bot.core.mention import Author, Mention
from bot.ports import Delivery, OutboxState, Posted
from bot.services.delivery import DeliveryService
from bot.services.intake import Intake
from bot.services.issues import IssueService
from bot.services.triage import Triage
from bot.store.tables import metadata
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, claim
from tests.services.house import FakeSlack, House

STORM = "The breakfast billing queue at Tamarelle is two hours long and nobody cares"
MENTIONS = [
    Mention(source="test", external_id=str(number), text=STORM, received_at=MONDAY, author=Author(followers=10))
    for number in range(2)
]


class Killed(BaseException):
    """The process is gone; no handler of ours may see it."""


class Fate:
    """Lets the process die around its `at`-th commit (counted from 1; 0 lets it live)."""

    def __init__(self, at: int = 0, *, is_after: bool = False) -> None:
        self.at, self.is_after, self.commits = at, is_after, 0

    def commit(self, unit: SqlUnitOfWork) -> None:
        self.commits += 1
        if self.commits == self.at and not self.is_after:
            raise Killed
        SqlUnitOfWork.commit(unit)
        if self.commits == self.at:
            raise Killed


class MortalUnit(SqlUnitOfWork):
    """A unit of work whose commits fate may end."""

    def __init__(self, engine: Engine, fate: Fate) -> None:
        super().__init__(engine)
        self._fate = fate

    def commit(self) -> None:
        self._fate.commit(self)


class MortalHouse(House):
    """The whole bot, for as long as fate lets it live."""

    def __init__(self, engine: Engine, fate: Fate, *, owner: str, slack: FakeSlack) -> None:
        super().__init__(engine, owner=owner, slack=slack)
        self.open_unit = lambda: MortalUnit(engine, fate)
        self.issues = IssueService(self.open_unit, self.rules, self.clock)
        self.triage = Triage(
            self.open_unit, self.rules, self.clock, classifier=self.classifier, issues=self.issues, owner=owner
        )
        self.delivery = DeliveryService(self.open_unit, self.rules, self.clock, messenger=slack, owner=owner)
        self.intake = Intake(self.open_unit, self.clock)


def live(house: MortalHouse) -> None:
    """A sender delivers, a person claims, each with an id by which the outside would repeat it."""
    house.intake.receive(MENTIONS, delivery_key="webhook:1")
    house.settle()
    house.apply(1001, claim(), event_key="Ev1")
    house.settle()


def live_through(engine: Engine, fate: Fate, slack: FakeSlack) -> MortalHouse:
    """The same with a death on the way; sender and Slack repeat what was not acknowledged."""
    first = MortalHouse(engine, fate, owner="first", slack=slack)
    try:
        live(first)
    except Killed:
        second = MortalHouse(engine, Fate(), owner="second", slack=slack)
        # Longer than any lease, sooner than any reminder.
        second.clock.forward_to(first.clock.now() + timedelta(minutes=6))
        live(second)
        return second
    return first


def check(house: MortalHouse, death: str) -> None:
    ledger = house.ledger()
    assert (ledger.received, ledger.opened, ledger.joined, ledger.lost) == (2, 1, 1, 0), death
    assert set(ledger.outbox) <= {OutboxState.SENT, OutboxState.DROPPED}, death
    assert [said.what for said in house.slack.messages] == ["PostCard"] or (
        [said.what for said in house.slack.messages] == ["UpdateCard"] and house.slack.messages[0].edits
    ), death
    issue = house.issue()
    assert (issue.mentions, issue.reach, issue.owner.status) == (2, 20, AssignmentStatus.CLAIMED), death
    story = Counter(type(event).__name__ for event in house.issues.story(1001))
    assert story == {"IssueOpened": 1, "DepartmentAssigned": 1, "MentionJoined": 1, "AssignmentClaimed": 1}, death
    shown = house.slack.messages[0].delivery.issue
    assert shown is not None, death
    assert shown.version == issue.version, f"{death}: the card shows an old state"


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))


def explore(engine: Engine, slack: type[FakeSlack] = FakeSlack) -> int:
    """Die around every commit there is; returns how many there are."""
    undisturbed = Fate()
    check(live_through(engine, undisturbed, slack()), "nobody died")
    for at in range(1, undisturbed.commits + 1):
        for is_after in (False, True):
            empty(engine)
            house = live_through(engine, Fate(at, is_after=is_after), slack())
            check(house, f"died {'after' if is_after else 'before'} commit {at}")
    return undisturbed.commits


def test_a_death_at_any_commit_loses_nothing_and_doubles_nothing(engine: Engine) -> None:
    assert explore(engine) >= 9


class Unreconciled(FakeSlack):
    """Never finds what has arrived."""

    def find(self, delivery: Delivery) -> Posted | None:
        return None


def test_without_looking_first_a_death_would_double_the_card(engine: Engine) -> None:
    with pytest.raises(AssertionError, match="died"):
        explore(engine, Unreconciled)
