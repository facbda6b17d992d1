"""The map of doors is drawn anew where that is quick, and shown again for a while where it takes its time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.services.doors import Doors
from tests.core.example import MONDAY, hours, without
from tests.services.house import House

SECOND = timedelta(seconds=1)


@dataclass
class SlowClock:
    """A clock on which each look takes so long: drawing a map looks twice more after its beginning."""

    at: datetime
    look: timedelta

    def now(self) -> datetime:
        self.at += self.look
        return self.at


def asked(doors: Doors) -> int:
    return sum(door.asked for door in doors.all().found.doors)


def test_a_map_that_is_drawn_at_once_is_drawn_each_time(engine: Engine) -> None:
    house = House(engine)
    doors = Doors(house.open_unit, house.rules, SlowClock(MONDAY + hours(1), timedelta(0)))
    for count in range(3):
        assert asked(doors) == count
        house.receive(f"billing {count}")
        house.settle()


def test_a_map_that_took_long_is_shown_again_for_twenty_times_as_long(engine: Engine) -> None:
    house = House(engine)
    clock = SlowClock(MONDAY + hours(1), SECOND)
    doors = Doors(house.open_unit, house.rules, clock)
    assert asked(doors) == 0
    house.receive("billing")
    house.settle()
    begun = clock.at
    while (seen := asked(doors)) == 0:
        assert clock.at < begun + timedelta(minutes=2)
    assert seen == 1
    assert clock.at - begun > 30 * SECOND


def test_new_rules_are_a_new_map(engine: Engine) -> None:
    house = House(engine)
    doors = Doors(house.open_unit, house.rules, SlowClock(MONDAY + hours(1), SECOND))
    assert doors.all().found.door("digital") is not None
    house.rules.current = replace(without("digital"), version="2")
    assert doors.all().found.door("digital") is None
