"""What does looking back cost where a year with so many mentions lies behind it?

The weekly summary of the strategist and of a department, the map of doors, the committee's agenda and a question about
mentions, each once. The peers in the same run are the plainest SQL aggregates of the same tables over the summary's two
weeks: mentions, events and shares counted, of which no summary can be made. `SUMMARY_STORED=20000,100000` chooses the
sizes; a million takes some 20 GB of disk and half an hour to write. `SUMMARY_WEEKS=4` has them lie in so many weeks in
place of a year, so that 76,800 are as dense as a million. Memory is what Python holds at most. Nothing is promised.
"""

import os
import sqlite3
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.core.committee import Committee
from bot.core.question import Question
from bot.core.readers import department_name
from bot.core.week import Week, week_before
from bot.logs import configure_logging
from bot.services.agenda import Agendas
from bot.services.doors import Doors
from bot.services.questions import Questions
from bot.services.reporting import Reporting
from tests.bench.stored_years import fill, keep_stories
from tests.services.house import House

SIZES = tuple(int(size) for size in os.environ.get("SUMMARY_STORED", "20000,100000").split(","))
OVER = timedelta(weeks=int(os.environ.get("SUMMARY_WEEKS", "52")))
COMMITTEE = Committee(chair="U1", channel="#table", zone="Europe/London", weekdays=(3,), minute=9 * 60)
AGGREGATES = (
    "SELECT outcome, json_extract(classification, '$.sentiment'), count(*) FROM mentions "
    "WHERE received_at >= ? AND received_at < ? GROUP BY 1, 2",
    "SELECT type, count(*) FROM issue_events WHERE at >= ? AND at < ? GROUP BY type",
    "SELECT department, status, count(*), min(first_response_at) FROM assignments "
    "WHERE asked_at >= ? AND asked_at < ? GROUP BY 1, 2",
)
SQL = "plain SQL aggregates (the peer)"


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "year.db"
            house = fill(path, size, over=OVER)
            _print(size, house, path)


def _print(size: int, house: House, path: Path) -> None:
    began = time.perf_counter()
    kept = keep_stories(house)
    each = (time.perf_counter() - began) / max(kept, 1)
    reporting = Reporting(house.open_unit, house.clock, house.rules)
    week = reporting.last_week()
    heard = reporting.build(week.key).figures.volume.mentions.now
    peer = _aggregated(path, week)
    table = Table(
        title=f"{size:,} mentions, {heard:,} of them in the week; {kept:,} stories kept at {each * 1e3:.2f} ms"
    )
    for heading in ("what", "seconds", "of one core", "MB at most", f"times {SQL}"):
        table.add_column(heading)
    table.add_row(SQL, f"{peer:.2f}", "", "", "1×")
    for name, job in _jobs(house, week, reporting).items():
        took, cpu, peak = _cost(job)
        table.add_row(name, f"{took:,.2f}", f"{cpu:,.2f}", f"{peak:,.0f}", f"{took / peer:,.0f}×")
    Console(width=120).print(table)


def _jobs(house: House, week: Week, reporting: Reporting) -> dict[str, Callable[[], object]]:
    house.rules.current = replace(house.rules.current, committee=COMMITTEE)
    agendas = Agendas(house.open_unit, house.clock, house.rules)
    questions = Questions(house.open_unit, house.rules, house.clock, hurry=lambda: None, pause=lambda _: None)
    own = department_name("billing")
    return {
        "the strategist's week": lambda: reporting.build(week.key),
        "a department's week": lambda: reporting.build_for(week.key, own),
        "the map of doors": lambda: Doors(house.open_unit, house.rules, house.clock).all(),
        "the committee's agenda": lambda: agendas.build(agendas.next_meeting()),
        "/mentions about billing": lambda: questions.ask(Question(words="billing"), by="U1"),
    }


def _cost(job: Callable[[], object]) -> tuple[float, float, float]:
    began, cpu = time.perf_counter(), time.process_time()
    job()
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    # By itself: keeping count of memory makes everything slower.
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return took, worked, peak / 2**20


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
