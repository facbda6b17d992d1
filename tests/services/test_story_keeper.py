"""Stories that are kept make looking back quicker, and no figure another one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.core.asks import Told
from bot.core.commands import HandOff, Merge, Reopen, Resolve, Respond
from bot.core.readers import department_name
from bot.services.doors import Doors
from bot.services.stories import stories_since
from bot.services.story_keeper import QUIET, StoryKeeper
from tests.core.example import MONDAY
from tests.services.house import House

LONG_AGO = MONDAY - timedelta(days=9)
ALL = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def house(engine: Engine) -> House:
    """Four issues at one door: resolved, passed on, merged, and open."""
    house = House(engine)
    house.receive("billing one", "billing is two", "billing was three", "billing four")
    house.settle()
    house.forward(hours=1)
    house.apply(1001, Respond(by="U0ANN", assignment=1))
    house.apply(1001, Resolve(by="U0ANN", assignment=1, outcome="paid"))
    house.apply(1002, HandOff(by="U0ANN", assignment=1, to="food", why="soup", is_not_ours=True))
    house.apply(1002, Resolve(by="U0BEN", assignment=2, outcome="cooked"))
    house.apply(1003, Merge(by="U0BEN", into=1004))
    return house


def keep(house: House) -> int:
    return StoryKeeper(house.open_unit, house.clock).tick()


def kept(house: House, *, until: datetime = ALL, department: str = "") -> list[int]:
    with house.open_unit().for_reading() as unit:
        return [each.issue.number for each in unit.stories.kept(LONG_AGO, until=until, department=department)]


def told(house: House, *, until: datetime = ALL, department: str = "") -> list[Told]:
    with house.open_unit().for_reading() as unit:
        return list(stories_since(unit, LONG_AGO, until=until, department=department))


def test_what_is_over_is_kept_once_and_what_is_open_never(house: House) -> None:
    house.clock.forward(QUIET + timedelta(minutes=1))
    assert keep(house) == 3
    assert kept(house) == [1001, 1002, 1003]
    assert keep(house) == 0, "nothing has happened since"


def test_everybody_who_looks_back_says_the_same_whether_stories_are_kept_or_not(house: House) -> None:
    house.clock.forward(QUIET + timedelta(minutes=1))

    def said() -> list[object]:
        key = "2026-W48"
        return [
            house.reporting.build(key),
            *(house.reporting.build_for(key, department_name(each)) for each in ("billing", "food")),
            Doors(house.open_unit, house.rules, house.clock).all().found,
        ]

    before = said()
    keep(house)
    assert kept(house)
    assert said() == before


def test_each_issue_is_told_once_and_in_order(house: House) -> None:
    house.clock.forward(QUIET + timedelta(minutes=1))
    keep(house)
    assert [story.issue.number for story in told(house)] == [1001, 1002, 1003, 1004]
    assert [story.issue.number for story in told(house, department="food")] == [1002]
    assert [story.issue.number for story in told(house, department="safety")] == []


def test_an_issue_that_is_taken_up_again_is_told_as_it_is_now(house: House) -> None:
    house.clock.forward(QUIET + timedelta(minutes=1))
    keep(house)
    house.apply(1001, Reopen(by="U0BEA", why="it is back"))
    first = told(house)[0]
    assert (first.issue.is_open, len(first.asks)) == (True, 2)
    house.apply(1001, Resolve(by="U0BEA", assignment=1, outcome="paid again"))
    house.clock.forward(QUIET + timedelta(minutes=1))
    assert keep(house) == 1
    assert len(told(house)[0].asks) == 2


def test_a_week_that_ended_before_the_issue_did_is_told_as_it_was_then(house: House) -> None:
    house.clock.forward(QUIET + timedelta(minutes=1))
    keep(house)
    then = MONDAY + timedelta(minutes=30)
    assert kept(house, until=then) == []
    assert [story.issue.is_open for story in told(house, until=then)] == [True] * 4
    assert told(house, until=MONDAY - timedelta(days=1)) == []


def test_the_log_is_followed_to_its_end_in_small_steps(house: House) -> None:
    house.clock.forward(QUIET + timedelta(minutes=1))
    steps = [StoryKeeper(house.open_unit, house.clock, batch=2).tick() for _ in range(40)]
    assert sum(steps) == 3
    assert kept(house) == [1001, 1002, 1003]
