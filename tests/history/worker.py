"""One worker process of a history: real services on a real database, with the roles it was given.

Guarantee: what it runs is the bot's own code at the bot's own leases; only the clock is faster and the classifier is
one of keywords. A guard is removed here, by a subclass, where a test asks for that.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from bot.assembly.owners import is_gone, own_name
from bot.charts import drawn
from bot.core.source import WebhookSource
from bot.logs import configure_logging, get_logger
from bot.rulebook import RulebookKeeper
from bot.services.delivery import DeliveryService
from bot.services.follow_up import FollowUp
from bot.services.inheritance import Inheritance
from bot.services.intake import Intake
from bot.services.issues import IssueService
from bot.services.knocking import Knocking
from bot.services.ledger_check import LedgerCheck
from bot.services.reporting import Reporting
from bot.services.triage import Triage
from bot.slack.client import SlackApi
from bot.slack.directory import Directory
from bot.store.database import connect
from bot.web import Health, create_web_app, listen, serve
from tests.history.clock import SharedClock, real_s
from tests.history.guards import messenger_without, unit_without
from tests.history.slack import BEGUN, TIMEOUT
from tests.scenarios.play import KeywordClassifier

IDLE_S = 0.05
Tick = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker is to do, as it travels to its process."""

    roles: tuple[str, ...]
    database_url: str
    secrets: Mapping[str, str]
    slack_url: str
    token: str
    anchor: float
    log: str
    port: int = 0
    without: str = ""
    """The guard that is removed, "" for none."""

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Job":
        fields = json.loads(text)
        return cls(**{**fields, "roles": tuple(fields["roles"])})


class StampedClient(WebClient):
    """Tells with each call when it began: Slack takes nothing from somebody who has long hung up."""

    def api_call(self, api_method: str, **rest: Any) -> Any:
        return super().api_call(api_method, **{**rest, "headers": {BEGUN: repr(time.monotonic())}})


class Worker:
    """The services of one process."""

    def __init__(self, job: Job, rules: RulebookKeeper) -> None:
        self._job = job
        self._rules = rules
        self._clock = SharedClock(job.anchor)
        engine = connect(job.database_url)
        unit = unit_without(job.without)
        self._open_unit = lambda: unit(engine)
        self._owner = own_name()
        client = StampedClient(job.token, base_url=job.slack_url, timeout=real_s(TIMEOUT), retry_handlers=[])  # type: ignore[arg-type]
        self._api = SlackApi(client)
        self._directory = Directory(self._api)
        self._issues = IssueService(self._open_unit, rules, self._clock)

    @cached_property
    def ticks(self) -> list[Tick]:
        """What its roles do, again and again."""
        by_role = {"triage": self._triage, "deliver": self._deliver, "tick": self._tick}
        return [tick for role in self._job.roles if role in by_role for tick in by_role[role]()]

    def run(self) -> None:
        """Work until killed."""
        get_logger().info("at work", roles=self._job.roles)
        Inheritance(self._open_unit, self._clock, is_gone=partial(is_gone, me=self._owner)).take_over()
        if "web" in self._job.roles:
            serve(self._web(), listen("127.0.0.1", self._job.port))
        while True:
            busy = [_safely(tick) for tick in self.ticks]
            if not any(busy):
                time.sleep(IDLE_S)

    def _web(self) -> Any:
        sources = {each.key: each for each in self._rules.current.sources if isinstance(each, WebhookSource)}
        return create_web_app(
            intake=Intake(self._open_unit, self._clock),
            webhooks=lambda: sources,
            secrets=lambda variable: [self._job.secrets[variable]],
            health=Health,
            metrics=bytes,
            clock=self._clock,
        )

    def _triage(self) -> list[Tick]:
        triage = Triage(
            self._open_unit,
            self._rules,
            self._clock,
            classifier=KeywordClassifier(),
            issues=self._issues,
            owner=self._owner,
        )
        return [triage.tick]

    def _deliver(self) -> list[Tick]:
        kind = messenger_without(self._job.without)
        reporting = Reporting(self._open_unit, self._clock, self._rules)
        delivery = DeliveryService(
            self._open_unit,
            self._rules,
            self._clock,
            messenger=kind(self._api, self._directory, self._clock),
            owner=self._owner,
            summarise=lambda notice: drawn(reporting.say(notice)),
        )
        return [lambda: delivery.tick(limit=5)]

    def _tick(self) -> list[Tick]:
        return [
            FollowUp(self._open_unit, self._clock, self._issues).tick,
            Knocking(self._open_unit, self._rules, self._clock, self._directory).tick,
            Reporting(self._open_unit, self._clock, self._rules).tick,
            LedgerCheck(self._open_unit, self._clock, self._rules).tick,
        ]


def _safely(tick: Tick) -> bool:
    try:
        return bool(tick())
    except Exception as error:  # noqa: BLE001 - a loop's edge, as in the bot's own metronome
        get_logger().error("tick failed", why=f"{type(error).__name__}: {error}", exc_info=True)
        return False


def run(job: Job, rules: RulebookKeeper) -> None:
    """What a process does from its birth to its violent end."""
    with Path(job.log).open("a", encoding="utf-8", buffering=1) as log:
        os.dup2(log.fileno(), sys.stderr.fileno())
        configure_logging(level="INFO", log_format="json", stream=log)
        Worker(job, rules).run()
