"""A notice that nobody can say, for a reason that nobody foresaw, keeps no other one waiting."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, update

from bot.ports import Delivery, OutboxState, Posted
from bot.store.tables import issues, outbox
from tests.services.house import FakeSlack, House

pytestmark = pytest.mark.usefixtures("quiet_logs")


@dataclass
class PoisonedSlack(FakeSlack):
    """Stumbles over one issue, before or after Slack has the message."""

    poison: int = 1001
    is_written: bool = False

    def deliver(self, delivery: Delivery) -> Posted:
        if getattr(delivery.notice, "issue", 0) != self.poison:
            return super().deliver(delivery)
        if self.is_written:
            super().deliver(delivery)
        raise ValueError("nobody thought of this")


@pytest.fixture
def slack() -> PoisonedSlack:
    return PoisonedSlack()


@pytest.fixture
def house(engine: Engine, slack: PoisonedSlack) -> House:
    return House(engine, slack=slack)


def receive_two(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.receive("a second billing trouble: the towel")


def numbers(house: House, channel: str) -> list[int | None]:
    return [getattr(said.delivery.notice, "issue", None) for said in house.slack.cards(channel)]


def overwrite(engine: Engine, table: Any, row: Any, **values: object) -> None:
    with engine.begin() as connection:
        assert connection.execute(update(table).where(row).values(**values)).rowcount == 1


def test_the_others_of_its_channel_do_not_wait_for_it(house: House) -> None:
    receive_two(house)
    house.settle()
    assert numbers(house, "#billing") == [1002]


def test_it_is_parked_in_the_end_and_the_strategist_is_told(house: House) -> None:
    receive_two(house)
    for _ in range(8):
        house.forward(minutes=2)
    [told] = house.slack.in_channel("#strategy")
    text = str(getattr(told.delivery.notice, "text", ""))
    assert "#1001 could not be posted in #billing" in text
    assert "ValueError: nobody thought of this" in text
    assert house.ledger().outbox[OutboxState.FAILED] == 1


def test_what_slack_has_got_all_the_same_is_found_and_not_said_twice(house: House, slack: PoisonedSlack) -> None:
    slack.is_written = True
    receive_two(house)
    house.forward(minutes=2)
    assert numbers(house, "#billing") == [1001, 1002]
    assert house.ledger().outbox == {OutboxState.SENT: 2}


def test_one_whose_issue_cannot_be_read_keeps_nobody_waiting(
    house: House, slack: PoisonedSlack, engine: Engine
) -> None:
    house.receive("my billing is wrong", "a second billing trouble: the towel")
    house.triage.tick()
    with engine.connect() as connection:
        state = connection.execute(issues.select().where(issues.c.number == 1001)).one().state
    overwrite(engine, issues, issues.c.number == 1001, state={"number": "?"})
    house.settle()
    assert numbers(house, "#billing") == [1002]
    overwrite(engine, issues, issues.c.number == 1001, state=state)
    slack.poison = 0
    house.forward(minutes=2)
    assert numbers(house, "#billing") == [1002, 1001]


def test_one_of_a_kind_that_only_a_newer_version_knows_is_left_to_it(
    house: House, slack: PoisonedSlack, engine: Engine
) -> None:
    slack.poison = 0
    house.receive("my billing is wrong", "a second billing trouble: the towel")
    house.triage.tick()
    its_row = outbox.c.key == "issue:1001:assignment:1:card"
    with engine.connect() as connection:
        notice = connection.execute(outbox.select().where(its_row)).one().notice
    overwrite(engine, outbox, its_row, notice={**notice, "_type": "PostHologram"})
    house.settle()
    assert numbers(house, "#billing") == [1002]
    overwrite(engine, outbox, its_row, notice=notice)
    house.forward(minutes=6)
    assert numbers(house, "#billing") == [1002, 1001]
