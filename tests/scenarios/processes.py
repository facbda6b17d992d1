"""The bot as processes of its own, beside a Slack that keeps the machine's time."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.clock import MovableClock, SystemClock
from bot.demo.company import build_workspace
from bot.rulebook import load_rulebook
from bot.workspace.workspace import Workspace
from tests.classify.tiny_encoder import write_tiny_encoder
from tests.scenarios.play import RULES


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture
def slack() -> Iterator[Workspace]:
    # It moves with the machine's clock, as the process does.
    workspace = build_workspace(load_rulebook(RULES), MovableClock(SystemClock().now(), speed=1.0))
    with workspace.serve():
        yield workspace


@pytest.fixture
def environment(slack: Workspace, database_url: str, encoder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "RULES_DIR": str(RULES),
        "ENCODER": str(encoder),
        "SLACK_BOT_TOKEN": slack.bot.token,
        "SLACK_SIGNING_SECRET": slack.bot.signing_secret,
        "SLACK_API_URL": f"{slack.state.base_url}/api/",
        "EARSHOT_SECRET": "whsec_b3BlbnMgbm90aGluZyBidXQgdGhpcyB0ZXN0",
        "WEB_PORT": "0",
        "LOG_FORMAT": "json",
    }


@contextmanager
def running(environment: dict[str, str], *, roles: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """The bot with these roles, else with all of them; whatever happens, it is gone afterwards."""
    command = [sys.executable, "-m", "bot", "run", *(["--roles", roles] if roles else [])]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
