"""The scene of a history: a database, a bad Slack, a nursery with its workers, and the people and senders outside."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from sqlalchemy import Engine

from bot.core.mention import Author, Mention
from bot.core.rulebook import Rulebook
from bot.core.source import WebhookSource
from bot.demo.senders import StageError, WebhookSender, make_secrets
from bot.rulebook import RulebookKeeper
from bot.services.intake import Intake
from bot.services.issues import IssueService
from bot.services.reporting import CURSOR
from bot.store.unit import SqlUnitOfWork
from bot.workspace.workspace import Workspace
from tests.history.clock import SharedClock, real_s
from tests.history.guards import unit_without
from tests.history.history import SETTLED
from tests.history.nursery import Nursery, is_alive, kill
from tests.history.slack import LATEST, bad_slack
from tests.history.worker import Job
from tests.scenarios.play import RULES

PATIENCE_S = 120.0
PERSON = "U0ANYBODY00"
STEPS = """
    ignores_working_hours: true
    steps:
      - {after: 1m, tell: seat}
      - {after: 2m, tell: [channel, backup]}
      - {after: 4m, tell: [channel, strategist]}
    repeat_every: 5m
    check_after: 24h
    release_after: 12h
"""


def write_rules(folder: Path) -> Path:
    """The café's rulebook with doors that are knocked on within minutes, at any hour."""
    shutil.copytree(RULES, folder, dirs_exist_ok=True)
    policies = "".join(f"\n  {name}:{STEPS}" for name in ("patient", "brisk", "urgent"))
    (folder / "escalation.yaml").write_text(f"policies:\n{policies}", encoding="utf-8")
    return folder


@dataclass
class Worker:
    """One place in the cast, and the process that fills it now."""

    job: Job
    pid: int
    is_asleep: bool = False


@dataclass
class House:
    """Everything of one run."""

    engine: Engine
    rulebook: Rulebook
    slack: Workspace
    clock: SharedClock
    nursery: Nursery
    job: Job
    client: httpx2.Client
    cast: list[Worker] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        keeper = RulebookKeeper(self.nursery.rules)
        self.intake = Intake(self.unit, self.clock)
        self.issues = IssueService(self.unit, keeper, self.clock)
        self._lock = threading.RLock()
        self._naps: list[threading.Timer] = []

    def unit(self) -> SqlUnitOfWork:
        return unit_without(self.job.without)(self.engine)

    # --- workers -------------------------------------------------------------------------------------------------

    def hire(self, *roles: str, port: int = 0) -> Worker:
        """One more worker."""
        fields = {name: getattr(self.job, name) for name in self.job.__slots__}
        job = Job(**{**fields, "roles": roles, "port": port})
        worker = Worker(job=job, pid=self.nursery.bear(job))
        self.cast.append(worker)
        return worker

    def count(self, event: str) -> int:
        """How often the workers have written that down."""
        log = Path(self.job.log)
        return log.read_text(encoding="utf-8").count(f'"event": "{event}"') if log.exists() else 0

    def kill(self, worker: Worker) -> None:
        """kill -9, asleep or not; nobody takes the place yet."""
        with self._lock:
            if not is_alive(worker.pid):
                self.deaths.append(f"died: {worker.job.roles} by itself; see {worker.job.log}")
            kill(worker.pid)
            worker.is_asleep = False

    def replace(self, worker: Worker) -> None:
        """kill -9, and another process in its place."""
        self.kill(worker)
        worker.pid = self.nursery.bear(worker.job)

    def stop(self, worker: Worker) -> None:
        """SIGSTOP: it freezes where it is."""
        with self._lock:
            os.kill(worker.pid, signal.SIGSTOP)
            worker.is_asleep = True

    def wake(self, worker: Worker) -> None:
        """SIGCONT, where it still sleeps."""
        with self._lock:
            if worker.is_asleep:
                os.kill(worker.pid, signal.SIGCONT)
                worker.is_asleep = False

    def nap(self, worker: Worker, seconds: float) -> None:
        """It freezes for so many of the machine's seconds."""
        self.stop(worker)
        # By itself: what it holds locked may be just what everybody else waits for.
        timer = threading.Timer(seconds, self.wake, [worker])
        timer.start()
        self._naps.append(timer)

    def awaken(self) -> None:
        """Everybody is awake again."""
        for timer in self._naps:
            timer.join()

    def awaits(self, is_met: Callable[[], bool], *, within_s: float = PATIENCE_S) -> bool:
        """Whether it is met in time."""
        deadline = time.monotonic() + within_s
        while not is_met():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def is_delivered(self) -> bool:
        """Whether all that is known is sorted, and Slack has all that it is to be told."""
        with self.unit() as unit:
            ledger = unit.record.ledger()
        return not ledger.waiting and not {*ledger.outbox} - {*SETTLED}

    def drain(self, is_quiet: Callable[[], bool] | None = None) -> None:
        """Let everybody finish, and end all of them."""
        self.awaits(is_quiet or self.is_delivered)
        # What nobody waits for any more may still be under way; nothing tells when it has landed.
        time.sleep(real_s(LATEST))
        self.awaits(self.is_delivered)
        for worker in self.cast:
            self.kill(worker)

    # --- the world outside ---------------------------------------------------------------------------------------

    def send(self, mentions: Sequence[Mention], *, port: int) -> bool:
        """One webhook delivery; True where it was acknowledged. The same mentions make the same delivery."""
        source = next(each for each in self.rulebook.sources if isinstance(each, WebhookSource))
        secret = self.job.secrets[source.secret_env.split()[0]]
        url = f"http://127.0.0.1:{port}"
        sender = WebhookSender(source=source, url=url, secret=secret, client=self.client, clock=self.clock)
        try:
            sender.send(mentions)
        except (StageError, httpx2.HTTPError):
            return False
        return True

    def mention(self, name: str, text: str) -> Mention:
        return Mention(
            source="history",
            external_id=name,
            text=text,
            received_at=self.clock.now(),
            author=Author(name="Ada", followers=10),
        )


@contextmanager
def house(engine: Engine, folder: Path, nursery: Nursery, *, without: str = "") -> Iterator[House]:
    """The scene, with nobody at work yet. Its workers write their log into `folder`."""
    rulebook = RulebookKeeper(nursery.rules).current
    clock = SharedClock(time.monotonic())
    with SqlUnitOfWork(engine) as unit:
        # Reports of weeks before the first start are never posted, so this is not the first one.
        unit.cursors.set(CURSOR, "2026-W47")
        unit.commit()
    with bad_slack(rulebook, clock) as slack, httpx2.Client(timeout=1.0, trust_env=False) as client:
        job = Job(
            roles=(),
            database_url=engine.url.render_as_string(hide_password=False),
            secrets=make_secrets(rulebook),
            slack_url=f"{slack.state.base_url}/api/",
            token=slack.bot.token,
            anchor=clock.anchor,
            log=str(folder / "workers.log"),
            without=without,
        )
        scene = House(engine, rulebook, slack, clock, nursery, job, client)
        try:
            yield scene
        finally:
            scene.awaken()
            for worker in scene.cast:
                kill(worker.pid)


def free_ports(count: int) -> list[int]:
    import socket

    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
