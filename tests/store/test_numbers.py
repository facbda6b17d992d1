"""The number of a row that was taken out is given to no other: buttons and keys in the outbox still carry it."""

import pytest
from sqlalchemy import Engine, Table, delete, insert

from bot.store.question_tables import questions, subscriptions
from bot.store.silence_tables import silences
from bot.store.tables import conversations
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY

A_WORD = dict.fromkeys(("role", "stake", "does", "wishes", "learned", "follow_up"), "")
ROWS = {
    conversations: {"department": "billing", "by": "U1", "held_at": MONDAY, **A_WORD},
    questions: {"by": "U1", "asked_at": MONDAY, "question": {}, "encoder": ""},
    silences: {"matcher": "late", "until": MONDAY, "by": "U1"},
    subscriptions: {"question": 1, "channel": "C1", "by": "U1", "began_at": MONDAY, "week": "2026-W47"},
}


@pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)
def test_a_number_is_given_once(engine: Engine, table: Table) -> None:
    numbers = []
    for _ in range(2):
        with engine.begin() as connection:
            numbers.append(connection.execute(insert(table).values(ROWS[table]).returning(table.c.id)).scalar_one())
            connection.execute(delete(table))
    assert numbers[0] < numbers[1]


def test_an_answer_that_waits_for_a_subscription_that_was_ended_is_not_that_of_the_next_one(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        ended = unit.questions.subscribe(1, channel="C1", by="U1", at=MONDAY, week="2026-W47")
        unit.questions.stop(ended)
        unit.questions.subscribe(2, channel="C2", by="U1", at=MONDAY, week="2026-W47")
        assert unit.questions.subscription(ended) is None
