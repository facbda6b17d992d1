from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.core.mention import Mention
from bot.services.intake import Intake
from tests.services.fake_units import FakeStore

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
    store.broken = True
    with pytest.raises(OSError, match="full"):
        intake.receive([COLD], cursor=("feed:a", "page 2"), delivery_key="d1")
    store.broken = False
    assert store.tables.mentions == {}
    assert store.tables.cursors == {}
    assert intake.receive([COLD], delivery_key="d1").new == 1, "a failed delivery must not count as seen"


def test_a_replayed_delivery_stores_nothing_even_with_other_words(store: FakeStore, intake: Intake) -> None:
    intake.receive([COLD], delivery_key="d1")
    replay = intake.receive([WARM], delivery_key="d1")
    assert (replay.is_replay, replay.new, replay.known) == (True, 0, 0)
    assert store.mentions == [COLD]
