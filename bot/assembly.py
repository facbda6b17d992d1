"""The composition root: the one place that knows concrete classes, and puts them together.

Guarantee: every process of one installation is built here from the same settings; what differs are its roles. Nothing
is asked of Slack while building, so that the bot starts while Slack is down.
"""

import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path

from pydantic import SecretStr
from slack_bolt import App
from starlette.applications import Starlette

from bot.classify.classifier import EncoderClassifier, classifier_from
from bot.clock import Clock, SystemClock
from bot.core.source import FeedSource, WebhookSource
from bot.errors import DoorknockError
from bot.jobs import LONGEST_S, Metronome, Tick
from bot.metrics import Metrics
from bot.ports import Classifier
from bot.rulebook import RulebookKeeper, check_rulebook
from bot.services.administration import Administration
from bot.services.delivery import DeliveryService
from bot.services.follow_up import FollowUp
from bot.services.intake import Intake
from bot.services.issues import IssueService
from bot.services.knocking import Knocking
from bot.services.memory import VectorMemory
from bot.services.overview import Overview
from bot.services.polling import Poller
from bot.services.reporting import Reporting
from bot.services.rule_watch import RuleWatch
from bot.services.triage import Triage
from bot.services.upkeep import Upkeep
from bot.services.visits import Visits
from bot.settings import Role, Settings
from bot.slack.app import create_app, dispatch
from bot.slack.client import SlackApi, web_client
from bot.slack.desk import Services
from bot.slack.directory import Directory
from bot.slack.gateway import SlackMessenger
from bot.slack.socket_mode import SocketConnection
from bot.slack.standings import Standings
from bot.sources.feed import Feed
from bot.sources.slack_channel import mention_from_event, mention_from_message, mention_from_text_or_link
from bot.store.opening import open_store
from bot.store.unit import Store
from bot.web import Health, create_web_app

BEAT = timedelta(seconds=1)
"""How often triage and delivery look when nobody has hinted at work."""
DELIVERIES_A_BEAT = 5
"""A stop waits for the beat that runs, and Slack may take ten seconds over each."""


