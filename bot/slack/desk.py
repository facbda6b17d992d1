"""The desk that every listener works at: the services, and the few steps that all of them share.

Guarantee: nothing in here waits for Slack; answers are handed to `Asides`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.core.commands import Command
from bot.core.issue import Assignment, Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Asked, Via, why_no_colleague
from bot.core.source import ChannelSource
from bot.ports import Memory, Rules
from bot.services.administration import Administration
from bot.services.agenda import Agendas
from bot.services.agreed import Agreements
from bot.services.conversations import Conversations
from bot.services.doors import Doors
from bot.services.interviews import Interviews
from bot.services.lesson_book import LessonBook
from bot.services.model_choice import ModelChoice
from bot.services.overview import Overview
from bot.services.questions import Questions
from bot.services.rises import Rises
from bot.services.subscriptions import Subscriptions
from bot.services.visits import Visits
from bot.services.whys import Whys
from bot.slack.answers import refused
from bot.slack.asides import Asides
from bot.slack.directory import Directory
from bot.slack.ids import Target
from bot.slack.messages.scene import Scene
from bot.slack.needs import Issues, KnowsStandings, ReadsEvent, ReadsMessage, ReadsText, TakesMentions
from bot.slack.parse import Place
from bot.slack.texts import refusals

MOST_JOINED = 100
"""What a menu of Slack's holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the app is built on; the assembly fills it in."""

    issues: Issues
    intake: TakesMentions
    rules: Rules
    clock: Clock
    directory: Directory
    mention_from_event: ReadsEvent
    mention_from_message: ReadsMessage
    mention_from_text: ReadsText
    memory: Memory
    standings: KnowsStandings
    administration: Administration
    problems_of_rules: Callable[[], Sequence[str]]
    overview: Overview
    doors: Doors
    whys: Whys
    conversations: Conversations
    agendas: Agendas
    agreements: Agreements
    interviews: Interviews
    visits: Visits
    questions: Questions
    lessons: LessonBook
    rises: Rises
    models: ModelChoice
    subscriptions: Subscriptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The services, and the way to say things beside. `acted` hears of everybody who has done something."""

    services: Services
    asides: Asides
    acted: Callable[[str], None] = lambda by: None

    def apply(self, number: int, command: Command, *, key: str, via: Via) -> Issue | Refusal:
        """Do what a person asks for, if they may; stored when it returns, and in the audit trail with it."""
        asked = Asked(standing=self.services.standings.of(command.by), via=via)
        outcome = self.services.issues.apply(number, command, event_key=key, asked=asked)
        self.acted(command.by)
        return outcome

    def may_ask(self, number: int, wish: Command, *, via: Via) -> Refusal | None:
        """Why a person need not be asked for the rest of their `wish`, None where they may have it."""
        asked = Asked(standing=self.services.standings.of(wish.by), via=via)
        return self.services.issues.may_ask(number, wish, asked=asked)

    def for_colleagues(self, what: str, *, by: str, via: Via, issue: int = 0) -> str:
        """Why a person may not look at this, or hand it in; "" for colleagues. A refusal is written down."""
        reason = why_no_colleague(self.services.standings.of(by))
        if reason is None:
            return ""
        self.note(what, by=by, via=via, issue=issue, reason=reason)
        return refusals.FOR_COLLEAGUES[reason]

    def turned_down(self, refusal: Refusal, what: str, *, by: str, via: Via) -> str:
        """Write down a refusal that `apply` never heard of, and give the sentence that says it."""
        self.note(what, by=by, via=via, issue=refusal.issue, reason=refusal.reason)
        return self.sentence(refusal)

    def note(self, what: str, *, by: str, via: Via, issue: int = 0, reason: str = "") -> None:
        """Put into the audit trail what a person asked for otherwise than by `apply`."""
        self.services.administration.note(what, by=by, via=via, issue=issue, reason=reason)

    def tell(self, place: Place, outcome: Issue | Refusal, done: str = "") -> None:
        """Tell the person kindly why it was refused; where it was done, say `done` if there is anything to say."""
        text = self.sentence(outcome, done)
        if text:
            self.asides.whisper(place, text)

    def sentence(self, outcome: Issue | Refusal, done: str = "") -> str:
        """What to say about an outcome, "" where nothing needs saying."""
        if isinstance(outcome, Refusal):
            return refused(outcome, self.services.rules.current)
        return done.format(issue=outcome.number)

    def scene(self, target: Target) -> Scene | Refusal:
        """An assignment as it stands now."""
        issue = self.services.issues.get(target.issue)
        if issue is None:
            return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=target.issue)
        share = issue.assignment(target.assignment)
        if share is None:
            return Refusal(reason=RefusalReason.NO_SUCH_ASSIGNMENT, issue=target.issue)
        services = self.services
        rulebook, now = services.rules.current, services.clock.now()
        return Scene(issue=issue, share=share, rulebook=rulebook, people=services.directory, now=now)

    def with_joined(self, scene: Scene) -> Scene:
        """The scene with what has joined its issue, for whoever is to choose from it."""
        return replace(scene, joined=self.services.issues.joined(scene.issue.number, limit=MOST_JOINED))

    def share_for(self, number: int, place: Place, *, channel_name: str = "") -> Target | Refusal:
        """The assignment that a number means: that of the channel it is named in, the person's own, or the owner's.

        `channel_name` is what Slack calls the channel where it says so; private ones it does not.
        """
        issue = self.services.issues.get(number)
        if issue is None:
            return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)
        share = self._share_here(issue, place.channel, channel_name) or self._share_of(place.user, issue)
        return Target(number, (share or _first_to_ask(issue)).number)

    def _share_here(self, issue: Issue, channel: str, name: str) -> Assignment | None:
        cards, names = self.services.issues.cards(issue.number), {channel, f"#{name}"}
        at = {share: card.channel for share, card in cards.items()}
        open_here = (each for each in issue.open_assignments() if channel == at.get(each.number))
        named = (each for each in issue.open_assignments() if each.door.channel in names)
        return next(open_here, None) or next(named, None)

    def _share_of(self, user: str, issue: Issue) -> Assignment | None:
        standing = self.services.standings.of(user)
        own = standing.member_of | standing.leads
        return next((each for each in issue.open_assignments() if each.department in own), None)

    def source_at(self, channel: str) -> ChannelSource | None:
        """The source that is heard in this channel, None in all the others."""
        sources = [each for each in self.services.rules.current.sources if isinstance(each, ChannelSource)]
        known = self.services.directory.channel_id
        return next((each for each in sources if channel == each.channel or channel == known(each.channel)), None)


def _first_to_ask(issue: Issue) -> Assignment:
    owner = issue.owner
    return owner if owner.is_open else next(issue.open_assignments(), owner)
