"""Two hundred people click at once while the classifier is busy: how soon is each of them answered?

As in production: the bot is a process of its own (`doorknock run`) on SQLite, the classifier is the real one, and each
click on a card of one's own changes it. Beside it, in the same run: a Bolt app that only acknowledges. Slack gives up
after three seconds. Figures are printed, none is promised: they tell about a machine and what else it does.
"""

import os
import socket
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx2
from rich.console import Console
from rich.table import Table

from bot.logs import configure_logging
from bot.slack.actions import Act
from bot.workspace.model import JsonObject, Message
from tests.bench.clicker import Answered, click_over_http, click_over_sockets
from tests.bench.crowd import Crowd, crowd, running

ROUNDS = 3
WITHIN_S = 3.0
START_S = 180.0
ALL_ROLES = "web,ingest,triage,deliver,tick"
SET_UPS = (
    ("HTTP, one process", False, (ALL_ROLES,)),
    ("HTTP, two processes", False, ("web", "ingest,triage,deliver,tick")),
    ("Socket Mode, one process", True, (ALL_ROLES,)),
)


@dataclass(frozen=True)
class Door:
    """Where the clicks go."""

    company: Crowd
    port: int
    app_token: str

    def click(self, payloads: Sequence[JsonObject]) -> list[Answered]:
        """Everybody clicks, now."""
        if self.app_token:
            return click_over_sockets(self.company.workspace, payloads)
        return click_over_http(
            f"http://127.0.0.1:{self.port}/slack/events", self.company.workspace.bot.signing_secret, payloads
        )

    @contextmanager
    def open(self, command: Sequence[str], roles: Sequence[str]) -> Iterator[None]:
        """The processes, once they can do all their work."""
        with ExitStack() as processes:
            ports = [self.port, *(free_port() for _ in roles[1:])]
            for port, role in zip(ports, roles, strict=True):
                token = self.app_token if port == self.port else ""
                environment = self.company.environment(port=port, app_token=token, roles=role)
                processes.enter_context(running(command, environment))
            wait(lambda: all(map(is_ready, ports)))
            yield


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    for title, is_by_socket, roles in SET_UPS:
        table = Table("who is clicked at", "p50", "p99", "worst", "within 3 s", "load", title=title)
        with crowd() as company:
            door = Door(company, free_port(), company.workspace.bot.app_token if is_by_socket else "")
            for name, answers in _measured(door, company.open_cards(), roles):
                table.add_row(name, *_figures(answers))
        Console(width=110).print(table)


def _measured(door: Door, cards: Sequence[Message], roles: Sequence[str]) -> Iterator[tuple[str, list[Answered]]]:
    with door.open(["tests.bench.bare_bolt"], [ALL_ROLES]):
        bare = [door.click(door.company.clicks(Act.CLAIM, cards)) for _ in range(ROUNDS)]
    yield "a Bolt app that only acknowledges", [answer for answers in bare for answer in answers]
    with door.open(["bot", "run"], roles):
        time.sleep(5)
        yield "idle: own cards, everybody for the first time", door.click(door.company.clicks(Act.CLAIM, cards))
        yield "idle: own cards", door.click(door.company.clicks(Act.RELEASE, cards))
        yield from _while_busy(door, cards)


def _while_busy(door: Door, cards: Sequence[Message]) -> Iterator[tuple[str, list[Answered]]]:
    own: list[Answered] = []
    same: list[Answered] = []
    forms: list[Answered] = []
    for number in range(ROUNDS):
        own += _busily(door, Act.RELEASE if number % 2 else Act.CLAIM, cards)
        same += _busily(door, Act.CLAIM, cards[number : number + 1])
        forms += _busily(door, Act.HAND_OFF, cards)
    yield f"busy: own cards, {ROUNDS} times", own
    yield f"busy: all the same card, {ROUNDS} times", same
    yield f"busy: forms, {ROUNDS} times", forms


def _busily(door: Door, act: Act, cards: Sequence[Message]) -> list[Answered]:
    door.company.keep_busy()
    time.sleep(2)
    return door.click(door.company.clicks(act, cards))


def _figures(answers: Sequence[Answered]) -> list[str]:
    seconds = sorted(answer.seconds for answer in answers)
    in_time = sum(answer.status == 200 and answer.seconds <= WITHIN_S for answer in answers)
    times = (statistics.median(seconds), statistics.quantiles(seconds, n=100)[-1], seconds[-1])
    return [*(f"{each * 1e3:.0f} ms" for each in times), f"{in_time} of {len(answers)}", f"{os.getloadavg()[0]:.1f}"]


def is_ready(port: int) -> bool:
    """Whether the process there can do all its work."""
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=10).status_code == 200
    except httpx2.HTTPError:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait(is_so: Callable[[], bool]) -> None:
    """Until it is so, for three minutes at most."""
    deadline = time.monotonic() + START_S
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("a process of the bench does not start; what it wrote stands above")
        time.sleep(0.05)


if __name__ == "__main__":
    main()
