"""Two at once: what one has decided still holds when it is written, or is decided again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, Row

from bot.core.issue import Issue
from bot.core.notices import PostCard
from bot.ports import OutboxState, Outcome, Posted
from bot.services.triage import _Judged
from bot.store.outbox import OutboxTable
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, hours, minutes, resolve
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


def test_a_mention_never_joins_an_issue_that_closes_at_that_moment(engine: Engine) -> None:
    house, other = House(engine, owner="first"), House(engine, owner="second")
    assert house.triage._settle(judged(house, STORMS[0])) == "opened"
    late = judged(house, STORMS[0])

    def join_or_close(is_join: bool) -> str:
        return house.triage._settle(late) if is_join else type(other.apply(1001, resolve())).__name__

    outcome, closed = together(join_or_close, [True, False])
    assert closed == Issue.__name__
    with house.open_unit() as unit:
        stored = unit.mentions.get(late.stored.id)
    assert stored is not None
    story = [type(event).__name__ for event in house.issues.story(1001)]
    if outcome == Outcome.JOINED:
        assert story.index("MentionJoined") < story.index("IssueResolved")
    else:
        assert stored.issue == 1002
        assert "MentionJoined" not in story


class Interrupted(OutboxTable):
    """Something else happens between reading the queue and claiming from it."""

    meanwhile: Callable[[], None]

    def _next_in_queue(self, now: datetime, shut: Sequence[str]) -> Row[Any] | None:
        found = super()._next_in_queue(now, shut)
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
        assert unit._connection is not None
        interrupted = Interrupted(unit._connection)
        interrupted.meanwhile = wake_up_and_settle
        assert interrupted.claim(now=MONDAY + hours(1), until=MONDAY + hours(2), owner="new") is None
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.record.ledger().outbox == {OutboxState.SENT: 1}
