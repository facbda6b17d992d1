"""What is asked all day long reads no table from end to end: its cost must not grow with what lies behind it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.ports import IssueQuery
from bot.services.doors import Doors
from bot.services.overview import Overview
from bot.services.reporting import Reporting
from bot.store.database import connect
from tests.core.example import MONDAY
from tests.services.house import House
from tests.store.plans import heard_selects, scans

GROWING = (
    "mentions",
    "issues",
    "assignments",
    "issue_events",
    "outbox",
    "messages",
    "audit",
    "personal_knocks",
    "stories",
)


def _overview(house: House) -> Overview:
    return Overview(house.open_unit, house.rules, house.clock)


def _listed(house: House, query: IssueQuery) -> None:
    _overview(house).listed(query)


def _summary(house: House) -> None:
    reporting = Reporting(house.open_unit, house.clock, house.rules)
    reporting.build(reporting.last_week().key)


def _a_day_of_one_issue(house: House) -> None:
    house.receive("billing again")
    house.settle()
    house.forward(days=1)


# Not among them: the ledger, whose work it is to count everything, and lists of closed issues, which say how many.
QUESTIONS: dict[str, Callable[[House], object]] = {
    "what is open": lambda house: _listed(house, IssueQuery(is_open=True)),
    "what is mine": lambda house: _listed(house, IssueQuery(is_open=True, claimed_by="U0ANN")),
    "what is a department's": lambda house: _listed(house, IssueQuery(is_open=True, departments=("billing", "food"))),
    "what is overdue": lambda house: _listed(house, IssueQuery(is_open=True, overdue_at=MONDAY + timedelta(days=9))),
    "what is on fire": lambda house: _overview(house).on_fire(),
    "how the doors are": lambda house: _overview(house).doors(),
    "a department's week": lambda house: _overview(house).week_of("billing"),
    "the map of doors": lambda house: Doors(house.open_unit, house.rules, house.clock).all(),
    "the weekly summary": _summary,
    "an issue from the mention to the last knock": _a_day_of_one_issue,
}


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Engine:
    path = tmp_path / "plans.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    return connect(f"sqlite:///{path}")


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_that_grows_is_read_from_end_to_end(question: str, sqlite: Engine) -> None:
    house = House(sqlite)
    _a_day_of_one_issue(house)
    with heard_selects() as statements:
        QUESTIONS[question](house)
    assert statements
    read_whole = [scan for scan in scans(sqlite, statements) if scan.split()[1] in GROWING]
    assert read_whole == []
