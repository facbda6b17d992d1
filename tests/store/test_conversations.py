"""Conversations are kept as they were noted, and their follow-up is reminded of once."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from bot.core.conversation import Conversation
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, hours
from tests.store.together import together

NOTED = Conversation(
    department="billing",
    by="U1",
    held_at=MONDAY,
    role="Head of Billing",
    stake="Refunds in public",
    does="Checks every card by hand",
    wishes="Fewer cards",
    learned="They print them",
    follow_up="Still printing?",
    follow_up_at=MONDAY + timedelta(days=7),
)


def keep(engine: Engine, conversation: Conversation = NOTED) -> Conversation:
    with SqlUnitOfWork(engine) as unit:
        number = unit.conversations.add(conversation)
        unit.commit()
    return replace(conversation, id=number)


def test_a_conversation_is_read_back_equal(engine: Engine) -> None:
    kept = keep(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.conversations.get(kept.id) == kept
        assert unit.conversations.get(kept.id + 1) is None


def test_those_of_a_department_come_newest_first_and_the_last_of_each_is_known(engine: Engine) -> None:
    old, new = keep(engine), keep(engine, replace(NOTED, held_at=MONDAY + hours(2), follow_up_at=None))
    other = keep(engine, replace(NOTED, department="digital", held_at=MONDAY - timedelta(days=9)))
    with SqlUnitOfWork(engine) as unit:
        assert unit.conversations.of("billing", limit=5) == [new, old]
        assert unit.conversations.of("billing", limit=1) == [new]
        assert unit.conversations.latest(before=MONDAY + hours(3)) == {"billing": new, "digital": other}
        assert unit.conversations.latest(before=MONDAY + hours(2)) == {"billing": old, "digital": other}


def test_a_note_is_taken_out_by_whoever_made_it(engine: Engine) -> None:
    kept = keep(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.conversations.forget(kept.id, by="U2") is None
        assert unit.conversations.forget(kept.id, by="U1") == kept
        assert unit.conversations.forget(kept.id, by="U1") is None
        assert unit.conversations.get(kept.id) is None


def test_a_follow_up_is_due_on_its_day_and_noted_by_one_of_many(engine: Engine) -> None:
    kept = keep(engine)
    keep(engine, replace(NOTED, follow_up_at=None))
    day = MONDAY + timedelta(days=7)
    with SqlUnitOfWork(engine) as unit:
        assert unit.conversations.due(now=day - hours(1), limit=5) == []
        assert unit.conversations.due(now=day, limit=5) == [kept]

    def remind(_: int) -> bool:
        with SqlUnitOfWork(engine) as unit:
            is_first = unit.conversations.reminded(kept.id, at=day)
            unit.commit()
        return is_first

    assert sum(together(remind, range(6))) == 1
    with SqlUnitOfWork(engine) as unit:
        assert unit.conversations.due(now=day, limit=5) == []
