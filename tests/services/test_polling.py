import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.core.mention import Mention
from bot.errors import PermanentFailure, TemporaryFailure
from bot.services.intake import Intake
from bot.services.polling import Connector, Fetched, Poller, Reading, reading_from, written
from tests.services.fake_units import FakeStore

pytestmark = pytest.mark.usefixtures("quiet_logs")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)


@dataclass
class FakeFeed:
    """Brings one mention a fetch, or raises what it is told to."""

    source: str = "feed:a"
    origin: str = "https://example.org/a"
    every: timedelta = TEN_MINUTES
    failure: Exception | None = None
    cursors: list[str] = field(default_factory=list)
    during: Callable[[], object] = lambda: None

    def fetch(self, cursor: str) -> Fetched:
        self.cursors.append(cursor)
        self.during()
        if self.failure is not None:
            raise self.failure
        number = str(len(self.cursors))
        mention = Mention(source=self.source, external_id=number, text="Hello", received_at=NOW)
        return Fetched(mentions=(mention,), cursor=f"after {number}", next_after=self.every)


class Desk:
    """A poller on a store and a clock of its own."""

    def __init__(self, *feeds: Connector, owner: str = "one", beside: "Desk | None" = None) -> None:
        self.store = beside.store if beside else FakeStore()
        self.clock = beside.clock if beside else MovableClock(NOW)
        self.feeds: Sequence[Connector] = feeds
        self.poller = Poller(
            lambda: self.feeds,
            intake=Intake(self.store.open, self.clock),
            open_unit=self.store.open,
            clock=self.clock,
            owner=owner,
        )


def test_a_source_is_asked_when_due_and_goes_on_from_its_cursor() -> None:
    feed = FakeFeed()
    desk = Desk(feed)
    assert [polled.new for polled in desk.poller.tick()] == [1]
    assert desk.poller.tick() == [], "it is not due again yet"
    desk.clock.forward(TEN_MINUTES)
    desk.poller.tick()
    assert feed.cursors == ["", "after 1"]
    assert len(desk.store.mentions) == 2


def test_a_failing_source_backs_off_alone_and_says_why() -> None:
    sick, well = FakeFeed(failure=TemporaryFailure("answers 500")), FakeFeed(source="feed:b", origin="b")
    desk = Desk(sick, well)
    for _ in range(6):
        desk.poller.tick()
        desk.clock.forward(TEN_MINUTES)
    assert len(well.cursors) == 6
    assert len(sick.cursors) == 3, "after 0, 10 and 30 minutes; the next would be after 70"
    assert desk.poller.troubles() == ["feed:a has failed 3 times, next try at 2026-11-23 10:10 UTC: answers 500"]


def test_a_source_that_recovers_is_back_to_its_usual_pace_and_to_its_cursor() -> None:
    feed = FakeFeed()
    desk = Desk(feed)
    desk.poller.tick()
    feed.failure = TemporaryFailure("answers 500")
    desk.clock.forward(TEN_MINUTES)
    desk.poller.tick()
    feed.failure = None
    desk.clock.forward(TEN_MINUTES)
    desk.poller.tick()
    assert feed.cursors == ["", "after 1", "after 1"]
    assert desk.poller.troubles() == []
    assert desk.poller.next_at() == desk.clock.now() + TEN_MINUTES


def test_the_pause_that_the_other_side_asks_for_is_kept() -> None:
    desk = Desk(FakeFeed(failure=TemporaryFailure("slow down", retry_after=3600)))
    desk.poller.tick()
    assert desk.poller.next_at() == NOW + timedelta(hours=1)


def test_no_pause_is_longer_than_a_day_and_no_back_off_longer_than_six_hours() -> None:
    reading = Reading(origin="a", failures=50)
    asked = reading.failed(TemporaryFailure("slow down", retry_after=1e12), every=TEN_MINUTES, now=NOW)
    assert asked.next_at == NOW + timedelta(days=1)
    unasked = reading.failed(TemporaryFailure("answers 500"), every=TEN_MINUTES, now=NOW)
    assert unasked.next_at == NOW + timedelta(hours=6)


