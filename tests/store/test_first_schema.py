"""A database of the first released schema, as that version left it, is brought up to date and the bot goes on.

`first_schema.json` was written by the code of that version: seven issues that went through all that could be done with
them then, and what was on its way when it was stopped.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, DateTime, Engine, LargeBinary, MetaData, Row, Table, func, insert, select
from sqlalchemy.types import TypeEngine

from bot.core.issue import AssignmentStatus, IssueStatus
from bot.ports import IssueQuery, Ledger
from bot.store.database import connect
from bot.store.migrate import alembic_config, migrate
from bot.store.tables import assignments, issues, metadata, outbox
from bot.store.unit import SqlUnitOfWork
from tests.core.example import resolve
from tests.services.house import House

WRITTEN: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "first_schema.json").read_text(encoding="utf-8")
)
STOPPED = datetime.fromisoformat("2026-11-23T12:21:28+00:00")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The database as the first version left it."""
    is_postgres = request.param == "postgres"
    url = request.getfixturevalue("fresh_postgres_url") if is_postgres else f"sqlite:///{tmp_path / 'old.db'}"
    engine = connect(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        write_all(connection)
    yield engine
    engine.dispose()


def write_all(connection: Connection) -> None:
    schema = MetaData()
    schema.reflect(connection)
    assert {table.name for table in schema.sorted_tables} == {*WRITTEN, "alembic_version"}
    for table in schema.sorted_tables:
        for row in WRITTEN.get(table.name, ()):
            values = {name: _value(table.c[name].type, value) for name, value in row.items()}
            connection.execute(insert(table).values({name: each for name, each in values.items() if each is not None}))
    if connection.dialect.name == "postgresql":
        for name in ("mentions", "outbox"):
            highest = max(row["id"] for row in WRITTEN[name])
            connection.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), highest)))


def _value(kind: TypeEngine[Any], written: Any) -> Any:
    if isinstance(kind, DateTime) and written is not None:
        return datetime.fromisoformat(written).replace(tzinfo=None if not kind.timezone else STOPPED.tzinfo)
    return base64.b64decode(written) if isinstance(kind, LargeBinary) and written else written


@pytest.fixture
def house(old: Engine) -> House:
    """The present bot, a minute after the old one was stopped."""
    migrate(old)
    house = House(old, owner="the new one")
    house.clock.forward_to(STOPPED)
    return house


def test_the_old_database_has_rows_in_each_of_its_tables() -> None:
    assert all(WRITTEN.values())


def test_no_row_is_lost_on_the_way_up(old: Engine) -> None:
    migrate(old)
    with old.connect() as connection:
        counted = {
            name: connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar()
            for name in WRITTEN
        }
    assert counted == {name: len(rows) for name, rows in WRITTEN.items()}


def test_the_ledger_is_what_it_was(house: House) -> None:
    states = {"dropped": 11, "failed": 1, "sent": 46, "unknown": 1}
    assert house.ledger() == Ledger(received=10, opened=7, joined=1, dismissed=0, waiting=2, erased=0, outbox=states)


def test_every_issue_and_all_that_happened_to_it_can_still_be_read(house: House) -> None:
    with house.open_unit() as unit:
        for row in WRITTEN["issues"]:
            issue = unit.issues.get(row["number"])
            assert issue is not None
            assert issue.status == IssueStatus(row["status"])
            assert len(unit.issues.events(row["number"])) == issue.version == row["version"]
        found = unit.mentions.by_ids([row["id"] for row in WRITTEN["mentions"]])
        assert {each.mention.text for each in found.values()} == {row["data"]["text"] for row in WRITTEN["mentions"]}


def test_what_newer_tables_keep_beside_an_issue_is_filled_in(old: Engine) -> None:
    migrate(old)
    with old.connect() as connection:
        migrated = {table: connection.execute(select(table)).all() for table in (issues, assignments)}
    with SqlUnitOfWork(old) as unit:
        # Written again by the present code, which knows what belongs there.
        for row in WRITTEN["issues"]:
            issue = unit.issues.get(row["number"])
            assert issue is not None
            assert unit.issues.save(issue, (), was=issue.version)
        unit.commit()
    with old.connect() as connection:
        for table, rows in migrated.items():
            assert _told(table, rows) == _told(table, connection.execute(select(table)).all())


def _told(table: Table, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """What the columns say, but for the state, which is the same told once more."""
    columns = [column.name for column in table.columns if column.name != "state"]
    return sorted(({name: row._mapping[name] for name in columns} for row in rows), key=repr)


def test_the_bot_goes_on_where_the_old_one_was_stopped(house: House) -> None:
    house.forward(minutes=2)
    ledger = house.ledger()
    assert (ledger.opened, ledger.waiting, ledger.lost) == (8, 1, 0)
    # What had no answer is looked for in Slack before it is said again.
    assert house.slack.looked == 1
    with house.open_unit() as unit:
        waiting = unit.issues.find(IssueQuery(states=(AssignmentStatus.WAITING,), is_open=True))
    first = waiting[0]
    house.apply(first.number, resolve(assignment=first.owner.number))
    assert not house.issue(first.number).is_open
    house.forward(hours=20)
    assert set(house.ledger().outbox) == {"dropped", "failed", "sent"}


def test_notices_of_the_old_version_are_still_understood(house: House) -> None:
    with house.open_unit() as unit:
        live = unit.outbox.claim(now=STOPPED.replace(hour=13), until=STOPPED.replace(hour=14), owner="a")
    assert live is not None
    assert live.is_unsure
    assert {row["kind"] for row in WRITTEN["outbox"]} >= {"PostCard", "UpdateCard", "PostReminder", "RemoveReminder"}


def test_every_state_of_the_outbox_is_among_what_was_left(old: Engine) -> None:
    with old.connect() as connection:
        found = set(connection.execute(select(outbox.c.state)).scalars())
    assert found == {"sent", "dropped", "failed", "unknown"}
