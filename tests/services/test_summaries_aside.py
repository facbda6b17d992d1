"""A summary takes its time to be put together, and no card waits for that."""

import threading
from datetime import timedelta

from sqlalchemy import Engine

from bot.core.notices import TellStrategist
from bot.core.rise_notice import PostRise
from bot.services.delivery import Part
from tests.core.example import MONDAY
from tests.services.house import House

PATIENCE_S = 10


def test_a_card_is_said_while_a_summary_is_being_built(engine: Engine) -> None:
    house = House(engine)
    is_being_built, may_end = threading.Event(), threading.Event()

    def build(_notice: object) -> None:
        is_being_built.set()
        may_end.wait(PATIENCE_S)

    house.delivery._summarise = build
    with house.open_unit() as unit:
        rise = PostRise(channel="#strategy", brand="", at=MONDAY, count=30, usual=3)
        unit.outbox.enqueue([rise], now=MONDAY, urgency_rank=3)
        unit.commit()
    aside = threading.Thread(target=house.delivery.tick, kwargs={"part": Part.TO_BE_BUILT})
    aside.start()
    try:
        assert is_being_built.wait(PATIENCE_S)
        house.receive("[emergency] billing: smoke")
        house.triage.tick()
        assert house.delivery.tick(part=Part.READY) == 1
        assert len(house.slack.cards("#billing")) == 1
    finally:
        may_end.set()
        aside.join(PATIENCE_S)


def test_between_them_the_two_parts_say_all_there_is(engine: Engine) -> None:
    house = House(engine)
    house.delivery._summarise = lambda notice: notice
    rise = PostRise(channel="#billing", brand="", at=MONDAY, count=30, usual=3)
    word = TellStrategist(channel="#strategy", text="Hello", about="test")
    with house.open_unit() as unit:
        unit.outbox.enqueue([rise, word], now=MONDAY)
        unit.commit()
    assert [house.delivery.tick(part=part) for part in (Part.READY, Part.TO_BE_BUILT)] == [1, 1]
    assert [said.what for said in house.slack.messages] == ["TellStrategist", "PostRise"]


def test_one_that_takes_minutes_to_build_is_built_by_one_worker_and_posted_once(engine: Engine) -> None:
    house = House(engine)
    other = House(engine, owner="worker-2", slack=house.slack)
    other.delivery._summarise = lambda notice: notice

    def build(notice: object) -> object:
        for clock in (house.clock, other.clock):
            clock.forward(timedelta(minutes=8))
        assert other.delivery.tick(part=Part.TO_BE_BUILT) == 0
        return notice

    house.delivery._summarise = build
    rise = PostRise(channel="#strategy", brand="", at=MONDAY, count=30, usual=3)
    with house.open_unit() as unit:
        unit.outbox.enqueue([rise], now=MONDAY)
        unit.commit()
    assert house.delivery.tick(part=Part.TO_BE_BUILT) == 1
    [said] = house.slack.messages
    assert said.delivery.begin_by is not None
    assert said.delivery.begin_by > house.clock.now()
