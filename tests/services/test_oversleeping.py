"""A worker that sleeps past the end of its lease: what it says nevertheless is said once in the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.ports import Delivery, OutboxState, Posted
from bot.services.delivery import DeliveryService
from tests.services.house import FakeSlack, House

PAST_THE_LEASE = timedelta(seconds=61)


@dataclass
class SlowSlack(FakeSlack):
    """Lets something happen while the first call of a kind is under way."""

    during_look: Callable[[], object] | None = None
    during_post: Callable[[], object] | None = None

    def find(self, delivery: Delivery) -> Posted | None:
        happens, self.during_look = self.during_look, None
        found = super().find(delivery)
        if happens:
            happens()
        return found

    def deliver(self, delivery: Delivery) -> Posted:
        happens, self.during_post = self.during_post, None
        if happens:
            happens()
        return super().deliver(delivery)


@pytest.fixture
def slack() -> SlowSlack:
    return SlowSlack()


@pytest.fixture
def house(engine: Engine, slack: SlowSlack) -> House:
    return House(engine, slack=slack)


def oversleep(house: House, *, while_working: Callable[[], object]) -> Callable[[], None]:
    """A minute passes, and the next worker goes on."""

    def happens() -> None:
        house.clock.forward(PAST_THE_LEASE)
        while_working()

    return happens


def second_worker(house: House) -> DeliveryService:
    return DeliveryService(house.open_unit, house.rules, house.clock, messenger=house.slack, owner="worker-2")


def standing(house: House) -> list[str]:
    return [said.ts for said in house.slack.messages if not said.is_removed]


def test_what_was_posted_past_the_lease_as_well_is_taken_back(house: House, slack: SlowSlack) -> None:
    house.receive("my billing is wrong")
    house.triage.tick()
    slack.during_post = oversleep(house, while_working=second_worker(house).tick)
    house.settle()
    assert [said.what for said in slack.messages] == ["PostCard", "PostCard"]
    assert len(standing(house)) == 1
    with house.open_unit() as unit:
        kept = unit.messages.card_of(1001, 1)
    assert kept is not None
    assert standing(house) == [kept.ts]


def test_what_was_posted_past_the_lease_and_found_by_the_next_worker_stays(house: House, slack: SlowSlack) -> None:
    house.receive("my billing is wrong")
    house.triage.tick()
    second = second_worker(house)

    class Late(SlowSlack):
        def deliver(self, delivery: Delivery) -> Posted:
            posted = super().deliver(delivery)
            house.clock.forward(PAST_THE_LEASE)
            second.tick()
            return posted

    house.delivery._messenger = Late(messages=slack.messages)
    house.delivery.tick(limit=1)
    house.delivery._messenger = slack
    house.settle()
    assert len(slack.messages) == len(standing(house)) == 1
    assert house.ledger().outbox == {OutboxState.SENT: 1, OutboxState.DROPPED: 1}


def test_a_look_that_takes_longer_than_the_lease_ends_in_no_second_post(house: House, slack: SlowSlack) -> None:
    house.receive("my billing is wrong")
    house.triage.tick()
    leave_behind(house)
    house.clock.forward(PAST_THE_LEASE)
    slack.during_look = oversleep(house, while_working=second_worker(house).tick)
    house.settle()
    assert [said.what for said in slack.messages] == ["PostCard"]


def test_a_long_look_is_followed_by_a_whole_lease(house: House, slack: SlowSlack) -> None:
    house.receive("my billing is wrong")
    house.triage.tick()
    leave_behind(house)
    house.clock.forward(PAST_THE_LEASE)
    slack.during_look = lambda: house.clock.forward(timedelta(seconds=50))
    # Without a new lease the second worker would take the row over here.
    slack.during_post = oversleep_shortly(house)
    house.settle()
    assert [said.what for said in slack.messages] == ["PostCard"]


def oversleep_shortly(house: House) -> Callable[[], None]:
    def happens() -> None:
        house.clock.forward(timedelta(seconds=20))
        assert second_worker(house).tick() == 0

    return happens


def leave_behind(house: House) -> None:
    """Somebody claims the card and dies."""
    with house.open_unit() as unit:
        now = house.clock.now()
        assert unit.outbox.claim(now=now, until=now + timedelta(seconds=60), owner="dead") is not None
        unit.commit()
