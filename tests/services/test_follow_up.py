"""Follow-up: whatever is due is done, whatever the night, the backlog or a broken issue puts in its way."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from bot.services.follow_up import FollowUp
from bot.store.tables import issues
from tests.services.house import House


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def sleep(house: House, **amount: float) -> None:
    """The bot is down meanwhile."""
    house.clock.forward(timedelta(**amount))


def test_what_fell_due_while_the_bot_was_down_waits_for_the_morning(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    sleep(house, hours=12)
    house.settle()
    assert house.slack.knocks("billing@example.com") == []
    house.forward(hours=11, minutes=59)
    assert house.slack.knocks("billing@example.com") == []
    house.forward(minutes=2)
    assert len(house.slack.knocks("billing@example.com")) == 1


def test_doors_that_are_shut_do_not_hold_up_those_that_are_open(house: House) -> None:
    house.follow_up = FollowUp(house.open_unit, house.clock, house.issues, batch=2)
    house.receive(
        "my billing is wrong", "their billing is worse than I thought", "billing again, who would have guessed"
    )
    house.settle()
    house.receive("the safety of the stairs is nobody's business")
    house.settle()
    sleep(house, hours=12)
    house.settle()
    assert len(house.slack.knocks("safety@example.com")) == 1
    assert house.slack.knocks("billing@example.com") == []


def test_an_issue_that_cannot_be_read_does_not_hold_up_the_rest(house: House, engine: Engine) -> None:
    house.receive("my billing is wrong", "my digital key is wrong")
    house.settle()
    with engine.begin() as connection:
        connection.execute(update(issues).where(issues.c.number == 1001).values(state={"number": "broken"}))
    house.forward(hours=2, minutes=1)
    assert len(house.slack.knocks("digital@example.com")) == 1
    assert house.follow_up.tick() == 0


def test_two_processes_that_look_at_once_knock_once(house: House, engine: Engine) -> None:
    house.receive("my billing is wrong")
    house.settle()
    other = House(engine, owner="worker-2", slack=house.slack)
    for each in (house, other):
        each.clock.forward(timedelta(hours=2, minutes=1))
    with house.open_unit() as unit:
        due = unit.issues.due(now=house.clock.now(), limit=9)
    for each in (house, other):
        for issue, assignment in due:
            each.follow_up._remind(issue, assignment)
    house.settle()
    assert len(house.slack.knocks("billing@example.com")) == 1
    assert house.issue().owner.knocks == 1
