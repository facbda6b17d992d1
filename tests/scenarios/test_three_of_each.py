"""Several processes on one PostgreSQL, with roles of their own: a canary gets through, also when some of them die."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot.clock import MovableClock, SystemClock
from bot.demo.company import build_workspace
from bot.rulebook import load_rulebook
from bot.services.canary import Stage
from bot.workspace.workspace import Workspace
from tests.classify.tiny_encoder import write_tiny_encoder
from tests.scenarios.play import RULES
from tests.scenarios.test_process import environment

__all__ = ["environment"]

SONG = "Just checking that everything works"


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture
def slack() -> Iterator[Workspace]:
    workspace = build_workspace(load_rulebook(RULES), MovableClock(SystemClock().now(), speed=1.0))
    with workspace.serve():
        yield workspace


@contextmanager
def running(environment: dict[str, str], roles: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--roles", roles], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def canary(environment: dict[str, str], *, seconds: int) -> "subprocess.CompletedProcess[str]":
    asked = [sys.executable, "-m", "bot", "canary", "--timeout", str(seconds)]
    return subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_canary_gets_through_processes_with_roles_of_their_own_also_when_some_die(
    slack: Workspace, environment: dict[str, str]
) -> None:
    with ExitStack() as processes:
        processes.enter_context(running(environment, "triage"))
        others = [processes.enter_context(running(environment, "ingest,deliver,tick")) for _ in range(2)]
        first = canary(environment, seconds=90)
        assert first.returncode == 0, first.stderr
        assert [line[:14].strip() for line in first.stdout.splitlines()[:-1]] == [str(stage) for stage in Stage]
        kill(others.pop())
        second = canary(environment, seconds=90)
        assert second.returncode == 0, second.stderr
        kill(others.pop())
        third = canary(environment, seconds=3)
    assert third.returncode == 1
    assert "Is a process with the role deliver running?" in third.stderr
    assert len(posts(slack)) == 2


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def posts(slack: Workspace) -> list[str]:
    return [each.text for each in slack.record if each.method == "chat.postMessage" and SONG in each.text]
