"""A database that goes away is told in the services' words, and used again when it is back."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, TextClause, event, make_url, text

from bot.errors import TemporaryFailure
from bot.store.database import connect
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY
from tests.store.together import together

ONLY_POSTGRES = pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)


def count_while_the_line_is_cut(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        assert unit._transaction is not None
        pid = unit._transaction.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with engine.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        unit.issues.next_number()


def do_in_a_unit(engine: Engine, statement: TextClause) -> None:
    with SqlUnitOfWork(engine) as unit:
        assert unit._transaction is not None
        unit._transaction.connection.execute(statement)


def count_and_stumble(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.issues.next_number()
        raise ZeroDivisionError


@ONLY_POSTGRES
def test_a_connection_that_is_cut_is_a_temporary_failure_and_the_next_one_works(engine: Engine) -> None:
    with pytest.raises(TemporaryFailure, match="the database does not answer"):
        count_while_the_line_is_cut(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.issues.next_number() == 1001


@ONLY_POSTGRES
def test_a_server_that_was_demoted_is_left_for_the_one_that_took_over(engine: Engine, postgres_url: str) -> None:
    servers = iter(["on", "off"])
    after_failover = connect(postgres_url)

    def demote(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET default_transaction_read_only = {next(servers)}")
        connection.autocommit = False

    event.listen(after_failover, "connect", demote)
    with pytest.raises(TemporaryFailure, match="read-only transaction"), SqlUnitOfWork(after_failover) as unit:
        unit.issues.next_number()
    with SqlUnitOfWork(after_failover) as unit:
        assert unit.issues.next_number() == 1001
    after_failover.dispose()


@ONLY_POSTGRES
def test_a_deadlock_is_a_temporary_failure_for_one_and_nothing_for_the_other(engine: Engine) -> None:
    def cross(order: tuple[str, str]) -> str:
        try:
            with SqlUnitOfWork(engine) as unit:
                unit.cursors.set(order[0], "x")
                met.wait()
                unit.cursors.set(order[1], "x")
                unit.commit()
        except TemporaryFailure:
            return "again"
        return "done"

    met = threading.Barrier(2)
    assert sorted(together(cross, [("a", "b"), ("b", "a")])) == ["again", "done"]


@ONLY_POSTGRES
def test_whoever_freezes_amid_a_transaction_does_not_keep_the_others_waiting(engine: Engine, postgres_url: str) -> None:
    frozen = connect(postgres_url, patience_s=0.1)

    def claim_and_freeze() -> None:
        with SqlUnitOfWork(frozen) as unit:
            unit.outbox.claim(now=MONDAY, until=MONDAY, owner="frozen")
            # Returns as soon as the server has freed the lock that all claims take turns at.
            with SqlUnitOfWork(engine) as other:
                other.outbox.claim(now=MONDAY, until=MONDAY, owner="other")
            unit.issues.next_number()

    with pytest.raises(TemporaryFailure, match="the database does not answer"):
        claim_and_freeze()
    frozen.dispose()


@ONLY_POSTGRES
@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("53100", "the disk is full"),
        ("53200", "out of memory"),
        ("53300", "too many connections"),
        ("57P01", "it is being shut down"),
        ("57P03", "it is starting"),
        ("57014", "a statement took too long"),
        ("40001", "two changes cannot be put in an order"),
        ("58030", "the disk cannot be read"),
    ],
)
def test_whatever_ails_the_server_itself_is_nobodys_mistake_and_passes(engine: Engine, code: str, why: str) -> None:
    raised = text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = '{why}'; END $$")
    with pytest.raises(TemporaryFailure, match=why):
        do_in_a_unit(engine, raised)


@ONLY_POSTGRES
def test_whatever_a_stranger_has_locked_is_waited_for_no_longer_than_for_one_of_ours(
    engine: Engine, postgres_url: str
) -> None:
    patient = connect(postgres_url, patience_s=0.1)
    with engine.begin() as stranger:
        stranger.execute(text("INSERT INTO counters (name, value) VALUES ('issue', 1001)"))
        with pytest.raises(TemporaryFailure, match="lock timeout"), SqlUnitOfWork(patient) as unit:
            unit.issues.next_number()
    with SqlUnitOfWork(patient) as unit:
        assert unit.issues.next_number() == 1002
    patient.dispose()


@ONLY_POSTGRES
def test_a_server_whose_machine_is_gone_is_given_up_within_a_minute_unless_the_url_says_otherwise(
    engine: Engine, postgres_url: str
) -> None:
    assert 0 < _seconds_until_given_up(engine) < 60
    url = make_url(postgres_url).update_query_dict({"keepalives_idle": "300"})
    own = connect(url.render_as_string(hide_password=False))
    assert _seconds_until_given_up(own) > 300
    own.dispose()


def _seconds_until_given_up(engine: Engine) -> int:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        told = driver.info.get_parameters()
    assert int(told["connect_timeout"]) * 1000 <= int(told["tcp_user_timeout"])
    return int(told["keepalives_idle"]) + int(told["keepalives_interval"]) * int(told["keepalives_count"])


def test_a_lock_held_too_long_is_a_temporary_failure_and_leaks_no_connection(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'busy.db'}", patience_s=0.02)
    with engine.begin():
        for _ in range(20):
            with pytest.raises(TemporaryFailure, match="locked"), SqlUnitOfWork(engine):
                raise AssertionError("it cannot begin")
    with SqlUnitOfWork(engine):
        pass
    engine.dispose()


def test_a_mistake_of_ours_is_not_taken_for_the_databases(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        count_and_stumble(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.issues.next_number() == 1001


def test_a_commit_outside_its_unit_says_where_it_belongs(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="inside the with block"):
        SqlUnitOfWork(engine).commit()
