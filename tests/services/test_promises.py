"""Promises on a real database: one reminder and one clock, whoever is at it at once and whatever comes first."""

import itertools
from datetime import datetime

import pytest
from sqlalchemy import Engine

from bot.core.commands import CancelPromise, Command, EditReply, Respond, WithdrawReply
from bot.core.issue import AssignmentStatus
from bot.core.notices import PostReminder
from tests.core.example import MONDAY, hours, minutes
from tests.services.house import House, Said
from tests.store.together import together

PRIYA = "U0PRIYA"
AT_THREE = MONDAY + hours(6)
SAID = Respond(by=PRIYA, assignment=1, reply="C1/1.1", words="I'll reply by 3 pm", until=AT_THREE)
EDITED = EditReply(
    by=PRIYA,
    assignment=1,
    reply="C1/1.1",
    words="I'll reply by 4 pm",
    edited_at=MONDAY + minutes(1),
    until=AT_THREE + hours(1),
)
DELETED = WithdrawReply(by=PRIYA, assignment=1, reply="C1/1.1")
CANCELLED = CancelPromise(by=PRIYA, assignment=1, reply="C1/1.1")


@pytest.fixture
def house(engine: Engine) -> House:
    """Billing has a door that waits."""
    house = House(engine)
    house.receive("billing mistake")
    house.settle()
    return house


def reminders(house: House) -> list[Said]:
    return [each for each in house.slack.in_channel(PRIYA) if isinstance(each.delivery.notice, PostReminder)]


def forward_to(house: House, instant: datetime) -> None:
    house.clock.forward(instant - house.clock.now())
    house.settle()


def names(house: House) -> list[str]:
    return [type(event).__name__ for event in house.issues.story(1001)]


def test_two_workers_that_look_at_once_remind_once(house: House, engine: Engine) -> None:
    other = House(engine, owner="worker-2", slack=house.slack)
    house.apply(1001, SAID)
    house.settle()
    for each in (house, other):
        each.clock.forward(AT_THREE - each.clock.now())
    together(lambda each: each.follow_up.tick(), [house, other])
    together(lambda each: each.delivery.tick(), [house, other])
    house.settle()
    assert names(house).count("PromiseDue") == 1
    assert len(reminders(house)) == 1


def test_cancelled_in_the_moment_it_falls_due_it_ends_one_way_or_the_other(house: House, engine: Engine) -> None:
    other = House(engine, owner="worker-2", slack=house.slack)
    house.apply(1001, SAID)
    for each in (house, other):
        each.clock.forward(AT_THREE - each.clock.now())
    work = [house.follow_up.tick, lambda: other.apply(1001, CANCELLED)]
    together(lambda do: do(), work)
    house.settle()
    ends = [name for name in names(house) if name in {"PromiseDue", "PromiseCancelled"}]
    assert len(ends) == 1
    assert len(reminders(house)) == (ends == ["PromiseDue"])
    assert house.issue().owner.promise is None


@pytest.mark.parametrize("order", list(itertools.permutations([SAID, EDITED])))
def test_the_newest_words_are_the_promise_whatever_comes_first(house: House, order: tuple[Command, ...]) -> None:
    for command in order:
        house.apply(1001, command)
    assert house.issue().owner.due_at == AT_THREE + hours(1)


@pytest.mark.parametrize("order", list(itertools.permutations([SAID, EDITED, DELETED])))
def test_what_is_deleted_promises_nothing_whatever_comes_first(house: House, order: tuple[Command, ...]) -> None:
    for command in order:
        house.apply(1001, command)
    assert house.issue().owner.promise is None
    assert house.issue().owner.status is AssignmentStatus.WAITING
    forward_to(house, AT_THREE)
    assert reminders(house) == []


def test_the_same_event_again_changes_nothing(house: House) -> None:
    for _ in range(2):
        house.apply(1001, SAID, event_key="message:1")
        house.apply(1001, SAID, event_key="mention:1")
    assert names(house).count("AnswerPromised") == 1
    for _ in range(2):
        house.apply(1001, CANCELLED, event_key="reaction:1")
    assert names(house).count("PromiseCancelled") == 1


def test_a_reminder_that_comes_late_waits_for_the_morning(house: House) -> None:
    house.apply(1001, SAID)
    house.settle()
    house.clock.forward(hours(12))
    house.settle()
    assert reminders(house) == [], "nine in the evening is no time to be asked about three in the afternoon"
    forward_to(house, MONDAY + hours(24) + minutes(1))
    assert len(reminders(house)) == 1
