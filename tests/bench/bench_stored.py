"""What does the daily work cost when ten thousand, a hundred thousand or a million mentions are stored?

Nothing may grow faster than the answer it returns, so beside each figure stands how much the answer grew. The peer in
the same run is one row looked up by its primary key, through the same engine. `STORED=10000,100000` chooses the sizes;
a million takes some 20 GB of disk and half an hour to write. Figures are printed, none is promised.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot.logs import configure_logging
from bot.ports import IssueQuery
from bot.services.overview import Overview
from bot.services.reporting import Reporting
from bot.store.database import connect
from tests.bench.stored_years import FIRST, fill, keep_stories
from tests.services.house import House
from tests.store.plans import heard_selects, scans

SIZES = tuple(int(size) for size in os.environ.get("STORED", "10000,100000").split(","))
ROUNDS = 3
Job = Callable[[], int]
"""Does some work; returns how many things its answer holds."""


@dataclass
class Cost:
    """Seconds and the size of the answer, by the number of mentions stored; and where the last plan scans a table."""

    seconds: dict[int, float] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)
    scans: list[str] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    costs: dict[str, Cost] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "years.db"
            house = fill(path, size)
            keep_stories(house)
            engine = connect(f"sqlite:///{path}")
            for name, job in _jobs(house).items():
                _measure(costs.setdefault(name, Cost()), size, job, engine)
            engine.dispose()
    _print(costs)


def _jobs(house: House) -> dict[str, Job]:
    """The daily work, by name; those that change something come last."""
    reporting = Reporting(house.open_unit, house.clock, house.rules)
    overview = Overview(house.open_unit, house.rules, house.clock)
    now = house.clock.now()
    lists = {
        "/issues": IssueQuery(is_open=True),
        "/issues, page 10": IssueQuery(is_open=True, offset=90),
        "/issues mine": IssueQuery(is_open=True, claimed_by="U0BEN"),
        "/issues my department": IssueQuery(is_open=True, departments=("billing",)),
        "/issues overdue": IssueQuery(is_open=True, overdue_at=now + timedelta(days=1)),
        "/issues closed": IssueQuery(is_open=False, is_newest_first=True),
        "/issues closed, page 20": IssueQuery(is_open=False, is_newest_first=True, offset=190),
    }
    return {
        "a row by its number (the peer)": lambda: _one(house),
        **{name: lambda query=query: len(overview.listed(query).issues) for name, query in lists.items()},
        "what is on fire": lambda: len(overview.on_fire().issues),
        "all doors at a glance": lambda: len(overview.doors()),
        "a department's week": lambda: overview.week_of("billing").asked,
        "the weekly summary": lambda: reporting.build(reporting.last_week().key).figures.volume.mentions.now,
        "the ledger": lambda: house.ledger().received,
        "follow-up, nothing due": house.follow_up.tick,
        "a mention sorted, its card posted": lambda: _sorted(house),
    }


def _one(house: House) -> int:
    with house.open_unit() as unit:
        return 1 if unit.issues.get(FIRST) else 0


def _sorted(house: House) -> int:
    [stored] = house.receive(f"billing {time.monotonic_ns()}")
    assert stored is not None
    sorted_now = house.triage.tick()
    house.clock.forward(timedelta(seconds=2))
    return sorted_now + house.delivery.tick()


def _measure(cost: Cost, size: int, job: Job, engine: Engine) -> None:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        cost.answers[size] = job()
        took.append(time.perf_counter() - began)
    cost.seconds[size] = statistics.median(took)
    if size == SIZES[-1]:
        with heard_selects() as statements:
            job()
        cost.scans = scans(engine, statements)


def _print(costs: dict[str, Cost]) -> None:
    table = Table(title="With so many mentions stored: milliseconds, and how much larger the answer is")
    for heading in ("what", *(f"{size:,}" for size in SIZES), "grew", "its answer grew", "times the peer", "scans"):
        table.add_column(heading, overflow="fold")
    peer = next(iter(costs.values())).seconds[SIZES[-1]]
    for name, cost in costs.items():
        first, last = cost.seconds[SIZES[0]], cost.seconds[SIZES[-1]]
        table.add_row(
            name,
            *(f"{cost.seconds[size] * 1e3:,.1f}" for size in SIZES),
            f"{last / first:.1f}×",
            f"{cost.answers[SIZES[-1]] / max(cost.answers[SIZES[0]], 1):.1f}×",
            f"{last / peer:.0f}×",
            "; ".join(cost.scans),
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