@dataclass(kw_only=True)
class Doorknock:
    """One process of the bot, put together. `start` sets its roles to work, `settle` works by hand (demo, tests)."""

    settings: Settings
    clock: Clock
    rules: RulebookKeeper
    open_unit: Store
    classifier: Classifier
    issues: IssueService
    intake: Intake
    triage: Triage
    follow_up: FollowUp
    knocking: Knocking
    delivery: DeliveryService
    reporting: Reporting
    poller: Poller
    rule_watch: RuleWatch
    upkeep: Upkeep
    standings: Standings
    slack_app: App
    socket_mode: SocketConnection | None

    @cached_property
    def metronome(self) -> Metronome:
        """The ticks of this process's roles."""
        rhythm: dict[Role, tuple[timedelta, Tick]] = {
            Role.INGEST: (timedelta(seconds=5), self.poller.tick),
            Role.TRIAGE: (BEAT, self.triage.tick),
            Role.DELIVER: (BEAT, partial(self.delivery.tick, limit=DELIVERIES_A_BEAT)),
            Role.TICK: (timedelta(seconds=5), self._tick),
        }
        ticks = {role.value: beat for role, beat in rhythm.items() if role in self.settings.roles}
        # Each process reads the rules for itself: a webhook is checked, and a card shown, by the rules of its process.
        return Metronome({**ticks, "rules": (timedelta(seconds=5), self.rule_watch.tick)})

    @cached_property
    def web(self) -> Starlette:
        """The HTTP application: /healthz and /metrics in every role, webhooks and Slack in the role web."""
        is_web = Role.WEB in self.settings.roles
        return create_web_app(
            intake=self.intake,
            webhooks=self._webhooks if is_web else dict,
            secrets=self.settings.webhook_secrets,
            health=self.health,
            metrics=Metrics(self.open_unit, self.clock).render,
            hangs=self._hangs,
            slack_dispatch=self._dispatch if is_web and self.socket_mode is None else None,
            clock=self.clock,
        )

    def start(self) -> None:
        """Set this process's roles to work in the background."""
        if Role.TRIAGE in self.settings.roles and isinstance(self.classifier, EncoderClassifier):
            self.classifier.load_in_background(self.rules.current)
        if Role.WEB in self.settings.roles:
            self.standings.warm()
        self.metronome.start()
        if self.socket_mode is not None:
            self.socket_mode.start()

    def stop(self) -> None:
        """Finish what is being done, and do no more."""
        if self.socket_mode is not None:
            self.socket_mode.stop()
        self.standings.close()
        self.metronome.stop()
        self.open_unit.close()

    def settle(self, forward: Callable[[timedelta], object] | None = None, *, most: int = 2_000) -> None:
        """Do all that is due at this instant.

        `forward` moves the clock, by single seconds, as far as Slack's pace of one post a second asks for; without it
        what must wait its turn is left for later.
        """
        for _ in range(most):
            done = self.triage.tick() + self.follow_up.tick() + self.knocking.tick() + self.delivery.tick()
            self.reporting.tick()
            if done == 0 and not self._waits_its_turn(forward):
                return

    def health(self) -> Health:
        """Whether this process can do its work, and if not, why."""
        hangs, waits = self._hangs(), tuple(self._unready())
        reasons = (*hangs, *waits, *self._troubles())
        return Health(is_live=not hangs, is_ready=not waits, reasons=reasons)

    def _hangs(self) -> list[str]:
        return [
            f"«{name}» has been at one piece of work for {LONGEST_S / 60:.0f} minutes: restart this process"
            for name in self.metronome.stuck()
        ]

    def _troubles(self) -> list[str]:
        try:
            return self.poller.troubles()
        except DoorknockError:
            # The database does not answer, which is said already.
            return []

    def _unready(self) -> Iterator[str]:
        try:
            with self.open_unit() as unit:
                unit.outbox.next_at()
        except DoorknockError as error:
            yield str(error)
        if self.socket_mode is not None and not self.socket_mode.is_connected():
            yield "Slack's Socket Mode is not connected; it is tried again all the time"
        judge = self.classifier
        if Role.TRIAGE in self.settings.roles and isinstance(judge, EncoderClassifier) and not judge.ready:
            yield str(judge.failure or "the model is still being loaded")

    def _tick(self) -> None:
        self.follow_up.tick()
        self.knocking.tick()
        self.reporting.tick()
        self.upkeep.tick()

    def _webhooks(self) -> Mapping[str, WebhookSource]:
        sources = self.rules.current.sources
        return {source.key: source for source in sources if isinstance(source, WebhookSource)}

    def _dispatch(
        self, *, body: str, headers: Mapping[str, Sequence[str]], query: Mapping[str, Sequence[str]]
    ) -> tuple[int, Mapping[str, Sequence[str]], str]:
        answer = dispatch(self.slack_app, body=body, headers={name: ", ".join(each) for name, each in headers.items()})
        return answer.status, {name: [value] for name, value in answer.headers.items()}, answer.body

    def _waits_its_turn(self, forward: Callable[[timedelta], object] | None) -> bool:
        if forward is None:
            return False
        with self.open_unit() as unit:
            upcoming = unit.outbox.next_at()
        if upcoming is None or upcoming > self.clock.now() + timedelta(seconds=2):
            return False
        forward(timedelta(seconds=1))
        return True


def assemble(settings: Settings, *, clock: Clock | None = None, classifier: Classifier | None = None) -> Doorknock:
    """The whole bot on `settings`. SettingsError or RulebookError where they cannot be used."""
    parts = _Parts(settings, clock or SystemClock(), classifier)
    bot = Doorknock(
        settings=settings,
        clock=parts.clock,
        rules=parts.rules,
        open_unit=parts.open_unit,
        classifier=parts.classifier,
        issues=parts.issues,
        intake=parts.intake,
        triage=parts.triage(),
        follow_up=FollowUp(parts.open_unit, parts.clock, parts.issues),
        knocking=Knocking(parts.open_unit, parts.rules, parts.clock, parts.directory),
        delivery=parts.delivery(),
        reporting=parts.reporting,
        poller=parts.poller(),
        rule_watch=RuleWatch(parts.open_unit, parts.rules, parts.clock, refresh=partial(_errors_of_edit, parts.rules)),
        upkeep=Upkeep(parts.open_unit, parts.clock),
        standings=parts.standings,
        slack_app=parts.slack_app,
        socket_mode=_socket_mode(settings, parts.slack_app),
    )
    parts.hints.metronome = bot.metronome
    return bot


