"""On SQLite a process writes in turns: in order, many on one sync of the disk, and each of them all or nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, select

from bot.errors import TemporaryFailure
from bot.store.tables import cursors
from bot.store.turns import Turns, turns_at
from bot.store.unit import SqlUnitOfWork

PEOPLE = 20
ONLY_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


class Crowd:
    """Threads that change something, one cursor each; they queue up while the turn is held, and go on from there."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.order: list[int] = []
        self.commits = 0
        event.listen(engine, "commit", self._count)

    def move(self, number: int) -> None:
        """Set a cursor; returns when that is stored."""
        with SqlUnitOfWork(self.engine) as unit:
            self.order.append(number)
            unit.cursors.set(f"source {number}", "moved")
            unit.commit()

    def move_and_stumble(self, number: int) -> None:
        """Set a cursor, and think better of it."""
        with SqlUnitOfWork(self.engine) as unit:
            unit.cursors.set(f"source {number}", "moved")
            raise ZeroDivisionError

    @contextmanager
    def queued(self, work: Callable[[int], None]) -> Iterator[list[Future[None]]]:
        """`work` for everybody, queued up one behind the other; they may go on when the block is left."""
        with ThreadPoolExecutor(PEOPLE) as threads, SqlUnitOfWork(self.engine):
            yield [self._queued_up(threads, work, number) for number in range(PEOPLE)]

    def _queued_up(self, threads: ThreadPoolExecutor, work: Callable[[int], None], number: int) -> Future[None]:
        has_begun = threads.submit(work, number)
        while len(turns_at(self.engine)._waiting) <= number:
            assert not wait([has_begun], timeout=0.001).done
        return has_begun

    def stored(self) -> set[int]:
        """Whose cursor is on disk, as another process sees it."""
        other = create_engine(self.engine.url)
        with other.connect() as connection:
            found = connection.execute(select(cursors.c.source)).scalars()
            numbers = {int(source.removeprefix("source ")) for source in found}
        other.dispose()
        return numbers

    def _count(self, _connection: object) -> None:
        self.commits += 1


@ONLY_SQLITE
def test_those_who_wait_write_in_the_order_in_which_they_came(engine: Engine) -> None:
    crowd = Crowd(engine)
    with crowd.queued(crowd.move):
        assert crowd.order == []
    assert crowd.order == list(range(PEOPLE))
    assert crowd.stored() == set(range(PEOPLE))


@ONLY_SQLITE
def test_those_who_wait_share_a_sync_of_the_disk(engine: Engine) -> None:
    crowd = Crowd(engine)
    with crowd.queued(crowd.move):
        pass
    assert 1 <= crowd.commits < PEOPLE


@ONLY_SQLITE
def test_what_commit_returns_for_is_on_disk(engine: Engine) -> None:
    crowd = Crowd(engine)

    def move_and_look(number: int) -> None:
        crowd.move(number)
        assert number in crowd.stored()

    with crowd.queued(move_and_look) as waiting:
        pass
    assert [each.result() for each in waiting] == [None] * PEOPLE


@ONLY_SQLITE
def test_whoever_is_undone_leaves_those_beside_them_as_they_are(engine: Engine) -> None:
    crowd = Crowd(engine)

    def move_or_stumble(number: int) -> None:
        (crowd.move_and_stumble if number % 3 == 1 else crowd.move)(number)

    with crowd.queued(move_or_stumble) as waiting:
        pass
    stumbled = {number for number, each in enumerate(waiting) if isinstance(each.exception(), ZeroDivisionError)}
    assert stumbled == {number for number in range(PEOPLE) if number % 3 == 1}
    assert crowd.stored() == set(range(PEOPLE)) - stumbled


@ONLY_SQLITE
def test_nobody_is_told_that_it_is_stored_when_the_commit_fails(engine: Engine) -> None:
    crowd = Crowd(engine)

    def fail(_connection: object) -> None:
        raise OSError("the disk is gone")

    event.listen(engine, "commit", fail)
    with crowd.queued(crowd.move) as waiting:
        pass
    event.remove(engine, "commit", fail)
    assert {str(each.exception()) for each in waiting} == {"the disk is gone"}
    assert crowd.stored() == set()
    crowd.move(7)
    assert crowd.stored() == {7}


def test_a_turn_that_does_not_come_is_a_temporary_failure_and_the_next_one_has_it(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'busy.db'}")
    turns = Turns(patience_s=0.01)
    slow = turns.take(engine.connect)
    with pytest.raises(TemporaryFailure, match="another thread"):
        turns.take(engine.connect)
    slow.undo()
    turns.take(engine.connect).undo()
    engine.dispose()


def test_a_connection_that_is_not_to_be_had_leaves_the_turn_to_the_next(tmp_path: Path) -> None:
    def refuse() -> None:
        raise OSError("no connection")

    turns = Turns(patience_s=0.01)
    with pytest.raises(OSError, match="no connection"):
        turns.take(refuse)
    engine = create_engine(f"sqlite:///{tmp_path / 'busy.db'}")
    turns.take(engine.connect).undo()
    engine.dispose()
