"""How fast are triage and delivery, each alone, beside a bare minimum of the same work in the same run.

Triage: with a classifier that costs nothing, against plain INSERTs of the very rows it wrote, one commit a mention.
Delivery: through outbox, lease and settlement to a server on this machine, against a loop of plain POSTs to it.
Figures are printed, none is promised.
"""

import http.client
import itertools
import json
import random
import shutil
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.core.classification import Classification, DepartmentScore
from bot.core.mention import Mention
from bot.core.notices import PostCard
from bot.core.rulebook import Rulebook
from bot.ports import Delivery, Posted
from bot.services.delivery import DeliveryService
from bot.services.issues import IssueService
from bot.services.triage import Triage
from bot.store.database import connect
from bot.store.migrate import migrate
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, RULEBOOK, Life

Work = TypeVar("Work")

COUNT = 500
WORDS = 30
WRITTEN = ("issues", "assignments", "issue_events", "outbox")
"""The tables that triage adds rows to, parents first."""


@dataclass
class Rules:
    current: Rulebook = RULEBOOK


@dataclass
class Stopwatch:
    """Milliseconds of each piece of work."""

    times: list[float] = field(default_factory=list)

    def measure(self, work: Callable[[], Work]) -> Work:
        began = time.perf_counter()
        result = work()
        self.times.append((time.perf_counter() - began) * 1000)
        return result

    @property
    def rate(self) -> float:
        """Pieces a second."""
        return 1000 * len(self.times) / sum(self.times)

    def cells(self) -> tuple[str, str, str]:
        p95 = statistics.quantiles(self.times, n=20)[-1]
        return f"{self.rate:.0f}", f"{statistics.median(self.times):.2f}", f"{p95:.2f}"


class ConstantClassifier:
    """Says billing, whatever it reads."""

    _verdict = Classification(departments=(DepartmentScore(department="billing", score=0.9),), is_confident=True)

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        return [self._verdict for _ in mentions]


class TimedTriage(Triage):
    """Triage that looks at its watch."""

    watch: Stopwatch

    def _settle_safely(self, judged: object, line: object) -> None:
        self.watch.measure(lambda: super(TimedTriage, self)._settle_safely(judged, line))  # type: ignore[arg-type]


class PostingMessenger:
    """Posts the notice's key; rendering is another stage."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def deliver(self, delivery: Delivery) -> Posted:
        return Posted(channel=delivery.channel, ts=self._client.post(delivery.channel, delivery.notice.key))

    def find(self, delivery: Delivery) -> Posted | None:
        return None


class Client:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def post(self, channel: str, text: str) -> str:
        body = json.dumps({"channel": channel, "text": text})
        self._connection.request("POST", "/api/chat.postMessage", body, {"content-type": "application/json"})
        answer = json.loads(self._connection.getresponse().read())
        return str(answer["ts"])


def main() -> None:
    """Measure and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("ERROR"))
    console = Console()
    with tempfile.TemporaryDirectory(prefix="doorknock-bench-") as folder:
        console.print(_triage(Path(folder)))
        console.print(_delivery(Path(folder)))


def _triage(folder: Path) -> Table:
    engine = _database(folder / "triage.db")
    _receive(engine)
    _save_copy(engine, folder / "before.db")
    ours, bare = _our_triage(engine), _bare_triage(folder)
    engine.dispose()
    return _table(f"Triage of {COUNT} mentions, nothing alike", ours, ("INSERTs of the same rows", bare))


def _delivery(folder: Path) -> Table:
    engine = _database(folder / "delivery.db")
    _enqueue(engine)
    with _server() as port:
        ours, bare = _our_delivery(engine, Client(port)), _bare_delivery(Client(port))
    engine.dispose()
    return _table(f"Delivery of {COUNT} notices, each to a channel of its own", ours, ("POST loop", bare))


