"""Makes the parts of a process, each from those before it.

Guarantee: nothing is asked of Slack while building, so that the bot starts while Slack is down.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pydantic import SecretStr
from slack_bolt import App

from bot.assembly.owners import is_gone, own_name
from bot.charts import drawn
from bot.classify.by_settings import classifier_from, preferred_by
from bot.classify.classifier import EncoderClassifier
from bot.classify.finding import found_encoder
from bot.clock import Clock
from bot.core.committee_notices import PostAgenda
from bot.core.rise_notice import PostRise
from bot.core.source import FeedSource
from bot.core.subscribing import PostFindings
from bot.jobs import Metronome
from bot.ports import Classifier
from bot.rulebook import RulebookKeeper, check_rulebook
from bot.services.administration import Administration
from bot.services.agenda import Agendas
from bot.services.agreed import Agreements
from bot.services.conversations import Conversations
from bot.services.dead_man import DeadMan
from bot.services.delivery import DeliveryService, Summarised
from bot.services.doors import Doors
from bot.services.encoder_change import EncoderChange
from bot.services.encoder_choice import EncoderChoice
from bot.services.inheritance import Inheritance
from bot.services.intake import Intake
from bot.services.interviews import Interviews
from bot.services.issues import IssueService
from bot.services.learning import Learning
from bot.services.lesson_book import LessonBook
from bot.services.memory import VectorMemory
from bot.services.model_choice import ModelChoice
from bot.services.night_watch import NightWatch
from bot.services.overview import Overview
from bot.services.polling import Poller
from bot.services.questions import Questions
from bot.services.reporting import Reporting
from bot.services.rises import Rises
from bot.services.subscriptions import Subscriptions
from bot.services.triage import Triage
from bot.services.understanding import Understanding
from bot.services.visits import Visits
from bot.services.whys import Whys
from bot.settings import Role, Settings
from bot.slack.app import create_app
from bot.slack.client import SlackApi, web_client
from bot.slack.desk import Services
from bot.slack.directory import Directory
from bot.slack.gateway import SlackMessenger
from bot.slack.looking_around import look_around
from bot.slack.socket_mode import SocketConnection
from bot.slack.standings import Standings
from bot.sources.feed import Feed
from bot.sources.guarded_http import ping
from bot.sources.slack_channel import mention_from_event, mention_from_message, mention_from_text_or_link
from bot.store.bell import EVERYBODY, Bell
from bot.store.opening import open_store


class Parts:
    """Makes the parts, each from those before it."""

    def __init__(self, settings: Settings, clock: Clock, classifier: Classifier | None) -> None:
        self.clock = clock
        self.hints = Hints()
        self.rules = RulebookKeeper(settings.rules_dir)
        self.open_unit = open_store(settings.database_url)
        self.owner = own_name()
        self.preferred = preferred_by(settings, lambda: self.rules.current)
        find = partial(found_encoder, prefer=self.preferred.of)
        choice = EncoderChoice(
            self.open_unit,
            self.rules,
            clock,
            setting=settings.encoder,
            find=find,
            is_exact=settings.encoder_backend != "auto",
        )
        self.classifier = classifier or classifier_from(settings, choice.settle)
        self.intake = Intake(self.open_unit, clock, changed=partial(self.hints.hurry, Role.TRIAGE))
        self.issues = IssueService(self.open_unit, self.rules, clock, changed=partial(self.hints.hurry, Role.DELIVER))
        self.understanding = Understanding(
            self.open_unit, self.rules, clock, classifier=self.classifier, encoder=self._encoder
        )
        self.questions = Questions(self.open_unit, self.rules, clock, hurry=self._reader(settings))
        self.subscriptions = Subscriptions(self.open_unit, self.rules, clock, questions=self.questions)
        self.reporting = Reporting(self.open_unit, clock, self.rules)
        self.agendas = Agendas(self.open_unit, clock, self.rules)
        self.agreements = Agreements(self.open_unit, clock)
        self.rises = Rises(self.open_unit, self.rules, clock)
        self.conversations = Conversations(self.open_unit, clock)
        token = _revealed(settings.slack_bot_token)
        self.api = SlackApi(web_client(token, base_url=settings.slack_api_url))
        self.directory = Directory(self.api)
        self.interviews = Interviews(self.open_unit, clock, self.rules, self.directory)
        self.standings = Standings(self.api, self.directory, self.rules)
        self.slack_app = create_app(
            self._slack_services(settings),
            token=token,
            signing_secret=_revealed(settings.slack_signing_secret) or None,
            base_url=settings.slack_api_url,
        )

    def triage(self) -> Triage:
        """The step that sorts mentions."""
        return Triage(
            self.open_unit,
            self.rules,
            self.clock,
            classifier=self.classifier,
            issues=self.issues,
            owner=self.owner,
            changed=partial(self.hints.hurry, Role.DELIVER),
        )

    def learning(self) -> Learning:
        """The step that learns from what people do."""
        return Learning(self.open_unit, self.rules, self.clock, learner=self._taught, owner=self.owner)

    def encoder_change(self) -> EncoderChange:
        """The step that changes encoders."""
        return EncoderChange(self.open_unit, self.rules, self.clock, reader=self._taught, owner=self.owner)

    def delivery(self) -> DeliveryService:
        """The step that tells Slack."""
        return DeliveryService(
            self.open_unit,
            self.rules,
            self.clock,
            messenger=SlackMessenger(self.api, self.directory, self.clock),
            owner=self.owner,
            summarise=self._summarised,
        )

    def _summarised(self, notice: Summarised) -> object | None:
        if isinstance(notice, PostRise):
            return self.rises.say(notice)
        if isinstance(notice, PostFindings):
            return self.subscriptions.answer(notice)
        if isinstance(notice, PostAgenda):
            return self.agendas.built_for(notice)
        return drawn(self.reporting.say(notice))

    def inheritance(self) -> Inheritance:
        """The first step of a life."""
        return Inheritance(self.open_unit, self.clock, is_gone=partial(is_gone, me=self.owner))

    def poller(self) -> Poller:
        """The step that reads feeds."""
        return Poller(
            partial(_feeds, self.rules, self.clock),
            intake=self.intake,
            open_unit=self.open_unit,
            clock=self.clock,
            owner=self.owner,
        )

    def night_watch(self) -> NightWatch:
        """The daily look around."""
        look = partial(look_around, self.directory)
        return NightWatch(self.open_unit, self.clock, self.rules, colleagues=self.directory, look=look)

    def dead_man(self, url: SecretStr | None) -> DeadMan | None:
        """The ping that says all is well, None where no address is set."""
        if url is None:
            return None
        return DeadMan(self.open_unit, self.clock, owner=self.owner, ping=partial(ping, url.get_secret_value()))

    @property
    def _taught(self) -> EncoderClassifier | None:
        """The classifier, where it is one that can be taught."""
        return self.classifier if isinstance(self.classifier, EncoderClassifier) else None

    def _encoder(self) -> str:
        return self._taught.encoder if self._taught else ""

    def _reader(self, settings: Settings) -> Callable[[], object]:
        """How a question is read that was just asked: here, where the model is, or by the process that has it."""
        return self.understanding.tick if Role.TRIAGE in settings.roles else partial(self.hints.hurry, Role.TRIAGE)

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
            doors=Doors(self.open_unit, self.rules, self.clock),
            whys=Whys(self.open_unit, self.clock),
            conversations=self.conversations,
            agendas=self.agendas,
            agreements=self.agreements,
            interviews=self.interviews,
            visits=Visits(self.open_unit, self.clock),
            lessons=LessonBook(self.open_unit, self.clock),
            rises=self.rises,
            models=ModelChoice(self.open_unit, self.clock),
            questions=self.questions,
            subscriptions=self.subscriptions,
        )


class Hints:
    """Wakes a role at once, in this process and in those that can hear; for all others their next beat comes soon."""

    def __init__(self) -> None:
        self.metronome: Metronome | None = None
        self.bell: Bell | None = None

    def hurry(self, role: Role) -> None:
        """Have a role look at once, wherever it is at work."""
        if self.bell is not None:
            self.bell.ring(role)
        self.heard(role)

    def heard(self, role: str) -> None:
        """Have a role of this process look at once, or all of them."""
        if self.metronome is not None:
            for each in Role if role == EVERYBODY else [role]:
                self.metronome.hurry(each)


def _revealed(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def socket_mode_of(settings: Settings, app: App) -> SocketConnection | None:
    """The connection by which Slack comes, None where it comes by HTTP or to another process."""
    token = settings.slack_app_token
    if token is None or Role.WEB not in settings.roles:
        return None
    return SocketConnection(app, app_token=token.get_secret_value(), base_url=settings.slack_api_url)


def _feeds(rules: RulebookKeeper, clock: Clock) -> list[Feed]:
    return [Feed(feed=source, clock=clock) for source in rules.current.sources if isinstance(source, FeedSource)]


def _errors_on_disk(folder: Path) -> list[str]:
    return [str(problem) for problem in check_rulebook(folder)[1] if problem.is_error]


def errors_of_edit(rules: RulebookKeeper) -> list[str]:
    """What is wrong with the last edit of the rules, once."""
    return [str(problem) for problem in rules.refresh().problems if problem.is_error]
