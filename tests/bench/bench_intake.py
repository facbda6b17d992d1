"""How fast is intake, beside a bare minimum of the same work on the same machine in the same run.

Webhooks: our application against a bare Starlette route with a plain INSERT and commit, each in a process of its own.
Import: our command's engine against csv.reader and executemany. Figures are printed, none is promised.
"""

import csv
import http.client
import json
import multiprocessing
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from anyio.to_thread import run_sync
from rich.console import Console
from rich.table import Table
from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import SystemClock
from bot.core.field_map import FieldMap
from bot.core.source import WebhookAuth, WebhookSource
from bot.ports import OpenUnit
from bot.services.intake import Intake
from bot.sources.file import MentionFile
from bot.sources.file_import import FileImport, Listener, Mark
from bot.store.database import connect
from bot.store.migrate import migrate
from bot.store.unit import SqlUnitOfWork
from bot.web import Health, ServerThread, create_web_app
from bot.web.throttle import Throttle

REQUESTS = 400
CONNECTIONS = (1, 8)
ROWS = 20_000
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TEXT = "The lift at the Harbour is stuck again, and nobody at the desk knew. Third time this week! " * 2


def main() -> None:
    """Measure and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("WARNING"))
    console = Console()
    with tempfile.TemporaryDirectory(prefix="doorknock-bench-") as folder:
        console.print(_webhooks(Path(folder)))
        console.print(_imports(Path(folder)))


def _webhooks(folder: Path) -> Table:
    table = Table(
        "connections", "server", "requests/s", "p50 ms", "p95 ms", title=f"POST /webhooks, {REQUESTS} requests"
    )
    for connections in CONNECTIONS:
        rates = {}
        for name, start in (("bare INSERT + commit", _bare_app), ("doorknock", _our_app)):
            with _served(start, folder / f"{start.__name__}-{connections}.db") as url:
                _load(url, connections=connections, count=50)
                rate, times = _load(url, connections=connections, count=REQUESTS)
            rates[name] = rate
            p95 = statistics.quantiles(times, n=20)[-1]
            table.add_row(str(connections), name, f"{rate:.0f}", f"{statistics.median(times):.2f}", f"{p95:.2f}")
        table.add_row(
            str(connections), "share of bare", f"{rates['doorknock'] / rates['bare INSERT + commit']:.0%}", "", ""
        )
    return table


def _load(url: str, *, connections: int, count: int) -> tuple[float, list[float]]:
    """Requests a second, and the milliseconds of each."""
    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        parts = list(pool.map(lambda _: _knock(url, count // connections), range(connections)))
    took = time.perf_counter() - began
    times = [duration for part in parts for duration in part]
    return len(times) / took, times


def _knock(url: str, count: int) -> list[float]:
    place = urlsplit(url)
    client = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    thread, times = threading.get_ident(), []
    for number in range(count):
        name = f"{thread}-{time.perf_counter_ns()}-{number}"
        body = json.dumps({"id": name, "text": TEXT, "author": {"name": "Ann", "followers": 12}})
        headers = _signed(name, body)
        began = time.perf_counter()
        client.request("POST", "/webhooks/bench", body=body, headers=headers)
        answer = client.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, answer.status
    client.close()
    return times


def _signed(name: str, body: str) -> Mapping[str, str]:
    now = SystemClock().now()
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(name, now, body),
        "content-type": "application/json",
    }


def _our_app(database: Path) -> Starlette:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("WARNING"))
    source = WebhookSource(key="bench", auth=WebhookAuth.STANDARD, secret_env="BENCH")
    return create_web_app(
        intake=Intake(_store(database), SystemClock()),
        webhooks=lambda: {"bench": source},
        secrets=lambda _: [SECRET],
        health=Health,
        metrics=lambda: b"",
        throttle=Throttle(rate=1e6, burst=1_000_000),
    )


def _bare_app(database: Path) -> Starlette:
    connection, lock = _bare_database(database), threading.Lock()

    def insert(body: bytes) -> None:
        item = json.loads(body)
        with lock, connection:
            connection.execute("INSERT INTO mentions (external_id, text) VALUES (?, ?)", (item["id"], item["text"]))

    async def answer(request: Request) -> Response:
        await run_sync(insert, await request.body())
        return JSONResponse({"received": 1})

    return Starlette(routes=[Route("/webhooks/{source}", answer, methods=["POST"])])


def _bare_database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE mentions (id INTEGER PRIMARY KEY, external_id TEXT UNIQUE, text TEXT)")
    return connection


def _store(database: Path) -> OpenUnit:
    engine = connect(f"sqlite:///{database}")
    migrate(engine)
    return lambda: SqlUnitOfWork(engine)


@contextmanager
def _served(app: Callable[[Path], Starlette], database: Path) -> Iterator[str]:
    """The application in a process of its own, so that it shares no interpreter with those who knock."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(app, database, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("stop")
        process.join(20)


def _serve(app: Callable[[Path], Starlette], database: Path, told: Connection) -> None:
    with ServerThread(app(database)) as server:
        told.send(server.url)
        told.recv()


def _imports(folder: Path) -> Table:
    path = folder / "export.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "author", "followers", "url", "published_at"])
        at = datetime(2026, 11, 23, tzinfo=UTC).isoformat()
        writer.writerows([number, TEXT, "Ann", 12, f"https://x.com/a/{number}", at] for number in range(ROWS))
    bare, ours = _rows_a_second(lambda: _bare_import(path, folder)), _rows_a_second(lambda: _our_import(path, folder))
    table = Table("import", "rows/s", title=f"CSV of {ROWS} rows")
    table.add_row("csv.reader + executemany", f"{bare:,.0f}")
    table.add_row("doorknock", f"{ours:,.0f}")
    table.add_row("share of bare", f"{ours / bare:.0%}")
    return table


def _rows_a_second(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return ROWS / (time.perf_counter() - began)


def _bare_import(path: Path, folder: Path) -> None:
    connection = _bare_database(folder / "bare-import.db")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(row[0], row[1]) for row in csv.reader(file)][1:]
    for start in range(0, len(rows), 500):
        with connection:
            batch = rows[start : start + 500]
            connection.executemany("INSERT INTO mentions (external_id, text) VALUES (?, ?)", batch)
    connection.close()


def _our_import(path: Path, folder: Path) -> None:
    store, fields = _store(folder / "our-import.db"), FieldMap()
    listener = Listener(on_bad=lambda _: None, on_note=lambda *_: None, on_batch=lambda _: None)
    with MentionFile(path, fields=fields) as file:
        work = FileImport(file, fields=fields, source="bench", brand="", clock=SystemClock(), listener=listener)
        tally = work.run(Intake(store, SystemClock()), after=Mark())
    assert tally.new == ROWS, tally


if __name__ == "__main__":
    main()
