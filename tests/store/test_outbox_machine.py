"""The outbox against a tiny model of it, whatever its workers do and however time passes."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from sqlalchemy import Engine, Row, delete, event, select, update

from bot.core.notices import Notice, PostCard, RemoveReminder, TellStrategist, UpdateCard
from bot.ports import OutboxRow, OutboxState, Posted
from bot.store.database import connect
from bot.store.outbox import OutboxTable
from bot.store.tables import messages, outbox, paces
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY

LEASE = timedelta(seconds=60)
CHANNELS = ("#billing", "#digital")
OWNERS = st.sampled_from(["a", "b", "c"])
WAITS = st.integers(min_value=0, max_value=90).map(lambda seconds: timedelta(seconds=seconds))
SETTLED = {OutboxState.SENT, OutboxState.DROPPED, OutboxState.FAILED}


def _notice(issue: int, kind: int, number: int) -> Notice:
    channel = CHANNELS[issue % 2]
    match kind:
        case 0:
            return PostCard(issue=issue, assignment=1, channel=channel)
        case 1:
            return UpdateCard(issue=issue, assignment=1, channel=channel, version=number)
        case 2:
            return RemoveReminder(issue=issue, assignment=1, channel=channel, number=number)
        case _:
            return TellStrategist(channel=channel, text="hello", about=str(number))


NOTICES = st.builds(_notice, st.integers(1, 3), st.integers(0, 3), st.integers(1, 4))


@dataclass
class Held:
    """A claim that somebody made, and until when it was theirs."""

    row: OutboxRow
    owner: str
    until: datetime
    is_over: bool = False


class OutboxMachine(RuleBasedStateMachine):
    """The model: which claims were made, which notices are settled, and from when on each channel may be used."""

    engine: Engine
    table: type[OutboxTable] = OutboxTable
    held = Bundle("held")

    @contextmanager
    def unit(self) -> Iterator[SqlUnitOfWork]:
        with SqlUnitOfWork(self.engine) as unit:
            assert unit._transaction is not None
            unit.outbox = self.table(unit._transaction.connection)
            yield unit

    @initialize(notices=st.lists(NOTICES, min_size=2, max_size=6))
    def begin(self, notices: list[Notice]) -> None:
        with self.engine.begin() as connection:
            for table in (outbox, paces, messages):
                connection.execute(delete(table))
        self.now = MONDAY
        self.claims: list[Held] = []
        self.keys: dict[str, Notice] = {}
        self.settled: dict[int, tuple[str, str]] = {}
        self.paused: dict[str, datetime] = {}
        self.enqueue(notices, 1)

    @rule(notices=st.lists(NOTICES, min_size=1, max_size=4), rank=st.integers(0, 3))
    def add(self, notices: list[Notice], rank: int) -> None:
        self.enqueue(notices, rank)

    def enqueue(self, notices: list[Notice], rank: int) -> None:
        with self.unit() as unit:
            unit.outbox.enqueue(notices, now=self.now, urgency_rank=rank)
            unit.commit()
        for notice in notices:
            self.keys.setdefault(notice.key, notice)

    @rule(target=held, owner=OWNERS, after=st.sampled_from([0, 2, 61]))
    def claim(self, owner: str, after: int) -> object:
        self.now += timedelta(seconds=after)
        with self.unit() as unit:
            row = unit.outbox.claim(now=self.now, until=self.now + LEASE, owner=owner)
            unit.commit()
        if row is None:
            return multiple()
        channel = row.notice.channel
        assert self.paused.get(channel, self.now) <= self.now, "paced by channel"
        assert self.paused.get("*", self.now) <= self.now, "everybody obeys a pause"
        alive = [held for held in self.claims if not held.is_over and held.until >= self.now]
        assert channel not in {held.row.notice.channel for held in alive}, "one in flight a channel"
        assert row.notice.lane not in {held.row.notice.lane for held in alive}, "one in flight a lane"
        assert row.id not in self.settled, "a settled row is never sent again"
        assert not self._earlier_in_lane(row), "a lane keeps its order"
        before = [held for held in self.claims if held.row.id == row.id]
        assert row.fence > max((held.row.fence for held in before), default=0), "a fence only rises"
        if any(not held.is_over for held in before):
            assert row.is_unsure, "somebody may have posted it and died"
        for held in before:
            held.is_over = True
        self._pause(channel, timedelta(seconds=1))
        self.claims.append(Held(row=row, owner=owner, until=self.now + LEASE))
        return self.claims[-1]

    def _earlier_in_lane(self, row: OutboxRow) -> list[str]:
        return [
            found.key for found in self._rows() if found.lane == row.notice.lane and found.id < row.id and found.is_live
        ]

    @rule(claim=held, posted=st.booleans())
    def complete(self, claim: Held, posted: bool) -> None:
        answer = Posted(channel=claim.row.notice.channel, ts=f"{claim.row.id}.{claim.row.fence}") if posted else None
        with self.unit() as unit:
            is_ours = unit.outbox.complete(claim.row, owner=claim.owner, posted=answer, now=self.now)
            unit.commit()
        self._over(claim, is_ours, settled="sent" if posted else "dropped")

    @rule(claim=held)
    def fail(self, claim: Held) -> None:
        with self.unit() as unit:
            is_ours = unit.outbox.fail(claim.row, owner=claim.owner, error="no", now=self.now)
            unit.commit()
        self._over(claim, is_ours, settled="failed")

    @rule(claim=consumes(held), wait=WAITS)
    def retry(self, claim: Held, wait: timedelta) -> None:
        with self.unit() as unit:
            is_ours = unit.outbox.retry(claim.row, owner=claim.owner, at=self.now + wait, error="later")
            unit.commit()
        self._over(claim, is_ours)

    @rule(claim=held, wait=WAITS)
    def unsure(self, claim: Held, wait: timedelta) -> None:
        with self.unit() as unit:
            is_ours = unit.outbox.unsure(claim.row, owner=claim.owner, at=self.now + wait, error="who knows")
            unit.commit()
        self._over(claim, is_ours)

    @rule(claim=held)
    def speak_with_another_name(self, claim: Held) -> None:
        with self.unit() as unit:
            assert not unit.outbox.complete(claim.row, owner="stranger", posted=None, now=self.now)
            unit.commit()

    def _over(self, claim: Held, is_ours: bool, settled: str = "") -> None:
        assert is_ours is not claim.is_over, "the newest fence, and it alone, may speak, once"
        if is_ours:
            claim.is_over = True
            if settled:
                self.settled[claim.row.id] = (settled, claim.row.notice.key)

    @rule(scope=st.sampled_from([*CHANNELS, "*"]), wait=WAITS)
    def pause(self, scope: str, wait: timedelta) -> None:
        with self.unit() as unit:
            unit.outbox.pause(scope, until=self.now + wait)
            unit.commit()
        self._pause(scope, wait)

    def _pause(self, scope: str, wait: timedelta) -> None:
        self.paused[scope] = max(self.paused.get(scope, self.now), self.now + wait)

    @rule(wait=WAITS)
    def time_passes(self, wait: timedelta) -> None:
        self.now += wait

    @invariant()
    def what_is_stored_is_what_the_model_says(self) -> None:
        rows = self._rows()
        keys = [found.key for found in rows]
        assert len(keys) == len(set(keys)), "a key is stored once"
        missing = {key for key in self.keys if key not in keys}
        assert all(isinstance(self.keys[key], UpdateCard) for key in missing), "only a card's update may be covered"
        states = {found.id: (found.state, found.key) for found in rows if found.id in self.settled}
        assert states == self.settled, "a settled row never changes"
        assert all(found.is_live is (found.state not in SETTLED) for found in rows)

    def _rows(self) -> Sequence[Row[Any]]:
        with self.engine.begin() as connection:
            return connection.execute(select(outbox).order_by(outbox.c.id)).all()

    def teardown(self) -> None:
        """Nothing is stuck for ever: a worker that only waits and works empties the outbox."""
        for _ in range(60):
            if not any(found.is_live for found in self._rows()):
                return
            self.now += timedelta(minutes=2)
            while self._work_off():
                pass
        raise AssertionError("something is stuck for ever")

    def _work_off(self) -> bool:
        with self.unit() as unit:
            row = unit.outbox.claim(now=self.now, until=self.now + LEASE, owner="last")
            if row is not None:
                assert unit.outbox.complete(row, owner="last", posted=None, now=self.now)
            unit.commit()
        return row is not None


def explore(engine: Engine, table: type[OutboxTable], *, examples: int, phases: Sequence[Phase] = tuple(Phase)) -> None:
    machine = type("Machine", (OutboxMachine,), {"engine": engine, "table": table})
    case = machine.TestCase
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=25,
        derandomize=True,
        deadline=None,
        phases=phases,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    case("runTest").runTest()


def test_the_outbox_keeps_its_promises_whatever_happens(engine: Engine) -> None:
    explore(engine, OutboxTable, examples=8 if engine.dialect.name == "postgresql" else 25)


class DeafToFences(OutboxTable):
    """Lets whoever once held a row say what became of it."""

    def _settle(self, row: OutboxRow, owner: str, **values: object) -> bool:
        statement = update(outbox).where(outbox.c.id == row.id).values(lease_until=None, owner="", **values)
        return self._connection.execute(statement).rowcount == 1


class Restless(OutboxTable):
    """Knows no pause."""

    def pause(self, scope: str, *, until: datetime) -> None:
        pass


class Forgetful(OutboxTable):
    """Takes every claim for the first one."""

    def claim(
        self, *, now: datetime, until: datetime, owner: str, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> OutboxRow | None:
        row = super().claim(now=now, until=until, owner=owner, only=only, without=without)
        return replace(row, is_unsure=False) if row else None


@pytest.mark.parametrize("broken", [DeafToFences, Restless, Forgetful], ids=lambda kind: kind.__name__)
def test_an_outbox_that_breaks_a_promise_is_found_out(
    migrated_sqlite: Path, tmp_path: Path, broken: type[OutboxTable]
) -> None:
    engine = connect(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    with pytest.raises(AssertionError):
        explore(engine, broken, examples=200, phases=(Phase.generate,))
    engine.dispose()
