"""Issues are saved onto the version they were decided on, and numbered without gaps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.core import events as ev
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.ports import IssueQuery, Outcome, Settlement
from bot.store.database import connect
from bot.store.unit import SqlUnitOfWork
from tests.core.example import Life, bring_in, claim, hours, resolve
from tests.store.together import together


def open_issue(engine: Engine, number: int = 1001) -> Life:
    life = Life(number=number)
    with SqlUnitOfWork(engine) as unit:
        unit.issues.add(life.issue, life.events)
        unit.commit()
    return life


def note(life: Life, text: str) -> tuple[Issue, ev.Event]:
    return replace(life.issue, version=life.issue.version + 1), ev.NoteAdded(at=life.now, by="U1", text=text)


def test_state_and_story_are_read_back_equal(engine: Engine) -> None:
    life = open_issue(engine)
    was = life.issue.version
    for command in (claim(), bring_in("digital", question="is it down?"), resolve(assignment=2)):
        life.do(command)
    with SqlUnitOfWork(engine) as unit:
        assert unit.issues.save(life.issue, life.events[was:], was=was)
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.issues.get(1001) == life.issue
        assert unit.issues.events(1001) == life.events


def test_a_stale_version_is_refused_and_writes_nothing(engine: Engine) -> None:
    life = open_issue(engine)
    issue, event = note(life, "first")
    with SqlUnitOfWork(engine) as unit:
        assert unit.issues.save(issue, [event], was=life.issue.version)
        assert not unit.issues.save(issue, [event], was=life.issue.version)
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.issues.events(1001) == [*life.events, event]


def test_of_many_who_save_onto_one_version_one_wins(engine: Engine) -> None:
    life = open_issue(engine)

    def save(index: int) -> bool:
        issue, event = note(life, f"by {index}")
        with SqlUnitOfWork(engine) as unit:
            is_first = unit.issues.save(issue, [event], was=life.issue.version)
            unit.commit()
        return is_first

    assert sum(together(save, range(6))) == 1
    with SqlUnitOfWork(engine) as unit:
        assert len(unit.issues.events(1001)) == len(life.events) + 1


def test_numbers_have_no_gaps_though_many_count_and_some_give_up(engine: Engine) -> None:
    def number(index: int) -> int | None:
        with SqlUnitOfWork(engine) as unit:
            found = unit.issues.next_number()
            if index % 3 == 0:
                return None
            unit.commit()
        return found

    numbers = [found for found in together(number, range(18)) if found is not None]
    assert sorted(numbers) == list(range(1001, 1013))


def test_what_is_due_comes_longest_due_first_and_waits_when_put_off(engine: Engine) -> None:
    early, late = open_issue(engine, 1002), open_issue(engine, 1001)
    at = early.share().due_at
    assert at is not None
    with SqlUnitOfWork(engine) as unit:
        unit.issues.put_off(1001, 1, until=at + timedelta(minutes=1))
        assert unit.issues.next_due() == at
        assert unit.issues.due(now=at - timedelta(seconds=1), limit=9) == []
        assert unit.issues.due(now=at, limit=9) == [(1002, 1)]
        assert unit.issues.due(now=at + hours(1), limit=9) == [(1002, 1), (1001, 1)]
        assert unit.issues.due(now=at + hours(1), limit=1) == [(1002, 1)]
    assert late.issue.number == 1001


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (IssueQuery(), [1001, 1002]),
        (IssueQuery(is_open=True), [1002]),
        (IssueQuery(is_open=False), [1001]),
        (IssueQuery(department="billing"), [1002]),
        (IssueQuery(department="food"), []),
        (IssueQuery(claimed_by="U1"), [1002]),
        (IssueQuery(claimed_by="U2"), []),
        (IssueQuery(limit=1), [1001]),
        (IssueQuery(limit=1, offset=1), [1002]),
        (IssueQuery(department="billing", is_open=False), [1001]),
    ],
    ids=str,
)
def test_issues_are_found_by_what_people_ask_for(engine: Engine, query: IssueQuery, expected: list[int]) -> None:
    for number, command in ((1001, resolve()), (1002, claim())):
        life = open_issue(engine, number)
        was = life.issue.version
        life.do(command)
        with SqlUnitOfWork(engine) as unit:
            unit.issues.save(life.issue, life.events[was:], was=was)
            unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert [issue.number for issue in unit.issues.find(query)] == expected


def test_only_mentions_of_open_issues_are_candidates_for_a_storm(engine: Engine) -> None:
    ids = []
    for number in (1001, 1002):
        life = open_issue(engine, number)
        with SqlUnitOfWork(engine) as unit:
            told = Mention(source="s", external_id=str(number), text="x", received_at=life.now)
            (mention_id,) = unit.mentions.add([told])
            assert mention_id is not None
            unit.mentions.claim(limit=9, now=life.now, until=life.now + hours(1), owner="a")
            settled = Settlement(outcome=Outcome.OPENED, reason="", issue=number)
            assert unit.mentions.finish(mention_id, settled, owner="a", now=life.now)
            unit.commit()
        ids.append(mention_id)
    was = life.issue.version
    life.do(resolve())
    with SqlUnitOfWork(engine) as unit:
        unit.issues.save(life.issue, life.events[was:], was=was)
        assert unit.mentions.of_open_issues(since=life.now, limit=9) == [(ids[0], 1001)]
        assert unit.mentions.of_open_issues(since=life.now + hours(1), limit=9) == []
        assert unit.mentions.of_open_issues(since=life.now, limit=9, above=1000) == [(ids[0], 1001)]
        # Whoever looks for newcomers while others wait reads nothing that was there before.
        assert unit.issues.highest() == 1002
        assert unit.mentions.of_open_issues(since=life.now, limit=9, above=1001) == []


def test_240_who_read_then_write_at_once_lose_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counters (name, value) VALUES ('tried', 0)"))

    def add(times: int) -> None:
        for _ in range(times):
            with engine.begin() as connection:
                lock = "" if connection.dialect.name == "sqlite" else " FOR UPDATE"
                read = text(f"SELECT value FROM counters WHERE name = 'tried'{lock}")  # noqa: S608 - no input in it
                found = connection.execute(read).scalar_one()
                connection.execute(text("UPDATE counters SET value = :value"), {"value": found + 1})

    together(add, [30] * 8)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT value FROM counters WHERE name = 'tried'")).scalar() == 240


def test_units_on_a_database_in_memory_take_turns() -> None:
    engine = connect("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE tally (value INTEGER)"))
        connection.execute(text("INSERT INTO tally VALUES (0)"))

    def add(_: int) -> None:
        with engine.begin() as connection:
            found = connection.execute(text("SELECT value FROM tally")).scalar_one()
            connection.execute(text("UPDATE tally SET value = :value"), {"value": found + 1})

    together(add, range(12))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT value FROM tally")).scalar() == 12
    engine.dispose()
