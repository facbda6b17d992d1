"""One process of the bot: its parts, the rhythm of its roles, and whether it is well.

Guarantee: what differs between the processes of one installation are their roles alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial

from slack_bolt import App
from starlette.applications import Starlette

from bot.assembly.clocks import is_far_off, wrong_clock
from bot.classify.classifier import EncoderClassifier
from bot.classify.finding import PreferredPrecision
from bot.clock import Clock
from bot.core.encoder_words import progress_line
from bot.core.source import WebhookSource
from bot.errors import DoorknockError
from bot.jobs import LONGEST_S, Metronome, Tick, in_turn
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.ports import Classifier
from bot.rulebook import RulebookKeeper
from bot.services.agenda import Agendas
from bot.services.agreed import Agreements
from bot.services.conversations import Conversations
from bot.services.dead_man import DeadMan
from bot.services.delivery import DeliveryService, Part
from bot.services.encoder_change import EncoderChange
from bot.services.encoder_progress import progress_of
from bot.services.follow_up import FollowUp
from bot.services.inheritance import Inheritance
from bot.services.intake import Intake
from bot.services.interviews import Interviews
from bot.services.issues import IssueService
from bot.services.knocking import Knocking
from bot.services.learning import Learning
from bot.services.ledger_check import LedgerCheck
from bot.services.night_watch import NightWatch
from bot.services.polling import Poller
from bot.services.reporting import Reporting
from bot.services.rises import Rises
from bot.services.rule_watch import RuleWatch
from bot.services.story_keeper import StoryKeeper
from bot.services.subscriptions import Subscriptions
from bot.services.triage import Triage
from bot.services.understanding import Understanding
from bot.services.upkeep import Upkeep
from bot.services.why_asks import WhyReminders
from bot.settings import Role, Settings
from bot.slack.app import dispatch
from bot.slack.socket_mode import SocketConnection
from bot.slack.standings import Standings
from bot.store.bell import Bell
from bot.store.unit import Store
from bot.web import Health, create_web_app

BEAT = timedelta(seconds=1)
"""How often triage and delivery look when nobody has hinted at work."""
WORTH_SAYING = timedelta(minutes=5)
"""Since when a notice must have waited in vain for /healthz to speak of it. Slack may ask for a pause any day."""
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
    preferred: PreferredPrecision
    issues: IssueService
    intake: Intake
    triage: Triage
    learning: Learning
    encoder_change: EncoderChange
    follow_up: FollowUp
    knocking: Knocking
    delivery: DeliveryService
    understanding: Understanding
    subscriptions: Subscriptions
    reporting: Reporting
    agendas: Agendas
    agreements: Agreements
    interviews: Interviews
    rises: Rises
    conversations: Conversations
    why_reminders: WhyReminders
    poller: Poller
    inheritance: Inheritance
    rule_watch: RuleWatch
    story_keeper: StoryKeeper
    upkeep: Upkeep
    standings: Standings
    night_watch: NightWatch
    ledger_check: LedgerCheck
    dead_man: DeadMan | None
    slack_app: App
    socket_mode: SocketConnection | None
    bell: Bell

    @cached_property
    def metronome(self) -> Metronome:
        """The ticks of this process's roles."""
        rhythm: dict[Role, tuple[timedelta, Tick]] = {
            Role.INGEST: (timedelta(seconds=5), self.poller.tick),
            Role.TRIAGE: (BEAT, self._sort),
            Role.DELIVER: (BEAT, partial(self.delivery.tick, limit=DELIVERIES_A_BEAT, part=Part.READY)),
            Role.TICK: (timedelta(seconds=5), in_turn(self._knocks())),
        }
        ticks = {role.value: beat for role, beat in rhythm.items() if role in self.settings.roles}
        if Role.DELIVER in self.settings.roles:
            # By itself: a week of many mentions takes its time to be summed up, and no card must wait for that.
            ticks["summaries"] = (BEAT, partial(self.delivery.tick, limit=DELIVERIES_A_BEAT, part=Part.TO_BE_BUILT))
        if Role.TRIAGE in self.settings.roles:
            # By itself: to learn takes seconds, in which mentions are still to be sorted.
            ticks["learning"] = (timedelta(seconds=10), self.learning.tick)
            ticks["encoder"] = (BEAT, self._change_encoder)
        if Role.TICK in self.settings.roles:
            # By themselves: what reads a week, or asks Slack for each seat, must not hold up a knock.
            ticks["chores"] = (timedelta(seconds=5), in_turn(self._chores()))
        if self.dead_man is not None and Role.TICK in self.settings.roles:
            # By itself: an address that does not answer must not hold up a knock.
            ticks["dead-man"] = (timedelta(seconds=5), self.dead_man.tick)
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
        self.inheritance.take_over()
        if reason := wrong_clock(self._skew()):
            get_logger().warning("wrong clock", why=reason)
        self.metronome.start()
        self.bell.start()
        if self.socket_mode is not None:
            self.socket_mode.start()

    def stop(self) -> None:
        """Finish what is being done, and do no more."""
        if self.socket_mode is not None:
            self.socket_mode.stop()
        self.standings.close()
        self.metronome.stop()
        self.bell.stop()
        self.open_unit.close()

    def settle(self, forward: Callable[[timedelta], object] | None = None, *, most: int = 2_000) -> None:
        """Do all that is due at this instant.

        `forward` moves the clock, by single seconds, as far as Slack's pace of one post a second asks for; without it
        what must wait its turn is left for later.
        """
        for _ in range(most):
            done = self.triage.tick() + self.follow_up.tick() + self.knocking.tick() + self.delivery.tick()
            self.reporting.tick()
            self.agendas.tick()
            done += self.conversations.tick() + self.why_reminders.tick() + self.subscriptions.tick()
            done += self.agreements.tick()
            if done == 0 and not self._waits_its_turn(forward):
                return

    def health(self) -> Health:
        """Whether this process can do its work, and if not, why."""
        hangs, waits = self._hangs(), tuple(self._unready())
        try:
            now = self.clock.now()
            with self.open_unit().for_reading() as unit:
                unsaid = unit.outbox.trouble(now=now, came_before=now - WORTH_SAYING)
                progress = progress_line(progress_of(unit)) if Role.TRIAGE in self.settings.roles else ""
            skew, troubles = self.open_unit.skew(self.clock), tuple(self.poller.troubles())
        except DoorknockError as error:
            # Asked once: a database that does not answer may take its time over saying so.
            return Health(is_live=not hangs, is_ready=False, reasons=(*hangs, str(error), *waits))
        slack = f"what is to be said in Slack waits: {unsaid}" if unsaid else ""
        words = (slack, wrong_clock(skew), progress, self.encoder_change.trouble, self.preferred.note)
        reasons = (*hangs, *waits, *filter(None, words), *troubles)
        return Health(is_live=not hangs, is_ready=not waits and not is_far_off(skew), reasons=reasons)

    def _skew(self) -> timedelta:
        try:
            return self.open_unit.skew(self.clock)
        except DoorknockError:
            # `start` goes on without it: /healthz and every tick say that the database does not answer.
            return timedelta(0)

    def _hangs(self) -> list[str]:
        return [
            f"«{name}» has been at one piece of work for {LONGEST_S / 60:.0f} minutes: restart this process"
            for name in self.metronome.stuck()
        ]

    def _unready(self) -> Iterator[str]:
        if self.socket_mode is not None and not self.socket_mode.is_connected():
            yield "Slack's Socket Mode is not connected; it is tried again all the time"
        judge = self.classifier
        if Role.TRIAGE in self.settings.roles and isinstance(judge, EncoderClassifier) and not judge.ready:
            yield str(judge.failure or "the model is still being loaded")

    def _sort(self) -> int:
        try:
            self.learning.catch_up()
        except DoorknockError:
            raise
        except Exception as error:  # noqa: BLE001 - better judged by the rulebook alone than not at all
            get_logger().error("lessons left out", why=f"{type(error).__name__}: {error}", exc_info=True)
        sorted_now = self.triage.tick()
        in_turn({"understanding": self.understanding.tick})()
        return sorted_now

    def _change_encoder(self) -> None:
        """One portion a beat, however much is left: the rest of the time is for whoever answers."""
        self.encoder_change.tick()

    def _knocks(self) -> Mapping[str, Tick]:
        return {"follow_up": self.follow_up.tick, "knocking": self.knocking.tick}

    def _chores(self) -> Mapping[str, Tick]:
        """What comes once in a while, and what tidies up."""
        return {
            "reporting": self.reporting.tick,
            "agendas": self.agendas.tick,
            "conversations": self.conversations.tick,
            "why_reminders": self.why_reminders.tick,
            "subscriptions": self.subscriptions.tick,
            "agreements": self.agreements.tick,
            "interviews": self.interviews.tick,
            "night_watch": self.night_watch.tick,
            "rises": self.rises.tick,
            "ledger_check": self.ledger_check.tick,
            "upkeep": self.upkeep.tick,
            "stories": self.story_keeper.tick,
        }

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
        with self.open_unit().for_reading() as unit:
            upcoming = unit.outbox.next_at()
        if upcoming is None or upcoming > self.clock.now() + timedelta(seconds=2):
            return False
        forward(timedelta(seconds=1))
        return True
