"""What was agreed is kept as it was noted, reminded of once and done once."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from bot.core.agreed import Agreed
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, hours
from tests.store.together import together

AGREED = Agreed(what="Ask for a second till", who="U1", due_at=MONDAY + hours(24), noted_by="U2", noted_at=MONDAY)


def keep(engine: Engine, agreed: Agreed = AGREED) -> Agreed:
    with SqlUnitOfWork(engine) as unit:
        number = unit.agreed.add(agreed)
        unit.commit()
    return replace(agreed, id=number)


def test_it_is_read_back_equal_and_what_is_open_comes_in_the_order_of_its_days(engine: Engine) -> None:
    later = keep(engine, replace(AGREED, due_at=MONDAY + timedelta(days=7)))
    kept = keep(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.agreed.get(kept.id) == kept
        assert unit.agreed.get(kept.id + 1) is None
        assert unit.agreed.open(limit=5) == [kept, later]
        assert unit.agreed.open(limit=1) == [kept]


def test_it_is_due_on_its_day_and_noted_by_one_of_many(engine: Engine) -> None:
    kept = keep(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.agreed.due(now=MONDAY + hours(23), limit=5) == []
        assert unit.agreed.due(now=MONDAY + hours(24), limit=5) == [kept]

    def remind(_: int) -> bool:
        with SqlUnitOfWork(engine) as unit:
            is_first = unit.agreed.reminded(kept.id, at=MONDAY + hours(24))
            unit.commit()
        return is_first

    assert sum(together(remind, range(6))) == 1
    with SqlUnitOfWork(engine) as unit:
        assert unit.agreed.due(now=MONDAY + hours(30), limit=5) == []


def test_it_is_done_once_and_then_neither_open_nor_due(engine: Engine) -> None:
    kept = keep(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.agreed.done(kept.id, by="U1", at=MONDAY)
        assert not unit.agreed.done(kept.id, by="U2", at=MONDAY)
        assert unit.agreed.get(kept.id) == replace(kept, done_by="U1", done_at=MONDAY)
        assert unit.agreed.open(limit=5) == unit.agreed.due(now=MONDAY + hours(30), limit=5) == []
        assert not unit.agreed.reminded(kept.id, at=MONDAY)
