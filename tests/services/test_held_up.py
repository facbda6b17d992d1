"""Slack is silent until a department has gone home: its knocks wait for the morning, and hold nothing up until then."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.core.commands import AddNote
from bot.errors import TemporaryFailure, UnknownOutcome
from bot.ports import OutboxState
from tests.core.example import MONDAY, claim
from tests.services.house import Fault, House

OUT_OF_REACH: Fault = (TemporaryFailure("no way to Slack"), False)
EVENING = MONDAY + timedelta(hours=9)
NEXT_MORNING = MONDAY + timedelta(days=1)


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def silent_until_the_evening(house: House, *first: Fault | None) -> None:
    """A knock falls due at eleven, and Slack is back when nobody is there any more."""
    # Nobody can be told alone, so that it is said in the thread.
    house.colleagues.missing |= {"billing@example.com"}
    house.receive("my billing is wrong")
    house.settle()
    house.clock.forward(timedelta(hours=2))
    house.follow_up.tick()
    house.clock.forward(timedelta(minutes=1))
    house.knocking.tick()
    house.slack.faults.extend([*first, *[OUT_OF_REACH] * 500])
    while house.clock.now() < EVENING:
        house.delivery.tick()
        house.clock.forward(timedelta(minutes=5))
    house.slack.faults.clear()
    house.forward(minutes=10)


def knocks(house: House) -> list[datetime]:
    return [said.at for said in house.slack.knocks("#billing")]


def morning(house: House) -> None:
    house.clock.forward_to(NEXT_MORNING - timedelta(minutes=10))
    house.settle()
    house.forward(minutes=15)


def test_a_knock_that_was_held_up_until_the_evening_comes_in_the_morning(house: House) -> None:
    silent_until_the_evening(house)
    assert knocks(house) == []
    assert house.ledger().outbox[OutboxState.SHELVED] == 1
    morning(house)
    assert [at >= NEXT_MORNING for at in knocks(house)] == [True]


def test_meanwhile_it_keeps_nothing_of_its_thread_waiting_and_is_no_alarm(house: House) -> None:
    silent_until_the_evening(house)
    house.apply(1001, AddNote(by="U0NIGHT", text="I have called the guest"))
    house.forward(minutes=1)
    assert [said.what for said in house.slack.in_channel("#billing")][-1] == "PostNote"
    with house.open_unit() as unit:
        assert unit.record.oldest_waiting()["delivery"] is None


def test_a_door_that_was_answered_in_the_night_is_not_knocked_on_in_the_morning(house: House) -> None:
    silent_until_the_evening(house)
    house.apply(1001, claim("U0NIGHT"))
    morning(house)
    assert knocks(house) == []
    assert OutboxState.SHELVED not in house.ledger().outbox


def test_one_that_slack_has_got_all_the_same_is_found_and_does_not_come_again(house: House) -> None:
    # The card is brought up to date first.
    silent_until_the_evening(house, None, (UnknownOutcome("the answer was lost"), True))
    assert len(knocks(house)) == 1
    assert OutboxState.SHELVED not in house.ledger().outbox
    assert [said.what for said in house.slack.messages].count("PostReminder") == 1
