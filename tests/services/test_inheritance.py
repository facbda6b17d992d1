"""A process that starts takes over at once what one that died on this machine held."""

import os
import subprocess
import sys
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from bot.assembly.owners import is_gone, own_name
from bot.ports import OutboxState
from bot.services.dead_man import CURSOR as DEAD_MAN
from bot.services.delivery import SETTLING
from bot.services.inheritance import Inheritance
from tests.services.house import House


@pytest.fixture
def dead() -> str:
    """The name of a process that ran here and is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    host, _, key = own_name().split(":")
    return f"{host}:{process.pid}:{key}"


def start(engine: Engine, house: House) -> House:
    """Another life of the bot, at the same time of day."""
    name = own_name()
    second = House(engine, owner=name, slack=house.slack)
    second.clock.forward_to(house.clock.now())
    Inheritance(second.open_unit, second.clock, is_gone=partial(is_gone, me=name)).take_over()
    return second


def claim_mentions(house: House, owner: str) -> None:
    with house.open_unit() as unit:
        now = house.clock.now()
        assert unit.mentions.claim(limit=64, now=now, until=now + timedelta(minutes=5), owner=owner)
        unit.commit()


def claim_card(house: House, owner: str) -> None:
    with house.open_unit() as unit:
        now = house.clock.now()
        assert unit.outbox.claim(now=now, until=now + timedelta(seconds=60), owner=owner)
        unit.commit()


def test_mentions_of_a_dead_process_are_sorted_at_once(engine: Engine, dead: str) -> None:
    first = House(engine)
    first.receive("my billing is wrong", "my digital is wrong")
    claim_mentions(first, dead)
    assert first.triage.tick() == 0
    assert start(engine, first).triage.tick() == 2


def test_what_a_dead_process_was_saying_is_looked_up_when_it_has_settled(engine: Engine, dead: str) -> None:
    first = House(engine)
    first.receive("my billing is wrong", "my billing is late")
    first.triage.tick()
    claim_card(first, dead)
    second = start(engine, first)
    # Its channel is free at once, for what comes after.
    second.forward(seconds=2)
    assert len(first.slack.messages) == 1
    assert second.ledger().outbox == {OutboxState.UNKNOWN: 1, OutboxState.SENT: 1}
    second.forward(seconds=SETTLING.total_seconds())
    assert (first.slack.looked, len(first.slack.messages)) == (1, 2)


def test_a_feed_and_the_lessons_of_a_dead_process_are_taken_over_at_once_but_not_the_minute_between_two_pings(
    engine: Engine, dead: str
) -> None:
    first = House(engine)
    now = first.clock.now()
    names = ("feed:news", "learning", DEAD_MAN)
    with first.open_unit() as unit:
        for name in names:
            assert unit.cursors.lease(name, owner=dead, now=now, until=now + timedelta(minutes=30))
        assert unit.cursors.lease("feed:blog", owner="worker-1", now=now, until=now + timedelta(minutes=30))
        unit.commit()
    second = start(engine, first)
    with second.open_unit() as unit:
        free = [unit.cursors.lease(name, owner="me", now=now, until=now) for name in (*names, "feed:blog")]
    assert free == [True, True, False, False]


def test_what_a_living_process_holds_is_left_to_it(engine: Engine) -> None:
    first = House(engine)
    first.receive("my billing is wrong")
    host, _, key = own_name().split(":")
    claim_mentions(first, f"{host}:{os.getppid()}:{key}")
    assert start(engine, first).triage.tick() == 0


def test_only_an_earlier_life_on_this_machine_is_called_gone(dead: str) -> None:
    me = own_name()
    host, process, key = me.split(":")
    assert is_gone(dead, me=me)
    assert is_gone(f"{host}:{process}:00000000", me=me)
    assert not is_gone(me, me=me)
    assert not is_gone(dead.replace(host, "elsewhere"), me=me)
    assert not is_gone(f"{host}:1:{key}", me=me)
    assert not is_gone("worker-1", me=me)
