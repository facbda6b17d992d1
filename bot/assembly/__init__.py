"""The composition root: the one place that knows concrete classes, and puts them together.

Guarantee: every process of one installation is built here from the same settings; what differs are its roles. Nothing
is asked of Slack while building, so that the bot starts while Slack is down.
"""

from functools import partial

from bot.assembly.doorknock import Doorknock
from bot.assembly.parts import Parts, errors_of_edit, socket_mode_of
from bot.clock import Clock, SystemClock
from bot.ports import Classifier
from bot.services.follow_up import FollowUp
from bot.services.knocking import Knocking
from bot.services.ledger_check import LedgerCheck
from bot.services.rule_watch import RuleWatch
from bot.services.story_keeper import StoryKeeper
from bot.services.upkeep import Upkeep
from bot.services.why_asks import WhyReminders
from bot.settings import Settings
from bot.store.bell import Bell

__all__ = ["Doorknock", "assemble"]


def assemble(settings: Settings, *, clock: Clock | None = None, classifier: Classifier | None = None) -> Doorknock:
    """The whole bot on `settings`. SettingsError or RulebookError where they cannot be used."""
    parts = Parts(settings, clock or SystemClock(), classifier)
    bot = Doorknock(
        settings=settings,
        clock=parts.clock,
        rules=parts.rules,
        open_unit=parts.open_unit,
        classifier=parts.classifier,
        preferred=parts.preferred,
        issues=parts.issues,
        intake=parts.intake,
        triage=parts.triage(),
        learning=parts.learning(),
        encoder_change=parts.encoder_change(),
        follow_up=FollowUp(parts.open_unit, parts.clock, parts.issues),
        knocking=Knocking(parts.open_unit, parts.rules, parts.clock, parts.directory),
        delivery=parts.delivery(),
        understanding=parts.understanding,
        subscriptions=parts.subscriptions,
        reporting=parts.reporting,
        agendas=parts.agendas,
        agreements=parts.agreements,
        interviews=parts.interviews,
        rises=parts.rises,
        conversations=parts.conversations,
        why_reminders=WhyReminders(parts.open_unit, parts.rules, parts.clock, parts.issues),
        poller=parts.poller(),
        inheritance=parts.inheritance(),
        rule_watch=RuleWatch(parts.open_unit, parts.rules, parts.clock, refresh=partial(errors_of_edit, parts.rules)),
        story_keeper=StoryKeeper(parts.open_unit, parts.clock),
        upkeep=Upkeep(parts.open_unit, parts.clock),
        standings=parts.standings,
        night_watch=parts.night_watch(),
        ledger_check=LedgerCheck(parts.open_unit, parts.clock, parts.rules),
        dead_man=parts.dead_man(settings.deadman_url),
        slack_app=parts.slack_app,
        socket_mode=socket_mode_of(settings, parts.slack_app),
        bell=Bell(parts.open_unit.engine, heard=parts.hints.heard),
    )
    parts.hints.metronome, parts.hints.bell = bot.metronome, bot.bell
    return bot
