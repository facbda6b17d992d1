"""Mentions are stored once, worked on by one, and never out of the ledger's sight."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, select, update

from bot.core.mention import Mention
from bot.core.routing import Routing, TraceLine
from bot.ports import Outcome, Settlement, StoredMention
from bot.store.tables import mentions as mentions_table
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, Life
from tests.store.together import together

LATER = MONDAY + timedelta(minutes=5)
DISMISSED = Settlement(outcome=Outcome.DISMISSED, reason="spam")


def mention(external_id: str = "1", source: str = "feed:news") -> Mention:
    return Mention(source=source, external_id=external_id, text=f"text of {external_id}", received_at=MONDAY)


def add(engine: Engine, *mentions: Mention) -> list[int | None]:
    with SqlUnitOfWork(engine) as unit:
        ids = unit.mentions.add(mentions)
        unit.commit()
    return ids


def claim(engine: Engine, *, owner: str = "a", limit: int = 100, now: timedelta = timedelta()) -> list[StoredMention]:
    with SqlUnitOfWork(engine) as unit:
        found = unit.mentions.claim(limit=limit, now=MONDAY + now, until=LATER + now, owner=owner)
        unit.commit()
    return found


def finish(engine: Engine, mention_id: int, *, owner: str = "a") -> bool:
    with SqlUnitOfWork(engine) as unit:
        is_done = unit.mentions.finish(mention_id, DISMISSED, owner=owner, now=MONDAY)
        unit.commit()
    return is_done


def test_ids_come_back_item_by_item_in_the_order_of_arrival(engine: Engine) -> None:
    ids = add(engine, *(mention(str(number * 7919 % 1009)) for number in range(1009)))
    assert ids == sorted(ids, key=lambda found: found or 0)
    assert len(set(ids)) == 1009


def test_what_is_known_or_comes_twice_in_one_delivery_gets_no_id(engine: Engine) -> None:
    add(engine, mention("known"))
    first, known, second, other_source = add(
        engine, mention("new"), mention("known"), mention("new"), mention("new", source="feed:other")
    )
    assert (known, second) == (None, None)
    assert first is not None
    assert other_source is not None


def test_nothing_at_all_is_a_delivery_too(engine: Engine) -> None:
    assert add(engine) == []


def test_one_mention_from_many_at_once_is_stored_and_counted_once(engine: Engine) -> None:
    def bring(seed: int) -> int:
        batch = [mention(str(number), source=f"feed:{number % 2}") for number in range(40)]
        random.Random(seed).shuffle(batch)  # noqa: S311 - an order, not a secret
        return sum(found is not None for found in add(engine, *batch))

    assert sum(together(bring, range(6))) == 40
    with SqlUnitOfWork(engine) as unit:
        assert (unit.record.ledger().received, unit.record.ledger().lost) == (40, 0)


def test_no_mention_is_leased_to_two(engine: Engine) -> None:
    add(engine, *(mention(str(number)) for number in range(60)))

    def work(owner: int) -> list[int]:
        taken: list[int] = []
        for _ in range(10):
            taken += [found.id for found in claim(engine, owner=f"worker-{owner}", limit=3)]
        return taken

    taken = [found for share in together(work, range(4)) for found in share]
    assert sorted(taken) == sorted(set(taken))
    taken += [found.id for found in claim(engine, owner="worker-last")]
    assert len(taken) == 60


def test_the_oldest_are_claimed_first(engine: Engine) -> None:
    ids = add(engine, *(mention(str(number)) for number in range(5)))
    assert [found.id for found in claim(engine, limit=2)] == ids[:2]
    assert [found.id for found in claim(engine, limit=9)] == ids[2:]


def test_a_lease_that_ran_out_passes_to_the_next_and_the_first_may_not_finish(engine: Engine) -> None:
    (mention_id,) = add(engine, mention())
    assert mention_id is not None
    assert claim(engine, owner="slow")
    assert claim(engine, owner="quick") == []
    assert claim(engine, owner="quick", now=timedelta(minutes=6))
    assert not finish(engine, mention_id, owner="slow")
    assert finish(engine, mention_id, owner="quick")
    assert not finish(engine, mention_id, owner="quick")


def test_a_failure_of_the_first_holder_does_not_touch_the_lease_of_the_second(engine: Engine) -> None:
    (mention_id,) = add(engine, mention())
    assert mention_id is not None
    claim(engine, owner="slow")
    claim(engine, owner="quick", now=timedelta(minutes=6))
    with SqlUnitOfWork(engine) as unit:
        assert unit.mentions.put_back(mention_id, owner="slow", error="too late") == 0
        unit.mentions.put_off(mention_id, until=MONDAY)
        unit.mentions.set_aside(mention_id)
        unit.commit()
    assert claim(engine, owner="third", now=timedelta(minutes=7)) == []
    assert finish(engine, mention_id, owner="quick")


def test_a_mention_that_failed_waits_and_comes_again(engine: Engine) -> None:
    (mention_id,) = add(engine, mention())
    assert mention_id is not None
    claim(engine)
    with SqlUnitOfWork(engine) as unit:
        assert unit.mentions.put_back(mention_id, owner="a", error="no") == 1
        unit.mentions.put_off(mention_id, until=MONDAY + timedelta(seconds=20))
        unit.commit()
    assert claim(engine, now=timedelta(seconds=19)) == []
    assert [found.id for found in claim(engine, now=timedelta(seconds=20))] == [mention_id]


def test_what_is_stored_is_read_back_equal(engine: Engine) -> None:
    told = Mention(
        source="webhook:x", external_id="ü", text="Zoë 🐈\n“quoted”", received_at=MONDAY, rating=4.5, raw='{"a": 1}'
    )
    (mention_id,) = add(engine, told)
    assert mention_id is not None
    with SqlUnitOfWork(engine) as unit:
        found = unit.mentions.get(mention_id)
    assert found is not None
    assert found.mention == told


@pytest.mark.parametrize("outcome", [Outcome.WAITING, Outcome.DISMISSED, Outcome.SET_ASIDE, Outcome.ERASED])
def test_whatever_becomes_of_a_mention_the_ledger_adds_up(engine: Engine, outcome: Outcome) -> None:
    add(engine, mention("1"), mention("2"))
    with engine.begin() as connection:
        connection.execute(update(mentions_table).where(mentions_table.c.external_id == "1").values(outcome=outcome))
    with SqlUnitOfWork(engine) as unit:
        assert (unit.record.ledger().received, unit.record.ledger().lost) == (2, 0)


def test_erasing_leaves_no_word_and_no_name_of_what_the_public_said(engine: Engine) -> None:
    why = "text has «Ann Example is a thief»"
    routing = Routing(
        department="billing", rule="theft", why=why, trace=(TraceLine(rule="theft", holds=True, why=why),)
    )
    settlement = Settlement(outcome=Outcome.OPENED, issue=1001, reason=why, routing=routing)
    add(engine, *(replace(mention(number), text=why) for number in "123"))
    life = Life(number=1001)
    claimed = claim(engine)
    with SqlUnitOfWork(engine) as unit:
        unit.issues.add(life.issue, life.events)
        for found in claimed:
            assert unit.mentions.finish(found.id, settlement, owner="a", now=MONDAY)
        assert unit.mentions.erase(1001) == 3
        unit.commit()
    with engine.begin() as connection:
        rows = connection.execute(select(mentions_table)).all()
    assert len(rows) == 3
    assert "Ann" not in str(rows)
    with SqlUnitOfWork(engine) as unit:
        stored = unit.mentions.get(claimed[0].id)
        assert unit.mentions.erase(1001) == 0
    assert stored is not None
    assert stored.routing is not None
    assert (stored.routing.department, stored.routing.rule) == ("billing", "theft")


def test_a_row_that_is_deleted_by_hand_shows_as_lost(engine: Engine) -> None:
    add(engine, mention("1"), mention("2"), mention("3"))
    with engine.begin() as connection:
        connection.execute(delete(mentions_table).where(mentions_table.c.external_id == "2"))
    with SqlUnitOfWork(engine) as unit:
        ledger = unit.record.ledger()
    assert (ledger.received, ledger.waiting, ledger.lost) == (3, 2, 1)
