import threading
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.core.mention import Author, Mention
from bot.services.intake import Intake, Received
from bot.store.unit import SqlUnitOfWork

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLD = Mention(source="webhook:test", external_id="1", text="The room was cold.", received_at=NOW)


def test_many_senders_at_once_lose_and_double_nothing(engine: Engine) -> None:
    """Each mention is sent by two threads, each delivery twice, in two processes' intakes."""
    intakes = [Intake(lambda: SqlUnitOfWork(engine), MovableClock(NOW)) for _ in range(2)]
    outcomes: list[Received] = []

    def send(part: int) -> None:
        for number in range(10):
            mention = replace(COLD, external_id=str(number), text=f"{number}")
            outcomes.extend(
                intakes[part % 2].receive([mention], delivery_key=f"{part}-{number}") for _once_and_again in range(2)
            )

    threads = [threading.Thread(target=send, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == 160
    assert sum(outcome.new for outcome in outcomes) == 10
    assert sum(outcome.known for outcome in outcomes) == 70
    assert sum(outcome.is_replay for outcome in outcomes) == 80
    with SqlUnitOfWork(engine) as unit:
        assert unit.record.ledger().received == 10


def test_whatever_strangers_write_comes_back_from_the_database(engine: Engine) -> None:
    odd = replace(
        COLD,
        text="a\x00b \ud800 é 🏨 \u202e",
        external_id="x" * 2_000,
        source="s" * 900,
        author=Author(name="n" * 5_000, followers=10**30),
        raw="\x00raw\udfff",
        engagement=-1,
        rating=float("nan"),
    )
    received = Intake(lambda: SqlUnitOfWork(engine), MovableClock(NOW)).receive([odd], cursor=("s" * 100, "c"))
    assert received.ids[0] is not None
    with SqlUnitOfWork(engine) as unit:
        stored = unit.mentions.get(received.ids[0])
    assert stored is not None
    assert stored.mention.text == "ab  é 🏨 \u202e"
    assert (stored.mention.raw, stored.mention.engagement, stored.mention.rating) == ("raw", None, None)
