"""Departments are reminded of whys that were put to them, and none waits for another one's morning."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from bot.core import commands as cmd
from bot.core.issue import Issue
from bot.services.why_asks import WhyReminders
from bot.store.tables import issues
from tests.services.house import House


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def put_whys(house: House, *departments: str) -> None:
    """An issue for each of them, over, of which the department is asked why."""
    first = 1001
    house.receive(*(f"billing: {number} times the same {'x' * number}" for number in range(len(departments))))
    house.triage.tick()
    for number, department in enumerate(departments, start=first):
        house.apply(number, cmd.Resolve(by="U1", assignment=1))
        asked = house.apply(number, cmd.AskWhy(by="U1", department=department))
        assert isinstance(asked, Issue), asked


def reminded(house: House, number: int) -> bool:
    ask = house.issue(number).why_ask
    assert ask is not None
    return ask.remind_at is None


def test_what_waits_for_a_departments_morning_keeps_no_other_question_waiting(house: House) -> None:
    reminders = WhyReminders(house.open_unit, house.rules, house.clock, house.issues, at_once=2)
    put_whys(house, "food", "digital", "safety")
    # The bot was down while all of them fell due, and comes back at night, when only safety is at work.
    house.clock.forward(timedelta(days=7, hours=13))
    for _ in range(3):
        reminders.tick()
    assert [reminded(house, number) for number in (1001, 1002, 1003)] == [False, False, True]
    house.clock.forward(timedelta(hours=14))
    assert reminders.tick() == 2
    assert all(reminded(house, number) for number in (1001, 1002, 1003))


@pytest.mark.usefixtures("quiet_logs")
def test_one_that_cannot_be_read_keeps_no_other_question_waiting(house: House, engine: Engine) -> None:
    reminders = WhyReminders(house.open_unit, house.rules, house.clock, house.issues)
    put_whys(house, "safety", "safety")
    with engine.begin() as connection:
        connection.execute(update(issues).where(issues.c.number == 1001).values(state={"number": "?"}))
    house.clock.forward(timedelta(days=7))
    assert reminders.tick() == 1
    assert reminded(house, 1002)