class _Parts:
    """Makes the parts, each from those before it."""

    def __init__(self, settings: Settings, clock: Clock, classifier: Classifier | None) -> None:
        self.clock = clock
        self.hints = _Hints()
        self.rules = RulebookKeeper(settings.rules_dir)
        self.open_unit = open_store(settings.database_url)
        # A lease knows its holder by this name, so two containers with the same host and process id must differ.
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.classifier = classifier or classifier_from(settings)
        self.intake = Intake(self.open_unit, clock, changed=partial(self.hints.hurry, Role.TRIAGE))
        self.issues = IssueService(self.open_unit, self.rules, clock, changed=partial(self.hints.hurry, Role.DELIVER))
        self.reporting = Reporting(self.open_unit, clock, self.rules)
        token = _revealed(settings.slack_bot_token)
        self.api = SlackApi(web_client(token, base_url=settings.slack_api_url))
        self.directory = Directory(self.api)
        self.standings = Standings(self.api, self.directory, self.rules)
        self.slack_app = create_app(
            self._slack_services(settings),
            token=token,
            signing_secret=_revealed(settings.slack_signing_secret) or None,
            base_url=settings.slack_api_url,
        )

    def triage(self) -> Triage:
        return Triage(
            self.open_unit,
            self.rules,
            self.clock,
            classifier=self.classifier,
            issues=self.issues,
            owner=self.owner,
            changed=partial(self.hints.hurry, Role.DELIVER),
        )

    def delivery(self) -> DeliveryService:
        return DeliveryService(
            self.open_unit,
            self.rules,
            self.clock,
            messenger=SlackMessenger(self.api, self.directory),
            owner=self.owner,
            summarise=lambda notice: self.reporting.build(notice.week),
        )

    def poller(self) -> Poller:
        return Poller(
            partial(_feeds, self.rules, self.clock),
            intake=self.intake,
            open_unit=self.open_unit,
            clock=self.clock,
            owner=self.owner,
        )

    def _slack_services(self, settings: Settings) -> Services:
        return Services(
            issues=self.issues,
            intake=self.intake,
            rules=self.rules,
            clock=self.clock,
            directory=self.directory,
            mention_from_event=mention_from_event,
            mention_from_message=mention_from_message,
            mention_from_text=mention_from_text_or_link,
            memory=VectorMemory(self.open_unit),
            standings=self.standings,
            administration=Administration(self.open_unit, self.clock, self.issues),
            problems_of_rules=partial(_errors_on_disk, settings.rules_dir),
            overview=Overview(self.open_unit, self.rules, self.clock),
            visits=Visits(self.open_unit, self.clock),
        )


class _Hints:
    """Wakes a role of this process at once; where another process has the role, its next beat comes soon."""

    def __init__(self) -> None:
        self.metronome: Metronome | None = None

    def hurry(self, role: Role) -> None:
        if self.metronome is not None:
            self.metronome.hurry(role)


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _socket_mode(settings: Settings, app: App) -> SocketConnection | None:
    token = settings.slack_app_token
    if token is None or Role.WEB not in settings.roles:
        return None
    return SocketConnection(app, app_token=token.get_secret_value(), base_url=settings.slack_api_url)


def _feeds(rules: RulebookKeeper, clock: Clock) -> list[Feed]:
    return [Feed(feed=source, clock=clock) for source in rules.current.sources if isinstance(source, FeedSource)]


def _errors_on_disk(folder: Path) -> list[str]:
    return [str(problem) for problem in check_rulebook(folder)[1] if problem.is_error]


def _errors_of_edit(rules: RulebookKeeper) -> list[str]:
    return [str(problem) for problem in rules.refresh().problems if problem.is_error]
