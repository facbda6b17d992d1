"""Ids of deliveries are kept for a month and then forgotten, a batch at a time."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.services import upkeep
from bot.services.upkeep import Upkeep
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY


def see(engine: Engine, *keys: str, at: datetime) -> list[bool]:
    with SqlUnitOfWork(engine) as unit:
        found = [unit.received.first_sight(key, now=at) for key in keys]
        unit.commit()
    return found


def test_an_id_is_remembered_for_a_month_and_then_forgotten(engine: Engine) -> None:
    clock = MovableClock(MONDAY)
    service = Upkeep(lambda: SqlUnitOfWork(engine), clock)
    see(engine, "old", at=MONDAY)
    see(engine, "new", at=MONDAY + timedelta(days=1))
    clock.forward(timedelta(days=30))
    assert service.tick() == 0
    clock.forward(timedelta(hours=1))
    assert service.tick() == 1
    assert see(engine, "old", "new", at=clock.now()) == [True, False]


def test_a_backlog_is_worked_off_tick_by_tick_and_then_it_rests(engine: Engine) -> None:
    clock = MovableClock(MONDAY + timedelta(days=31))
    service = Upkeep(lambda: SqlUnitOfWork(engine), clock)
    see(engine, *(str(number) for number in range(upkeep.BATCH + 5)), at=MONDAY)
    assert [service.tick() for _ in range(3)] == [upkeep.BATCH, 5, 0]
    see(engine, "late", at=MONDAY)
    assert service.tick() == 0
    clock.forward(timedelta(hours=1))
    assert service.tick() == 1