def _table(title: str, ours: Stopwatch, bare: tuple[str, Stopwatch]) -> Table:
    table = Table("what", "a second", "p50 ms", "p95 ms", title=title)
    table.add_row(bare[0], *bare[1].cells())
    table.add_row("doorknock", *ours.cells())
    table.add_row("share of bare", f"{ours.rate / bare[1].rate:.0%}", "", "")
    return table


def _database(path: Path) -> Engine:
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    return engine


def _receive(engine: Engine) -> None:
    dice = random.Random(7)  # noqa: S311 - words, not secrets
    texts = [" ".join(f"{dice.getrandbits(40):x}" for _ in range(WORDS)) for _ in range(COUNT)]
    with SqlUnitOfWork(engine) as unit:
        unit.mentions.add(
            [
                Mention(source="bench", external_id=str(number), text=text, received_at=MONDAY)
                for number, text in enumerate(texts)
            ]
        )
        unit.commit()


def _save_copy(engine: Engine, path: Path) -> None:
    """The database before triage, for the bare minimum to begin from."""
    with engine.connect() as connection:
        connection.rollback()
    engine.dispose()
    shutil.copy(str(engine.url.database), path)


def _our_triage(engine: Engine) -> Stopwatch:
    clock, rules = MovableClock(MONDAY), Rules()
    issues = IssueService(lambda: SqlUnitOfWork(engine), rules, clock)
    triage = TimedTriage(
        lambda: SqlUnitOfWork(engine), rules, clock, classifier=ConstantClassifier(), issues=issues, owner="bench"
    )
    triage.watch = Stopwatch()
    while triage.tick():
        pass
    return triage.watch


def _bare_triage(folder: Path) -> Stopwatch:
    """Writes into the copy what triage has written, issue by issue."""
    watch = Stopwatch()
    with closing(sqlite3.connect(folder / "triage.db")) as done, closing(sqlite3.connect(folder / "before.db")) as copy:
        copy.execute("PRAGMA synchronous = FULL")
        settled = done.execute("SELECT outcome, reason, issue, classification, routing, id FROM mentions").fetchall()
        for row in settled:
            rows = {table: _rows_of(done, table, issue=row[2]) for table in WRITTEN}
            watch.measure(lambda row=row, rows=rows: _write(copy, row, rows))  # type: ignore[misc]
    return watch


def _rows_of(connection: sqlite3.Connection, table: str, *, issue: int) -> list[tuple[object, ...]]:
    key = "number" if table == "issues" else "issue"
    return connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (issue,)).fetchall()  # noqa: S608


def _write(
    connection: sqlite3.Connection, settled: tuple[object, ...], rows: dict[str, list[tuple[object, ...]]]
) -> None:
    with connection:
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608
        connection.execute(
            "UPDATE mentions SET outcome = ?, reason = ?, issue = ?, classification = ?, routing = ? WHERE id = ?",
            settled,
        )


def _enqueue(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        for number in range(COUNT):
            life = Life(number=number)
            unit.issues.add(life.issue, life.events)
            unit.outbox.enqueue([PostCard(issue=number, assignment=1, channel=f"#channel-{number}")], now=MONDAY)
        unit.commit()


def _our_delivery(engine: Engine, client: Client) -> Stopwatch:
    service = DeliveryService(
        lambda: SqlUnitOfWork(engine),
        Rules(),
        MovableClock(MONDAY),
        messenger=PostingMessenger(client),
        owner="bench",
    )
    watch = Stopwatch()
    for _ in range(COUNT):
        assert watch.measure(lambda: service.tick(limit=1)) == 1
    return watch


def _bare_delivery(client: Client) -> Stopwatch:
    watch = Stopwatch()
    for number in range(COUNT):
        watch.measure(lambda number=number: client.post(f"#channel-{number}", "hello"))  # type: ignore[misc]
    return watch


class _Slack(BaseHTTPRequestHandler):
    """Answers every post with a new timestamp."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    numbers = itertools.count(1)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        body = json.dumps({"ok": True, "ts": f"{next(self.numbers)}.0"}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Silent."""


@contextmanager
def _server() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slack) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


if __name__ == "__main__":
    main()
