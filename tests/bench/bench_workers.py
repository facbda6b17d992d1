"""How many mentions a second do one, two and four processes sort and say, on one PostgreSQL?

The classifier costs nothing and Slack answers at once, so what is left is ours and the database's. Clocks run thirty
times as fast, so that Slack's pace of one a second and channel does not hide it. The peer in the same run is one
process. Figures are printed, none is promised; with fewer cores than processes they share those.
"""

import itertools
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.synchronize import Barrier

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text

from bot.clock import MovableClock, SystemClock
from bot.core.mention import Mention
from bot.ports import Delivery, Posted
from bot.services.delivery import DeliveryService
from bot.services.issues import IssueService
from bot.services.triage import Triage
from bot.store.database import connect
from bot.store.migrate import migrate
from bot.store.tables import metadata
from bot.store.unit import Store
from tests.databases import postgres_server
from tests.services.house import KeywordClassifier, Rules

COUNT = 500
WORKERS = (1, 2, 4)
SPEED = 30.0
DOORS = ("billing", "digital", "food", "safety", "front-desk")
WORDS = 14
IDLE_S = 0.02
ENOUGH = 25
"""Looks in a row that found nothing, after which a worker is done."""


@dataclass
class PromptSlack:
    """Takes every post at once."""

    owner: str
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def deliver(self, delivery: Delivery) -> Posted:
        return Posted(channel=delivery.channel, ts=f"{self.owner}.{next(self.numbers)}")

    def find(self, delivery: Delivery) -> Posted | None:
        return None


def main() -> None:
    """Measure and print."""
    table = Table("processes", "sorted a second", "said a second", title=f"{COUNT} mentions, {os.cpu_count()} cores")
    with postgres_server() as url:
        engine = connect(url)
        migrate(engine)
        for workers in WORKERS:
            _receive(engine)
            table.add_row(str(workers), *(f"{_rate(url, role, workers):.0f}" for role in ("triage", "deliver")))
        engine.dispose()
    Console().print(table)


def _rate(url: str, role: str, workers: int) -> float:
    """What so many processes of one role get through together."""
    spawn = multiprocessing.get_context("spawn")
    together, start = spawn.Barrier(workers + 1), SystemClock().now()
    ends = spawn.Queue()
    processes = [
        spawn.Process(target=work, args=(url, role, f"worker-{number}", start, together, ends))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    together.wait()
    began = time.monotonic()
    finished = [ends.get() for _ in processes]
    for process in processes:
        process.join()
    return COUNT / (max(finished) - began)


def work(
    url: str, role: str, owner: str, start: datetime, together: Barrier, ends: "multiprocessing.Queue[float]"
) -> None:
    """One process: ticks until there is nothing left, and says when it last did something."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("ERROR"))
    store, clock = Store(connect(url)), MovableClock(start, speed=SPEED)
    tick = _tick_of(role, store, clock, owner)
    together.wait()
    last, idle = time.monotonic(), 0
    while idle < ENOUGH:
        if tick():
            last, idle = time.monotonic(), 0
        else:
            idle += 1
            time.sleep(IDLE_S)
    ends.put(last)
    store.close()


def _tick_of(role: str, store: Store, clock: MovableClock, owner: str) -> Callable[[], int]:
    rules = Rules()
    if role == "triage":
        issues = IssueService(store, rules, clock)
        return Triage(store, rules, clock, classifier=KeywordClassifier(), issues=issues, owner=owner).tick
    return DeliveryService(store, rules, clock, messenger=PromptSlack(owner), owner=owner).tick


def _receive(engine: Engine) -> None:
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    dice, now = random.Random(7), SystemClock().now()  # noqa: S311 - words, not secrets
    said = [" ".join(f"{dice.getrandbits(40):x}" for _ in range(WORDS)) for _ in range(COUNT)]
    mentions = [
        Mention(source="bench", external_id=str(index), text=f"{DOORS[index % len(DOORS)]} {words}", received_at=now)
        for index, words in enumerate(said)
    ]
    with Store(engine)() as unit:
        unit.mentions.add(mentions)
        unit.commit()


if __name__ == "__main__":
    main()
