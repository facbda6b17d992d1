"""The whole bot against a few laws, whatever comes in, whatever people and Slack do, and however clocks jump."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, delete, event, select

from bot.clock import MovableClock
from bot.core import commands as cmd
from bot.core.mention import Mention
from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.ports import Delivery, OutboxState, Posted
from bot.services.intake import Intake
from bot.store.database import connect
from bot.store.tables import assignments, metadata, outbox
from bot.store.unit import SqlUnitOfWork
from tests.services.house import FakeSlack, Fault, House

pytestmark = pytest.mark.usefixtures("quiet_logs")

SATURDAY = datetime(2027, 3, 27, 22, tzinfo=UTC)
"""Three hours before London's clocks go forward."""
TEXTS = (
    "my billing is wrong",
    "[high] the digital key fails",
    "[emergency] safety first",
    "nobody knows whose this is",
    "a poison pill",
    "The breakfast billing queue at Tamarelle is two hours long and nobody cares",
)
ISSUES = st.integers(1001, 1005)
WORKERS = st.sampled_from([0, 1])
TROUBLES: dict[str, Callable[[], Fault]] = {
    "refused": lambda: (TemporaryFailure("connection refused"), False),
    "lost": lambda: (UnknownOutcome("timed out before it arrived"), False),
    "arrived": lambda: (UnknownOutcome("timed out after it arrived"), True),
    "paused": lambda: (TemporaryFailure("a pause, please", retry_after=40, scope="*"), False),
    "paused here": lambda: (TemporaryFailure("a pause, please", retry_after=40, scope="#billing"), False),
    "archived": lambda: (PermanentFailure("is_archived"), False),
    "died before": lambda: (Died(), False),
    "died after": lambda: (Died(), True),
}
WISHES: tuple[Callable[[datetime], cmd.Command], ...] = (
    lambda now: cmd.Claim(by="U1", assignment=1),
    lambda now: cmd.Release(by="U1", assignment=1),
    lambda now: cmd.Respond(by="U2", assignment=1),
    lambda now: cmd.HandOff(by="U2", assignment=1, to="food"),
    lambda now: cmd.BringIn(by="U1", assignment=1, department="digital", question="is the app down?"),
    lambda now: cmd.Snooze(by="U1", assignment=1, until=now + timedelta(hours=5)),
    lambda now: cmd.Resolve(by="U1", assignment=1),
    lambda now: cmd.Reopen(by="U2"),
    lambda now: cmd.AddNote(by="U2", text="they called"),
    lambda now: cmd.Merge(by="U1", into=1001),
)


class Died(Exception):
    """The worker is gone in the middle of its call; nobody of ours catches this."""


class BadSlack(FakeSlack):
    """Fails as told; whoever only looks does not learn of it what a failed post means."""

    def find(self, delivery: Delivery) -> Posted | None:
        try:
            return super().find(delivery)
        except UnknownOutcome as failure:
            raise TemporaryFailure(str(failure)) from failure


