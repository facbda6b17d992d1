"""Several processes on one PostgreSQL, with roles of their own: a canary gets through, also when some of them die."""

import signal
import subprocess
import sys
from contextlib import ExitStack

import pytest

from bot.services.canary import Stage
from bot.workspace.workspace import Workspace
from tests.scenarios.processes import encoder, environment, running, slack

__all__ = ["encoder", "environment", "slack"]

SONG = "Just checking that everything works"


def canary(environment: dict[str, str], *, seconds: int) -> "subprocess.CompletedProcess[str]":
    asked = [sys.executable, "-m", "bot", "canary", "--timeout", str(seconds)]
    return subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_canary_gets_through_processes_with_roles_of_their_own_also_when_some_die(
    slack: Workspace, environment: dict[str, str]
) -> None:
    with ExitStack() as processes:
        processes.enter_context(running(environment, roles="triage"))
        others = [processes.enter_context(running(environment, roles="ingest,deliver,tick")) for _ in range(2)]
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
