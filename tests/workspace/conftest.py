"""A small workspace with three people, served on a free port, and the real slack_sdk client beside it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.clock import MovableClock
from bot.workspace import Manners, Workspace

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    """A clock that stands still on a Monday morning."""
    return MovableClock(MONDAY)


@pytest.fixture
def workspace(clock: MovableClock) -> Workspace:
    """Maria, Jonas and Aiko; public #billing and #digital, private #legal, and #lobby without the bot."""
    made = Workspace(clock=clock, manners=Manners(retry_pauses=(0.0, 0.0, 0.0)))
    made.add_person("maria", "Maria Silva", title="Billing lead")
    made.add_person("jonas", "Jonas Weber", tz="Europe/London")
    made.add_person("aiko", "Aiko Tanaka")
    made.add_channel("#billing", members=["maria", "jonas"])
    made.add_channel("#digital", members=["aiko"])
    made.add_channel("#legal", members=["maria"], is_private=True)
    made.add_channel("#lobby", members=["maria"], has_bot=False)
    made.add_channel("#vault", members=["maria"], is_private=True, has_bot=False)
    made.add_group("billing-team", "Billing team", members=["maria"])
    return made


@pytest.fixture
def url(workspace: Workspace) -> Iterator[str]:
    """The served workspace's base_url."""
    with workspace.serve() as base_url:
        yield base_url


@pytest.fixture
def client(workspace: Workspace, url: str) -> WebClient:
    """The bot's client, which sends nothing twice."""
    return WebClient(token=workspace.bot.token, base_url=url, retry_handlers=[], timeout=5)
