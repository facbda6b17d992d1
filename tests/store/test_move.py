"""A database is carried to another one whole, whatever happens on the way, and nobody works on half of it."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.exc import OperationalError

from bot.errors import SettingsError
from bot.store.database import PATIENCE_S, connect, label
from bot.store.migrate import alembic_config, migrate, schema_of
from bot.store.move import TABLES, Moved, MoveRefused, move, undo
from bot.store.opening import open_existing_store, open_store
from bot.store.tables import counters, issues, mentions, metadata
from bot.store.unit import SqlUnitOfWork
from tests.services.house import House
from tests.store.filled import ROWS, fill

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
BATCH = 2

# Moves, and dies the hard way after so many batches.
DYING = """
import os, signal, sys
from datetime import datetime
from bot.store.move import move
left = int(sys.argv[3])
def progress(table, rows):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
move(sys.argv[1], sys.argv[2], now=datetime.fromisoformat(sys.argv[4]), batch=int(sys.argv[5]), progress=progress)
"""


@pytest.fixture(params=["to postgres", "to sqlite"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """The old database, migrated, and the new one, which nobody has used."""
    postgres = request.getfixturevalue("fresh_postgres_url")
    sqlite = f"sqlite:///{tmp_path / 'doorknock.db'}"
    pair = (sqlite, postgres) if request.param == "to postgres" else (postgres, sqlite)
    with opened(pair[0]) as engine:
        migrate(engine)
    return pair


class opened:  # noqa: N801 - reads as a verb
    """An engine for as long as it is looked through."""

    def __init__(self, url: str, *, patience_s: float = PATIENCE_S) -> None:
        self.engine = connect(url, patience_s=patience_s)

    def __enter__(self) -> Engine:
        return self.engine

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()


def filled(url: str) -> None:
    with opened(url) as engine, engine.begin() as connection:
        fill(connection, metadata, without="moves")


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with opened(url) as engine, engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in TABLES
        }


def moved(urls: tuple[str, str]) -> list[Moved]:
    return move(*urls, now=NOW, batch=BATCH)


def write_in_a_hurry(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET lock_timeout = '50ms'"))
    connection.execute(insert(counters).values(name="late", value=1))


def killed_after(batches: int, urls: tuple[str, str]) -> bool:
    """Whether the move, in a process of its own, was killed before its end."""
    asked = [sys.executable, "-c", DYING, *urls, str(batches), NOW.isoformat(), str(BATCH)]
    process = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert process.returncode in (0, -signal.SIGKILL), process.stderr
    return process.returncode != 0


def test_every_row_of_every_table_is_carried_over_and_counted(urls: tuple[str, str]) -> None:
    filled(urls[0])
    before = rows_of(urls[0])
    counted = {each.table: each.fingerprint.rows for each in moved(urls)}
    assert counted == dict.fromkeys((table.name for table in TABLES), ROWS)
    assert rows_of(urls[1]) == before == rows_of(urls[0])


def test_killed_in_the_middle_again_and_again_it_goes_on_where_it_stopped(urls: tuple[str, str]) -> None:
    filled(urls[0])
    before = rows_of(urls[0])
    kills = 0
    while killed_after(17, urls):
        kills += 1
        assert kills < 9
        with pytest.raises(SettingsError, match="Type the same `doorknock move-database` again"):
            open_store(urls[1])
    assert kills > 2
    assert rows_of(urls[1]) == before


def test_what_changed_in_the_old_database_between_two_tries_is_carried_over_too(urls: tuple[str, str]) -> None:
    filled(urls[0])
    assert killed_after(sum(1 for _ in TABLES) * ROWS // BATCH, urls)
    with opened(urls[0]) as engine, engine.begin() as connection:
        connection.execute(update(issues).values(status="closed"))
        connection.execute(update(counters).where(counters.c.name == "aB0").values(value=99))
    after = rows_of(urls[0])
    moved(urls)
    assert rows_of(urls[1]) == after


def test_the_bot_goes_on_there_with_what_it_was_doing(urls: tuple[str, str]) -> None:
    with opened(urls[0]) as engine:
        house = House(engine)
        house.receive("billing one", "kitchen two")
        house.settle()
        house.receive("billing three")
        ledger = house.ledger()
    moved(urls)
    with opened(urls[1]) as engine:
        there = House(engine, slack=house.slack)
        there._ids = house._ids
        there.clock.forward_to(house.clock.now())
        assert there.ledger() == ledger
        there.receive("kitchen four")
        there.settle()
        with SqlUnitOfWork(engine) as unit:
            assert unit.record.ledger().opened == 4
            assert unit.record.ledger().lost == 0
        with engine.connect() as connection:
            assert sorted(connection.execute(select(issues.c.number)).scalars()) == [1001, 1002, 1003, 1004]
            assert len(set(connection.execute(select(mentions.c.id)).scalars())) == 4


def test_a_database_that_somebody_has_open_is_not_moved(urls: tuple[str, str]) -> None:
    with opened(urls[0]) as bot:
        # It waits for work: no lease, no transaction.
        with SqlUnitOfWork(bot) as unit:
            assert unit.outbox.next_at() is None
        with pytest.raises(MoveRefused, match=r"Somebody has .* open, most likely a bot that runs on it: stop it"):
            moved(urls)
    assert moved(urls)


def test_nobody_writes_to_the_old_database_meanwhile(urls: tuple[str, str]) -> None:
    filled(urls[0])
    refused: list[object] = []

    def write(_table: str, _rows: int) -> None:
        with opened(urls[0], patience_s=0.05) as late, late.connect() as connection:
            if not refused:
                with pytest.raises(OperationalError) as error:
                    write_in_a_hurry(connection)
                refused.append(error)

    move(*urls, now=NOW, batch=BATCH, progress=write)
    assert refused


def test_a_database_with_other_data_is_left_alone(urls: tuple[str, str]) -> None:
    filled(urls[0])
    with opened(urls[1]) as engine:
        migrate(engine)
        with engine.begin() as connection:
            connection.execute(insert(counters).values(name="issue", value=1234))
    with pytest.raises(MoveRefused, match=r"holds other data already \(in counters\): name an empty database"):
        moved(urls)
    assert rows_of(urls[1])["counters"] == [("issue", 1234)]


def test_half_a_copy_of_another_database_is_left_alone(urls: tuple[str, str], tmp_path: Path) -> None:
    filled(urls[0])
    assert killed_after(3, urls)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    open_store(other).close()
    with pytest.raises(MoveRefused, match=r"what is being moved from .*: name an empty one"):
        moved((other, urls[1]))


def test_a_database_is_not_moved_onto_itself(urls: tuple[str, str]) -> None:
    with pytest.raises(MoveRefused, match="both where you move from and where you move to"):
        moved((urls[0], urls[0]))


def test_no_bot_starts_on_what_was_left_behind_until_somebody_wants_it(urls: tuple[str, str]) -> None:
    moved(urls)
    with pytest.raises(SettingsError, match=r"has been moved to .*Name that one in DATABASE_URL"):
        open_store(urls[0])
    # Comparing both sides is what one does after a move.
    old = open_existing_store(urls[0], is_only_read=True)
    with old() as unit:
        assert unit.record.ledger().lost == 0
    old.close()
    with pytest.raises(MoveRefused, match=r"has been moved to .* already"):
        moved(urls)
    assert undo(urls[0]) == label(connect(urls[1]).url)
    open_store(urls[0]).close()
    with pytest.raises(MoveRefused, match="nothing to undo"):
        undo(urls[0])


def test_what_was_moved_can_be_moved_back_to_a_new_file(urls: tuple[str, str], tmp_path: Path) -> None:
    filled(urls[0])
    before = rows_of(urls[0])
    moved(urls)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    moved((urls[1], back))
    assert rows_of(back) == before


def test_a_row_that_the_new_database_cannot_hold_is_named(tmp_path: Path, fresh_postgres_url: str) -> None:
    source = f"sqlite:///{tmp_path / 'doorknock.db'}"
    open_store(source).close()
    with opened(source) as engine, engine.begin() as connection:
        rows = [{"name": "fine", "value": 1}, {"name": "too long " * 9, "value": 2}]
        connection.execute(insert(counters), rows)
    with pytest.raises(
        MoveRefused, match=r"The row too long .* of counters does not fit: .*The old database is as it was"
    ):
        moved((source, fresh_postgres_url))
    open_store(source).close()


def test_somebody_elses_older_database_is_not_brought_up_to_date_on_the_way(
    tmp_path: Path, fresh_postgres_url: str
) -> None:
    source = f"sqlite:///{tmp_path / 'doorknock.db'}"
    open_store(source).close()
    with opened(fresh_postgres_url) as engine, engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
    with pytest.raises(SettingsError, match="has schema 0001"):
        moved((source, fresh_postgres_url))
    with opened(fresh_postgres_url) as engine:
        assert schema_of(engine).current == "0001"
