import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.core.mention import Mention
from bot.errors import TemporaryFailure
from bot.ports import OpenUnit, UnitOfWork
from bot.services.intake import Intake, Received
from tests.services.fake_units import FakeStore

pytestmark = pytest.mark.usefixtures("quiet_logs")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLD = Mention(source="webhook:test", external_id="1", text="The room was cold.", received_at=NOW)
WARM = replace(COLD, external_id="2", text="The room was warm.")


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def intake(store: FakeStore) -> Intake:
    return Intake(store.open, MovableClock(NOW))


def test_what_is_received_is_stored_normalised(store: FakeStore, intake: Intake) -> None:
    received = intake.receive([replace(COLD, text="  cold\x00 \r\n")])
    assert (received.new, received.known) == (1, 0)
    assert store.mentions[0].text == "cold"


def test_the_same_mention_twice_is_stored_once_and_counted_as_known(store: FakeStore, intake: Intake) -> None:
    assert intake.receive([COLD, COLD]).ids == (1, None)
    received = intake.receive([COLD, WARM])
    assert (received.new, received.known) == (1, 1)
    assert len(store.mentions) == 2


def test_mentions_and_cursor_are_committed_together(store: FakeStore, intake: Intake) -> None:
    intake.receive([COLD, WARM], cursor=("feed:a", "page 2"))
    assert store.commits == 1
    assert store.tables.cursors == {"feed:a": "page 2"}


def test_nothing_is_kept_when_the_commit_fails(store: FakeStore, intake: Intake) -> None:
    store.broken = OSError("database or disk is full")
    with pytest.raises(OSError, match="full"):
        intake.receive([COLD], cursor=("feed:a", "page 2"), delivery_key="d1")
    store.broken = None
    assert store.tables.mentions == {}
    assert store.tables.cursors == {}
    assert intake.receive([COLD], delivery_key="d1").new == 1, "a failed delivery must not count as seen"


def test_a_replayed_delivery_stores_nothing_even_with_other_words(store: FakeStore, intake: Intake) -> None:
    intake.receive([COLD], delivery_key="d1")
    replay = intake.receive([WARM], delivery_key="d1")
    assert (replay.is_replay, replay.new, replay.known) == (True, 0, 0)
    assert store.mentions == [COLD]


class HeldUp(FakeStore):
    """A store whose first transaction waits until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = threading.Event()
        self.may_commit = threading.Event()

    @property
    def open(self) -> OpenUnit:
        normal = super().open

        def opened() -> UnitOfWork:
            self.waits.set()
            assert self.may_commit.wait(5)
            return normal()

        return opened


def _deliver_together(store: HeldUp, mentions: list[Mention]) -> dict[str, Received | Exception]:
    """The first delivery is held up in its commit until all the others wait behind it."""
    intake = Intake(store.open, MovableClock(NOW))
    outcomes: dict[str, Received | Exception] = {}

    def deliver(mention: Mention) -> None:
        try:
            outcomes[mention.external_id] = intake.receive([mention], delivery_key=f"d{mention.external_id}")
        except Exception as error:  # noqa: BLE001
            outcomes[mention.external_id] = error

    threads = [threading.Thread(target=deliver, args=(mention,)) for mention in mentions]
    threads[0].start()
    assert store.waits.wait(5)
    for thread in threads[1:]:
        thread.start()
    deadline = time.monotonic() + 5
    while len(intake._waiting) < len(mentions) - 1 and time.monotonic() < deadline:
        time.sleep(0.001)
    store.may_commit.set()
    for thread in threads:
        thread.join(5)
    return outcomes


def test_deliveries_that_wait_for_a_commit_share_the_next_one() -> None:
    store = HeldUp()
    many = [replace(COLD, external_id=str(number)) for number in range(20)]
    outcomes = _deliver_together(store, many)
    assert [outcome.new for outcome in outcomes.values() if isinstance(outcome, Received)] == [1] * 20
    assert store.commits == 2
    assert len({received.ids for received in outcomes.values() if isinstance(received, Received)}) == 20


def test_a_delivery_that_cannot_be_stored_costs_no_other_one() -> None:
    store = HeldUp()
    store.poison = "13"
    outcomes = _deliver_together(store, [replace(COLD, external_id=str(number)) for number in range(20)])
    failed = {name for name, outcome in outcomes.items() if isinstance(outcome, Exception)}
    assert failed == {"13"}
    assert len(store.mentions) == 19
    assert "d13" not in store.tables.received


def test_a_database_that_does_not_answer_is_asked_once_for_all_that_wait() -> None:
    store = HeldUp()
    store.broken = TemporaryFailure("the database does not answer")
    outcomes = _deliver_together(store, [replace(COLD, external_id=str(number)) for number in range(20)])
    assert all(isinstance(outcome, TemporaryFailure) for outcome in outcomes.values())
    assert store.tries == 2
