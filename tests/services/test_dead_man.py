"""The monitor outside hears from us while all is well, and only then."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.errors import TemporaryFailure
from bot.services.dead_man import COUNT_EVERY, STILL, DeadMan
from tests.services.house import House


class Monitor:
    def __init__(self) -> None:
        self.pings = 0
        self.is_down = False

    def ping(self) -> None:
        if self.is_down:
            raise TemporaryFailure("no answer")
        self.pings += 1


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


@pytest.fixture
def monitor() -> Monitor:
    return Monitor()


def dead_man(house: House, ping: Callable[[], None], *, owner: str = "a") -> DeadMan:
    return DeadMan(house.open_unit, house.clock, owner=owner, ping=ping)


def minutes_pass(house: House, man: DeadMan, *, minutes: float) -> None:
    for _ in range(round(minutes * 12)):
        house.clock.forward(timedelta(seconds=5))
        man.tick()


def test_it_pings_once_a_minute_however_often_and_by_whomever_it_is_called(house: House, monitor: Monitor) -> None:
    men = [dead_man(house, monitor.ping, owner=owner) for owner in "ab"]
    for _ in range(120):
        for man in men:
            man.tick()
        house.clock.forward(timedelta(seconds=5))
    assert monitor.pings == 10


def test_it_falls_silent_when_a_stage_stands_still_and_speaks_again_when_it_moves(
    house: House, monitor: Monitor
) -> None:
    man = dead_man(house, monitor.ping)
    house.receive("billing one")
    minutes_pass(house, man, minutes=STILL.total_seconds() / 60)
    before = monitor.pings
    assert before >= 29
    minutes_pass(house, man, minutes=5)
    assert monitor.pings == before, "nobody sorts"
    house.settle()
    minutes_pass(house, man, minutes=5)
    assert monitor.pings > before


def test_a_stage_that_every_process_dies_of_silences_it_although_each_is_started_anew(
    house: House, monitor: Monitor
) -> None:
    house.receive("billing one")
    house.settle()
    house.receive("billing two, of which everybody dies")
    for _ in range(45):
        house.clock.forward(timedelta(minutes=1))
        dead_man(house, monitor.ping, owner=f"life {house.clock.now()}").tick()
    assert monitor.pings in (30, 31)


def test_a_queue_in_which_something_moves_now_and_then_is_no_alarm(house: House, monitor: Monitor) -> None:
    man = dead_man(house, monitor.ping)
    house.receive(*(f"billing {number} {number * 7919}" for number in range(40)))
    house.triage.tick()
    house.clock.forward(STILL)
    for _ in range(3):
        house.delivery.tick(limit=1)
        minutes_pass(house, man, minutes=10)
    assert monitor.pings == 30


def test_a_long_queue_that_moves_is_no_alarm(house: House, monitor: Monitor) -> None:
    man = dead_man(house, monitor.ping)
    house.receive(*(f"billing {number} {number * 7919}" for number in range(40)))
    house.triage.tick()
    house.clock.forward(STILL)
    for _ in range(20):
        house.delivery.tick(limit=1)
        house.clock.forward(timedelta(minutes=1))
        man.tick()
    assert monitor.pings == 20


def test_a_lost_mention_silences_it(house: House, monitor: Monitor, engine: Engine) -> None:
    man = dead_man(house, monitor.ping)
    house.receive("billing one")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM mentions"))
    assert man.tick() == 0
    minutes_pass(house, man, minutes=COUNT_EVERY.total_seconds() / 60 + 2)
    assert monitor.pings == 0


def test_a_monitor_that_is_down_does_no_harm(house: House, monitor: Monitor) -> None:
    man = dead_man(house, monitor.ping)
    monitor.is_down = True
    assert man.tick() == 0
    monitor.is_down = False
    minutes_pass(house, man, minutes=2)
    assert monitor.pings >= 1
