"""Processes on PostgreSQL wake each other up; nobody depends on it."""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.assembly.parts import Hints
from bot.clock import MovableClock, SystemClock
from bot.jobs import Metronome
from bot.store.bell import EVERYBODY, Bell
from bot.store.database import connect
from bot.store.unit import Store

WITHIN_S = 20

# Another process: says what it hears, and rings what it is told to.
OTHER = """
import sys
from bot.store.bell import Bell
from bot.store.database import connect
bell = Bell(connect(sys.argv[1]), heard=lambda role: print(role, flush=True))
bell.start()
for line in sys.stdin:
    bell.ring(line.strip())
bell.stop()
"""


CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND (query LIKE 'LISTEN%' OR query LIKE 'SELECT pg_notify%')
"""


class Heard:
    """What one side hears, in order."""

    def __init__(self) -> None:
        self.rings: queue.Queue[str] = queue.Queue()

    def awaits(self, role: str) -> None:
        while self.rings.get(timeout=WITHIN_S) != role:
            pass


@pytest.fixture
def other(postgres_url: str) -> Iterator[tuple[Callable[[str], None], Heard]]:
    """How to have the other process ring, and what it hears."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, postgres_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    heard = Heard()
    assert process.stdin is not None
    assert process.stdout is not None
    out = process.stdout
    reader = threading.Thread(target=lambda: [heard.rings.put(line.strip()) for line in out], daemon=True)
    reader.start()

    def ring(role: str) -> None:
        process.stdin.write(f"{role}\n")
        process.stdin.flush()

    heard.awaits(EVERYBODY)
    yield ring, heard
    process.stdin.close()
    process.wait(timeout=WITHIN_S)
    reader.join()
    out.close()


@pytest.fixture
def bell(postgres_url: str) -> Iterator[tuple[Bell, Heard]]:
    engine, heard = connect(postgres_url), Heard()
    bell = Bell(engine, heard=heard.rings.put)
    bell.start()
    heard.awaits(EVERYBODY)
    yield bell, heard
    bell.stop()
    engine.dispose()


@pytest.mark.postgres
def test_two_processes_wake_each_other_and_not_themselves(
    bell: tuple[Bell, Heard], other: tuple[Callable[[str], None], Heard]
) -> None:
    (ours, we_hear), (theirs, they_hear) = bell, other
    ours.ring("triage")
    they_hear.awaits("triage")
    theirs("deliver")
    we_hear.awaits("deliver")
    assert we_hear.rings.empty()


@pytest.mark.postgres
def test_after_a_broken_connection_everybody_looks_and_hears_again(
    bell: tuple[Bell, Heard], other: tuple[Callable[[str], None], Heard], postgres_url: str
) -> None:
    (ours, we_hear), (theirs, they_hear) = bell, other
    server = connect(postgres_url)
    with server.begin() as connection:
        connection.execute(text(CUT))
    server.dispose()
    we_hear.awaits(EVERYBODY)
    they_hear.awaits(EVERYBODY)
    # What is rung into a connection that has just died may be lost; it is a hint.
    until_heard(lambda: ours.ring("triage"), "triage", they_hear)
    until_heard(lambda: theirs("deliver"), "deliver", we_hear)


def until_heard(ring: Callable[[], None], role: str, heard: Heard) -> None:
    for _ in range(WITHIN_S):
        ring()
        try:
            if heard.rings.get(timeout=1) == role:
                return
        except queue.Empty:
            continue
    pytest.fail(f"nobody has heard {role}")


@pytest.mark.postgres
def test_a_role_whose_beat_is_an_hour_away_looks_at_once(
    other: tuple[Callable[[str], None], Heard], postgres_url: str
) -> None:
    ring, _ = other
    engine, looked, hints = connect(postgres_url), Heard(), Hints()
    hints.metronome = Metronome({"triage": (timedelta(hours=1), lambda: looked.rings.put("looked"))})
    bell = Bell(engine, heard=lambda role: (looked.rings.put(role), hints.heard(role)))
    hints.metronome.start()
    try:
        bell.start()
        looked.awaits(EVERYBODY)
        looked.awaits("looked")
        ring("triage")
        looked.awaits("triage")
        looked.awaits("looked")
    finally:
        hints.metronome.stop()
        bell.stop()
        engine.dispose()


def test_on_sqlite_nothing_rings_and_nothing_is_missed(tmp_path: object) -> None:
    engine = connect(f"sqlite:///{tmp_path}/doorknock.db")
    bell = Bell(engine, heard=lambda role: pytest.fail("there is nobody to ring"))
    bell.start()
    bell.ring("triage")
    bell.stop()
    assert not any(thread.name.startswith("bell") for thread in threading.enumerate())
    engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_a_clock_that_is_off_is_measured_against_the_database(postgres_url: str, ahead: timedelta) -> None:
    store = Store(connect(postgres_url))
    wrong = MovableClock(SystemClock().now() + ahead, speed=1.0)
    # Both read the same machine's clock, so what is left is the time that asking takes.
    assert abs(store.skew(wrong) - ahead) < timedelta(minutes=1)
    assert abs(store.skew(SystemClock())) < timedelta(minutes=1)
    store.close()


def test_on_sqlite_there_is_one_clock(tmp_path: object) -> None:
    store = Store(connect(f"sqlite:///{tmp_path}/doorknock.db"))
    assert store.skew(MovableClock(SystemClock().now() + timedelta(days=1))) == timedelta(0)
    store.close()
