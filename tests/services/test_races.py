"""Two at once: what one has decided still holds when it is written, or is decided again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, Row

from bot.core.events import AssignmentClaimed
from bot.core.issue import Issue
from bot.core.notices import PostCard
from bot.ports import OutboxState, Posted, StoredMention, UnitOfWork
from bot.services.kinship import KinFinder, Relative
from bot.services.triage import _Judged
from bot.store.outbox import OutboxTable
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, claim, hours, minutes, resolve
from tests.services.house import House
from tests.store.together import together

STORMS = (
    "The billing queue of Tamarelle is two hours long and nobody of the staff cares about it",
    "Whoever designed this billing page has never had to pay a hotel from a telephone in a hurry",
    "Charged twice by billing for a room in which the heating was broken from the first evening on",
    "Dear billing department, an apology would have been nicer than the eleventh automatic letter",
)


def judged(house: House, text: str) -> _Judged:
    """One mention, claimed and classified by `house`."""
    house.receive(text)
    ((stored, classification),) = house.triage._classify(house.triage._claim(), house.rules.current)
    return _Judged(stored=stored, classification=classification, rulebook=house.rules.current)


def test_a_storm_that_reaches_two_workers_at_once_is_one_issue(engine: Engine) -> None:
    first, second = House(engine, owner="first"), House(engine, owner="second")
    second._ids = first._ids
    for count, storm in enumerate(STORMS, start=1):
        waiting = [(house, judged(house, storm)) for house in (first, second)]
        outcomes = together(lambda task: task[0].triage._settle(task[1]), waiting)
        assert sorted(outcomes) == ["joined", "opened"]
        assert first.ledger().opened == count


class InterruptedKin(KinFinder):
    """Something else happens, once, between finding the issue and joining it."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile = [meanwhile]

    def issue_of(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> Relative | None:
        found = super().issue_of(unit, stored, now=now)
        while self._meanwhile:
            self._meanwhile.pop()()
        return found


# On SQLite a unit of work has the database to itself, so nothing can come in between.
@pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_mention_never_joins_an_issue_that_closes_at_that_moment(engine: Engine) -> None:
    house, other = House(engine, owner="first"), House(engine, owner="second")
    assert house.triage._settle(judged(house, STORMS[0])) == "opened"
    late = judged(house, STORMS[0])
    house.triage._kin = InterruptedKin(lambda: other.apply(1001, resolve()))
    assert house.triage._settle(late) == "opened"
    assert [house.issue(number).is_open for number in (1001, 1002)] == [False, True]
    assert "MentionJoined" not in {type(event).__name__ for event in house.issues.story(1001)}


class Interrupted(OutboxTable):
    """Something else happens between reading the queue and claiming from it."""

    meanwhile: Callable[[], None]

    def _next_in_queue(self, now: datetime, shut: Sequence[str], *kinds: Sequence[str]) -> Row[Any] | None:
        found = super()._next_in_queue(now, shut, *kinds)
        self.meanwhile()
        return found


@pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_notice_that_is_settled_while_it_is_being_claimed_stays_settled(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.outbox.enqueue([PostCard(issue=1001, assignment=1, channel="#billing")], now=MONDAY)
        row = unit.outbox.claim(now=MONDAY, until=MONDAY + minutes(1), owner="old")
        unit.commit()

    def wake_up_and_settle() -> None:
        assert row is not None
        with SqlUnitOfWork(engine) as unit:
            posted = Posted(channel="#billing", ts="1.0")
            assert unit.outbox.complete(row, owner="old", posted=posted, now=MONDAY + hours(1))
            unit.commit()

    with SqlUnitOfWork(engine) as unit:
        assert unit._transaction is not None
        interrupted = Interrupted(unit._transaction.connection)
        interrupted.meanwhile = wake_up_and_settle
        assert interrupted.claim(now=MONDAY + hours(1), until=MONDAY + hours(2), owner="new") is None
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.record.ledger().outbox == {OutboxState.SENT: 1}


def test_one_of_forty_who_claim_at_once_has_it_and_all_the_others_are_told(engine: Engine) -> None:
    house = House(engine)
    house.receive(STORMS[0])
    house.triage.tick()
    outcomes = together(lambda person: house.apply(1001, claim(f"U{person}")), range(40))
    (taken,) = [each for each in outcomes if isinstance(each, Issue)]
    assert house.issue(1001).owner.claimed_by == taken.owner.claimed_by
    assert sum(isinstance(each, AssignmentClaimed) for each in house.issues.story(1001)) == 1


def test_forty_who_claim_an_issue_each_at_once_all_have_theirs(engine: Engine) -> None:
    house = House(engine)
    house.receive(*(f"billing {' '.join(f'{word}{number}' for word in STORMS[0].split())}" for number in range(40)))
    house.triage.tick()
    numbers = range(1001, 1041)
    together(lambda number: house.apply(number, claim(f"U{number}")), numbers)
    assert [house.issue(number).owner.claimed_by for number in numbers] == [f"U{number}" for number in numbers]
