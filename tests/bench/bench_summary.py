"""What does a weekly summary cost where a year with so many mentions lies behind it?

The peers in the same run are the plainest SQL aggregates of the same tables and the same two weeks: mentions, events
and shares counted, of which no summary can be made. `SUMMARY_STORED=20000,100000` chooses the sizes; a million takes
some 20 GB of disk and half an hour to write. Memory is what Python holds at most while it builds. Nothing is promised.
"""

import os
import sqlite3
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.core.readers import department_name
from bot.core.week import Week, week_before
from bot.logs import configure_logging
from bot.services.reporting import Reporting
from tests.bench.stored_years import fill

SIZES = tuple(int(size) for size in os.environ.get("SUMMARY_STORED", "20000,100000").split(","))
AGGREGATES = (
    "SELECT outcome, json_extract(classification, '$.sentiment'), count(*) FROM mentions "
    "WHERE received_at >= ? AND received_at < ? GROUP BY 1, 2",
    "SELECT type, count(*) FROM issue_events WHERE at >= ? AND at < ? GROUP BY type",
    "SELECT department, status, count(*), min(first_response_at) FROM assignments "
    "WHERE asked_at >= ? AND asked_at < ? GROUP BY 1, 2",
)


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    table = Table(title="A week's summary over a year: seconds, and MB at most")
    for heading in ("mentions", "in its week", "strategist, s", "MB", "a department, s", "MB", "plain SQL, s"):
        table.add_column(heading)
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            table.add_row(f"{size:,}", *_measured(Path(folder) / "year.db", size))
    Console(width=120).print(table)


def _measured(path: Path, size: int) -> list[str]:
    house = fill(path, size)
    reporting = Reporting(house.open_unit, house.clock, house.rules)
    week = reporting.last_week()
    heard = reporting.build(week.key).figures.volume.mentions.now
    own = department_name("billing")
    costs = [_cost(lambda: reporting.build(week.key)), _cost(lambda: reporting.build_for(week.key, own))]
    figures = [f"{figure:,.1f}" for cost in costs for figure in cost]
    return [f"{heard:,}", *figures, f"{_aggregated(path, week):,.2f}"]


def _cost(build: Callable[[], object]) -> tuple[float, float]:
    began = time.perf_counter()
    build()
    took = time.perf_counter() - began
    # By itself: keeping count of memory makes everything slower.
    tracemalloc.start()
    build()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return took, peak / 2**20


def _aggregated(path: Path, week: Week) -> float:
    last = week_before(week, "Europe/London")
    span = [f"{at:%Y-%m-%d %H:%M:%S}" for at in (last.start, week.end)]
    with closing(sqlite3.connect(path)) as raw:
        began = time.perf_counter()
        for statement in AGGREGATES:
            raw.execute(statement, span).fetchall()
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