def test_a_source_that_is_gone_is_asked_no_more_until_it_has_another_address() -> None:
    feed = FakeFeed(failure=PermanentFailure("gone"))
    desk = Desk(feed)
    desk.poller.tick()
    desk.clock.forward(timedelta(days=30))
    assert desk.poller.tick() == []
    assert desk.poller.next_at() is None
    assert desk.poller.troubles() == ["feed:a has failed 1 time: gone"]
    moved = FakeFeed(origin="https://example.org/new")
    desk.feeds = [moved]
    assert [polled.new for polled in desk.poller.tick()] == [1]
    assert moved.cursors == [""]


def test_a_surprise_in_one_source_backs_off_like_any_failure() -> None:
    sick = FakeFeed(failure=KeyError("entries"))
    desk = Desk(sick, FakeFeed(source="feed:b"))
    assert len(desk.poller.tick()) == 2
    assert len(desk.poller.tick()) == 0
    assert "KeyError" in desk.poller.troubles()[0]


def test_one_poller_a_source_at_a_time() -> None:
    inside, may_end = threading.Event(), threading.Event()
    slow = FakeFeed(during=lambda: (inside.set(), may_end.wait(5)))
    first = Desk(slow)
    second = Desk(FakeFeed(), owner="two", beside=first)
    ticking = threading.Thread(target=first.poller.tick)
    ticking.start()
    assert inside.wait(5)
    assert second.poller.tick() == []
    may_end.set()
    ticking.join(5)
    assert len(first.store.mentions) == 1


def test_a_lease_left_by_a_dead_poller_ends() -> None:
    desk = Desk(FakeFeed())
    desk.store.tables.leases["feed:a"] = ("dead", NOW + timedelta(minutes=3))
    assert desk.poller.tick() == []
    desk.clock.forward(timedelta(minutes=3))
    assert [polled.new for polled in desk.poller.tick()] == [1]


def test_no_transaction_is_open_while_the_network_is_waited_for() -> None:
    free: list[bool] = []
    feed = FakeFeed()
    desk = Desk(feed)
    feed.during = lambda: free.append(desk.store.lock.acquire(blocking=False) and not desk.store.lock.release())
    desk.poller.tick()
    assert free == [True]


def test_when_the_commit_fails_neither_mentions_nor_cursor_move() -> None:
    desk = Desk(FakeFeed())
    desk.poller._intake = Intake(_broken(desk.store).open, desk.clock)
    assert "full" in desk.poller.tick()[0].failure
    assert desk.store.mentions == []
    assert desk.store.tables.cursors == {}


def test_a_source_that_brings_what_cannot_be_stored_is_not_asked_at_each_tick() -> None:
    feed = FakeFeed()
    desk = Desk(feed)
    desk.store.poison = "1"
    assert "could not be stored" in desk.poller.tick()[0].failure
    assert desk.poller.tick() == []
    assert "could not be stored" in desk.poller.troubles()[0]
    desk.clock.forward(TEN_MINUTES)
    assert [polled.new for polled in desk.poller.tick()] == [1]
    assert feed.cursors == ["", ""]


def _broken(beside: FakeStore) -> FakeStore:
    store = FakeStore()
    store.tables, store.broken = beside.tables, OSError("database or disk is full")
    return store


@pytest.mark.parametrize("stored", ["", "page 2", "[]", '{"origin": "a"}', '{"origin": "a", "next_at": 3}', "null"])
def test_a_cursor_that_is_none_of_ours_starts_anew(stored: str) -> None:
    assert reading_from(stored, origin="a") == Reading(origin="a")


def test_a_reading_is_read_as_it_was_written() -> None:
    reading = Reading(origin="a", cursor="{}", next_at=NOW, failures=2, why="answers 500", is_over=True)
    assert reading_from(written(reading), origin="a") == reading
