"""A unit of work: what is not committed has not happened, and whoever only reads keeps nobody waiting."""

import pytest
from sqlalchemy import Engine

from bot.store.unit import SqlUnitOfWork


def at_cursor(engine: Engine, source: str) -> str | None:
    with SqlUnitOfWork(engine).for_reading() as unit:
        return unit.cursors.get(source)


def move_cursor(engine: Engine, source: str, to: str) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.cursors.set(source, to)
        unit.commit()


def test_whoever_only_reads_waits_for_no_writer_and_sees_nothing_unfinished(engine: Engine) -> None:
    move_cursor(engine, "feed", "old")
    with SqlUnitOfWork(engine) as writer:
        writer.cursors.set("feed", "new")
        assert at_cursor(engine, "feed") == "old"
        writer.commit()
    assert at_cursor(engine, "feed") == "new"


def test_no_writer_waits_for_whoever_only_reads(engine: Engine) -> None:
    with SqlUnitOfWork(engine).for_reading() as reader:
        assert reader.cursors.get("feed") == ""
        move_cursor(engine, "feed", "new")
    assert at_cursor(engine, "feed") == "new"


def test_a_unit_that_only_reads_refuses_to_commit(engine: Engine) -> None:
    with SqlUnitOfWork(engine).for_reading() as unit, pytest.raises(RuntimeError, match="without for_reading"):
        unit.commit()


def test_a_unit_is_over_when_it_has_committed(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.cursors.set("feed", "new")
        unit.commit()
        with pytest.raises(AttributeError):
            unit.cursors.set("feed", "newer")
        with pytest.raises(RuntimeError, match="once"):
            unit.commit()
    assert at_cursor(engine, "feed") == "new"
