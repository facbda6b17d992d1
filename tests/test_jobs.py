"""The metronome, on its own threads."""

import threading
from datetime import datetime, timedelta

import pytest

from bot.clock import SystemClock
from bot.jobs import LONGEST_S, Metronome, in_turn

LONG = timedelta(hours=1)
PATIENCE_S = 10


def test_a_tick_is_called_at_the_start_and_at_a_hint() -> None:
    called = threading.Semaphore(0)
    metronome = Metronome({"triage": (LONG, called.release)})
    metronome.start()
    try:
        assert called.acquire(timeout=PATIENCE_S)
        metronome.hurry("triage")
        assert called.acquire(timeout=PATIENCE_S)
    finally:
        metronome.stop()


def test_a_hint_that_comes_while_the_tick_runs_is_not_lost() -> None:
    entered, may_go_on, done = threading.Event(), threading.Event(), threading.Semaphore(0)

    def tick() -> None:
        entered.set()
        may_go_on.wait(PATIENCE_S)
        done.release()

    metronome = Metronome({"deliver": (LONG, tick)})
    metronome.start()
    try:
        assert entered.wait(PATIENCE_S)
        metronome.hurry("deliver")
        may_go_on.set()
        assert done.acquire(timeout=PATIENCE_S)
        assert done.acquire(timeout=PATIENCE_S)
    finally:
        metronome.stop()


def test_a_tick_that_raises_comes_again() -> None:
    called = threading.Semaphore(0)

    def tick() -> None:
        called.release()
        raise ValueError("a bad day")

    metronome = Metronome({"tick": (timedelta(milliseconds=20), tick)})
    metronome.start()
    try:
        assert called.acquire(timeout=PATIENCE_S)
        assert called.acquire(timeout=PATIENCE_S)
    finally:
        metronome.stop()


def test_a_tick_that_has_more_to_do_goes_on_at_once_and_stops_when_told() -> None:
    left = [3, 2, 1, 0]
    is_done = threading.Event()

    def tick() -> int:
        remaining = left.pop(0)
        if remaining == 0:
            is_done.set()
        return remaining

    metronome = Metronome({"triage": (LONG, tick)})
    metronome.start()
    try:
        assert is_done.wait(PATIENCE_S)
    finally:
        metronome.stop()
    assert left == []


@pytest.mark.usefixtures("quiet_logs")
def test_a_clock_that_is_set_back_stops_nothing() -> None:
    called = threading.Semaphore(0)

    class Wall:
        set_back = timedelta(0)

        def now(self) -> datetime:
            return SystemClock().now() - self.set_back

    wall = Wall()
    metronome = Metronome({"tick": (LONG, called.release)}, wall=wall, look_s=0.005)
    metronome.start()
    try:
        assert called.acquire(timeout=PATIENCE_S)
        wall.set_back = timedelta(hours=2)
        # By itself it would come in an hour, and by the scheduler's reckoning in three.
        assert called.acquire(timeout=PATIENCE_S)
    finally:
        metronome.stop()


def test_a_hint_for_a_role_of_another_process_does_nothing() -> None:
    metronome = Metronome({})
    metronome.start()
    metronome.hurry("triage")
    metronome.stop()


def test_a_tick_that_hangs_can_be_seen_and_one_that_ends_cannot() -> None:
    entered, may_go_on, again = threading.Event(), threading.Event(), threading.Semaphore(0)
    time_s = 0.0

    def tick() -> None:
        entered.set()
        may_go_on.wait(PATIENCE_S)
        again.release()

    metronome = Metronome({"deliver": (LONG, tick)}, monotonic=lambda: time_s)
    metronome.start()
    try:
        assert entered.wait(PATIENCE_S)
        assert metronome.stuck() == []
        time_s = LONGEST_S + 1
        assert metronome.stuck() == ["deliver"]
        metronome.hurry("deliver")
        may_go_on.set()
        assert again.acquire(timeout=PATIENCE_S)
        # The second call begins when the first one is over.
        assert again.acquire(timeout=PATIENCE_S)
        assert metronome.stuck() == []
    finally:
        metronome.stop()


def test_of_several_that_take_turns_one_that_raises_keeps_none_of_the_others_from_its_work() -> None:
    called: list[str] = []

    def stumble() -> None:
        called.append("second")
        raise ValueError("a bad day")

    in_turn({"first": lambda: called.append("first"), "second": stumble, "third": lambda: called.append("third")})()
    assert called == ["first", "second", "third"]
