"""A machine whose clock was two hours ahead is put right: nothing that it touched waits until the others get there."""

import itertools
from datetime import timedelta

from sqlalchemy import Engine

from bot.ports import Ledger, OutboxState
from tests.services.house import FakeSlack, House

AHEAD = timedelta(hours=2)
LEASE = timedelta(seconds=60)


def a_morning_ahead(engine: Engine, slack: FakeSlack) -> None:
    """A card said, one claimed, one to be tried again, a mention leased and one just taken in, all two hours ahead."""
    house = House(engine, owner="ahead", slack=slack)
    house.clock.forward(AHEAD)
    house.receive("billing: the towel", "billing: the kettle", "billing: the mirror")
    house.triage.tick()
    assert house.delivery.tick() == 1
    house.clock.forward(timedelta(seconds=2))
    now = house.clock.now()
    with house.open_unit() as unit:
        assert unit.outbox.claim(now=now, until=now + LEASE, owner="ahead") is not None
        unit.outbox.pause("verb:post", until=now + timedelta(seconds=20))
        unit.commit()
    house.receive("billing: the carpet")
    with house.open_unit() as unit:
        assert len(unit.mentions.claim(limit=9, now=now, until=now + LEASE, owner="ahead")) == 1
        unit.commit()
    house.receive("billing: the curtain")


def test_nothing_waits_for_two_hours_where_a_clock_was_two_hours_ahead(engine: Engine) -> None:
    slack = FakeSlack()
    a_morning_ahead(engine, slack)
    right = House(engine, owner="right", slack=slack)
    right._ids = itertools.count(100)
    right.receive("billing: the lamp")
    for _ in range(30):
        right.triage.tick()
        right.delivery.tick()
        right.clock.forward(timedelta(seconds=2))
    ledger: Ledger = right.ledger()
    assert (ledger.opened, ledger.waiting) == (6, 0)
    assert ledger.outbox == {OutboxState.SENT: 6}
    assert len(slack.cards("#billing")) == 6