class BotMachine(RuleBasedStateMachine):
    """Two workers on one database; the second one's clock is forty seconds ahead."""

    engine: Engine
    slack_kind: type[FakeSlack] = BadSlack

    @initialize()
    def begin(self) -> None:
        with self.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        self.slack = self.slack_kind()
        self.houses = [self._house("worker-0"), self._house("worker-1")]
        set_to(self.houses[0].clock, SATURDAY)
        set_to(self.houses[1].clock, SATURDAY + timedelta(seconds=40))
        self.deliveries: list[list[Mention]] = []
        self.lives = 2

    def _house(self, owner: str) -> House:
        return House(self.engine, owner=owner, slack=self.slack)

    @rule(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
    def mentions_come(self, texts: list[str]) -> None:
        first = sum(map(len, self.deliveries))
        now = self.houses[0].clock.now()
        self.deliveries.append(
            [
                Mention(source="test", external_id=str(first + index), text=text, received_at=now)
                for index, text in enumerate(texts)
            ]
        )
        self._receive(len(self.deliveries) - 1)

    @rule(which=st.integers(0, 9))
    def a_sender_repeats_itself(self, which: int) -> None:
        if self.deliveries:
            self._receive(which % len(self.deliveries))

    def _receive(self, which: int) -> None:
        house = self.houses[0]
        Intake(house.open_unit, house.clock).receive(self.deliveries[which], delivery_key=f"webhook:{which}")

    @rule(worker=WORKERS, troubles=st.lists(st.sampled_from(sorted(TROUBLES)), max_size=3))
    def somebody_works(self, worker: int, troubles: list[str]) -> None:
        """One round of all that a worker does, while Slack has these troubles."""
        self.slack.faults.extend(TROUBLES[each]() for each in troubles)
        house = self.houses[worker]
        house.triage.tick()
        house.follow_up.tick()
        house.knocking.tick()
        self.deliver(worker)

    def deliver(self, worker: int) -> None:
        house = self.houses[worker]
        try:
            house.delivery.tick()
        except Died:
            # Another process in its place, with the same wrong clock.
            self.lives += 1
            self.houses[worker] = self._house(f"worker-{self.lives}")
            set_to(self.houses[worker].clock, house.clock.now())

    @rule(issue=ISSUES, wish=st.sampled_from(WISHES), is_repeated=st.booleans(), number=st.integers(0, 10**9))
    def somebody_acts(
        self, issue: int, wish: Callable[[datetime], cmd.Command], is_repeated: bool, number: int
    ) -> None:
        house = self.houses[0]
        for _ in range(2 if is_repeated else 1):
            house.apply(issue, wish(house.clock.now()), event_key=f"Ev{number}")

    @rule(minutes=st.sampled_from([0.5, 1, 2, 7, 61, 240, 1440, -0.1, -1, -20]))
    def time_passes(self, minutes: float) -> None:
        """Or jumps back, as when an administrator sets the clock."""
        for house in self.houses:
            set_to(house.clock, house.clock.now() + timedelta(minutes=minutes))

    @invariant()
    def the_ledger_adds_up(self) -> None:
        ledger = self.houses[0].ledger()
        assert ledger.lost == 0
        assert ledger.received == sum(map(len, self.deliveries))

    @invariant()
    def nothing_stands_twice(self) -> None:
        times = Counter(said.outbox for said in self.slack.messages if not said.is_removed)
        assert max(times.values(), default=0) <= 1

    @invariant()
    def every_open_door_has_a_time_at_which_somebody_looks_again(self) -> None:
        forgotten = select(assignments.c.issue).where(assignments.c.is_open, assignments.c.due_at.is_(None))
        with self.engine.begin() as connection:
            assert connection.execute(forgotten).scalars().all() == []

    def teardown(self) -> None:
        """Slack is well again: all that waits comes to it, and each card shows its issue as it is."""
        self.slack.faults.clear()
        assert self._drains(), self._left()
        with self.engine.begin() as connection:
            sent = select(outbox.c.id).where(outbox.c.state == OutboxState.SENT, outbox.c.verb == "post")
            posted = set(connection.execute(sent).scalars())
        assert posted <= {said.outbox for said in self.slack.messages}, "sent, and Slack knows nothing of it"
        self.nothing_stands_twice()
        self.the_ledger_adds_up()

    def _drains(self) -> bool:
        for _ in range(40):
            for worker, house in enumerate(self.houses):
                house.triage.tick()
                self.deliver(worker)
            if not self._left():
                return True
            self.time_passes(2)
        return False

    def _left(self) -> list[str]:
        live = select(outbox.c.key).where(outbox.c.is_live)
        with self.engine.begin() as connection:
            left = [*connection.execute(live).scalars()]
        with SqlUnitOfWork(self.engine) as unit:
            return left + ["mentions"] * unit.mentions.waiting()


def set_to(clock: MovableClock, instant: datetime) -> None:
    """Our own clock for tests would never go back."""
    with clock._lock:
        clock._rebase(instant)


def explore(engine: Engine, *, examples: int, slack: type[FakeSlack] = BadSlack, shrinks: bool = True) -> None:
    machine = type("Machine", (BotMachine,), {"engine": engine, "slack_kind": slack})
    case = machine.TestCase
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=30,
        derandomize=True,
        deadline=None,
        phases=tuple(Phase) if shrinks else (Phase.generate,),
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    case("runTest").runTest()


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path) -> Engine:
    found = connect(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}")
    event.listen(found, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    return found


def test_the_bot_keeps_its_laws_whatever_happens(database: Engine) -> None:
    explore(database, examples=30)
    database.dispose()


class Blind(BadSlack):
    """Never finds what has arrived."""

    def find(self, delivery: Delivery) -> Posted | None:
        return None


def test_a_bot_that_breaks_a_law_is_found_out(database: Engine) -> None:
    with pytest.raises((AssertionError, DoorknockError)):
        explore(database, examples=200, slack=Blind, shrinks=False)
    database.dispose()
