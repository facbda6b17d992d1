"""The stage: a workspace and the whole bot in one process, over real HTTP on this machine, with one movable clock.

Guarantees: nothing leaves the loopback interface; the database and everything else is gone afterwards; time passes
only when it is told to, and nothing that falls due on the way is left out. Scenario tests and the demo share it:

    with Stage(rules=Path("routing_rules")) as stage:
        stage.receive("Charged twice for one night!", author="Ada")
        stage.forward(hours=3)
        print(stage.seat("billing").direct_messages)
"""

import tempfile
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import httpx2
from pydantic import SecretStr

from bot.clock import MovableClock
from bot.core.department import Department
from bot.core.mention import Author, Kind, Mention
from bot.core.readers import due_at, readers_of
from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource, FeedSource, WebhookAuth, WebhookSource
from bot.core.week import week_at, week_before
from bot.demo.company import LISTENING_TOOL, build_workspace, short_name
from bot.demo.senders import INVENTED_FEED, TIMEOUT_S, StageError, WebhookSender, atom, make_secrets
from bot.ports import Classifier, Ledger
from bot.rulebook import load_rulebook
from bot.rulebook.loader import read_folder
from bot.settings import Settings
from bot.web.server import ServerThread
from bot.workspace.actors import Actor
from bot.workspace.model import JsonObject
from bot.workspace.outgoing import Manners
from bot.workspace.promises import Posted, Room
from bot.workspace.workspace import Workspace

if TYPE_CHECKING:
    from bot.assembly import Doorknock

RULES = Path("routing_rules")
LONGEST_STEP = timedelta(hours=1)
HELD_UP_STEP = timedelta(seconds=15)
"""How closely a stage looks while something waits for Slack."""
MOST_ROUNDS = 2_000
PACE = timedelta(seconds=1)
"""Slack takes about one post a second and channel."""
PATIENCE = 5
"""After this many seconds in which nothing could be said, Slack is not merely pacing."""
MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""A Tuesday morning on which every department of the example rulebook but the one in New York is at work."""


class Stage:
    """Everything that is needed to play. A context manager; `workspace`, `clock` and `doorknock` are there to be used.

    Args:
        start: When the play begins: an aware instant, or a day, which begins at the strategist's midnight.
        rules: The folder of the rulebook.
        classifier: Who judges mentions; by default the packaged model.
        page_port: The port of the workspace's page, 0 for any free one.
        database_url: By default a database that lives as long as the stage.
        manners: How patient the local Slack is; by default as impatient as Slack.
    """

    workspace: Workspace
    doorknock: "Doorknock"

    def __init__(
        self,
        *,
        start: datetime | date = MORNING,
        rules: Path = RULES,
        classifier: Classifier | None = None,
        page_port: int = 0,
        database_url: str = "",
        manners: Manners | None = None,
    ) -> None:
        self.rulebook: Rulebook = _loaded(rules, read_folder(rules).version)
        self.clock = MovableClock(_instant(start, self.zone))
        self._rules = rules
        self._classifier = classifier
        self._page_port = page_port
        self._database_url = database_url
        self._manners = manners
        self._secrets = make_secrets(self.rulebook)
        self._exits = ExitStack()
        self._lock = threading.RLock()
        self._url = ""
        self._received = 0

    def __enter__(self) -> "Stage":
        with ExitStack() as exits:
            self._build(exits)
            self._exits = exits.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._exits.close()

    @property
    def zone(self) -> ZoneInfo:
        """The strategist's zone."""
        return ZoneInfo(self.rulebook.strategist.zone)

    def warm_up(self) -> None:
        """Load the model before the play begins, so that the first mention does not wait for it."""
        sample = Mention(source="stage", external_id="warm-up", text="Good morning!", received_at=self.clock.now())
        self.doorknock.classifier.classify([sample], self.rulebook)

    # --- mentions ------------------------------------------------------------------------------------------------

    def receive(  # noqa: PLR0913 - what a mention may have, all by name
        self,
        text: str,
        *,
        author: str = "Ada Example",
        followers: int | None = None,
        verified: bool = False,
        platform: str = "x",
        brand: str = "",
        rating: float | None = None,
        external_id: str = "",
    ) -> None:
        """A mention arrives by webhook, and everything that is due at this instant happens."""
        self._received += 1
        known = external_id or f"received-{self._received}"
        mention = Mention(
            source="stage",
            external_id=known,
            text=text,
            received_at=self.clock.now(),
            published_at=self.clock.now(),
            url=f"https://{platform}.example/posts/{known}",
            platform=platform,
            kind=Kind.REVIEW if rating is not None else Kind.POST,
            author=Author(name=author, followers=followers, verified=verified),
            brand=brand,
            rating=rating,
        )
        self.send([mention])
        self.settle()

    def send(self, mentions: Sequence[Mention], *, auth: WebhookAuth = WebhookAuth.STANDARD) -> None:
        """Deliver mentions in one webhook, by a sender that proves itself by `auth` where the rulebook has one."""
        source = self._webhook(auth)
        if source is None:
            self.doorknock.intake.receive([replace(mention, source="stage") for mention in mentions])
            return
        secret = self._secrets[source.secret_env.split()[0]]
        WebhookSender(source=source, url=self._url, secret=secret, client=self._client, clock=self.clock).send(mentions)

    def publish(self, mention: Mention) -> None:
        """A mention appears in the first feed of the rulebook; in one of the stage's own where it has none."""
        from bot.sources.feed import mentions_in
        from bot.sources.guarded_http import Response

        feed = next((source for source in self.rulebook.sources if isinstance(source, FeedSource)), INVENTED_FEED)
        response = Response(status=200, headers={}, url=feed.url, body=atom(mention, feed))
        self.doorknock.intake.receive(mentions_in(response, feed, received_at=self.clock.now()))

    def post_by_tool(self, mention: Mention) -> None:
        """The listening tool posts a mention into the channel that is listened to; by webhook where there is none."""
        source = next((each for each in self.rulebook.sources if isinstance(each, ChannelSource)), None)
        if source is None:
            return self.send([mention])
        self.workspace.bot_posts(source.channel, "", attachments=[_attachment(mention)], tool=LISTENING_TOOL)
        return None

    # --- time ----------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let everything happen that is due at this instant; the clock moves by seconds where Slack's pace asks."""
        bot = self.doorknock
        with self._lock:
            self.workspace.settle()
            for _ in range(MOST_ROUNDS):
                done = bot.triage.tick() + bot.follow_up.tick() + bot.knocking.tick() + bot.reporting.tick()
                done += bot.ledger_check.tick() + bot.conversations.tick() + bot.agendas.tick()
                done += bot.why_reminders.tick() + bot.agreements.tick()
                done += bot.understanding.tick() + bot.subscriptions.tick()
                has_moved = self._deliver()
                if not (done or has_moved):
                    return self.workspace.settle()
        raise StageError(
            f"after {MOST_ROUNDS} rounds there is still something due at {self.clock.now():%d %b %H:%M:%S}"
        )

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass, with all that falls due on the way at its own time."""
        self.forward_to(self.clock.now() + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds))

    def forward_to(self, instant: datetime) -> None:
        """Let time pass until `instant`."""
        with self._lock:
            self.settle()
            while self.clock.now() < instant:
                self.clock.forward_to(min(self.next_step(), instant))
                self.settle()

    def next_step(self) -> datetime:
        """When something falls due next, at most LONGEST_STEP from now and always later than now."""
        now = self.clock.now()
        with self.doorknock.open_unit().for_reading() as unit:
            upcoming = unit.outbox.next_at()
            due = [unit.issues.next_due(), unit.knocks.next_at(), upcoming, *self._summaries(now)]
        if upcoming is not None:
            due.append(now + HELD_UP_STEP)
        later = [instant for instant in due if instant is not None and instant > now]
        return min([*later, now + LONGEST_STEP])

    def _deliver(self) -> bool:
        """Say in Slack all that is due; True where the clock had to move for it.

        Where Slack asks for more than its usual pace, because it is busy or out of order, the rest waits for later.
        """
        has_moved, waited = False, 0
        for _ in range(MOST_ROUNDS):
            with self.doorknock.open_unit().for_reading() as unit:
                upcoming = unit.outbox.next_at()
            if upcoming is None or upcoming > self.clock.now() + PACE:
                break
            if self.doorknock.delivery.tick(limit=1):
                has_moved, waited = has_moved or waited > 0, 0
            elif waited == PATIENCE:
                break
            else:
                self.clock.forward(PACE)
                waited += 1
        return has_moved

    # --- people and places ---------------------------------------------------------------------------------------

    def seat(self, department: str) -> Actor:
        """Who sits for a department."""
        return self.workspace.person(short_name(self._department(department).seat))

    def backup(self, department: str) -> Actor:
        """Who stands in."""
        return self.workspace.person(short_name(self._department(department).backup))

    @property
    def strategist(self) -> Actor:
        """Who owns social media."""
        return self.workspace.person(short_name(self.rulebook.strategist.person))

    def channel(self, name: str) -> Room:
        """A channel by its name (#billing), or a department's by its key (billing)."""
        department = self.rulebook.department(name)
        return self.workspace.channel(department.channel if department else name)

    def card(self, text: str = "", *, department: str = "") -> Posted:
        """The newest card that shows `text`, in a department's channel where one is named; StageError where none is."""
        channel = self.channel(department).id if department else ""
        rooms = {each.id for each in self.workspace.state.shelves.channels.values() if not each.is_im}
        wanted = {channel} if channel else rooms
        for said in reversed(self.workspace.record):
            if said.method == "chat.postMessage" and not said.thread_ts and said.channel in wanted:
                posted = Posted(self.workspace.state, said.channel, said.ts)
                if not posted.is_deleted and posted.buttons and text in posted.plain:
                    return posted
        raise StageError(f"no card shows {text!r}")

    def ledger(self) -> Ledger:
        """What came in against what became of it."""
        with self.doorknock.open_unit().for_reading() as unit:
            return unit.record.ledger()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self, exits: ExitStack) -> None:
        # Imported here: the assembly brings the database, Slack's SDK and the rest of the house.
        from bot.assembly import assemble

        folder = exits.enter_context(tempfile.TemporaryDirectory(prefix="doorknock-"))
        self.workspace = build_workspace(self.rulebook, self.clock, manners=self._manners)
        api_url = exits.enter_context(self.workspace.serve(self._page_port))
        settings = Settings(
            database_url=self._database_url or f"sqlite:///{folder}/doorknock.db",
            slack_bot_token=SecretStr(self.workspace.bot.token),
            slack_signing_secret=SecretStr(self.workspace.bot.signing_secret),
            slack_api_url=api_url,
            rules_dir=self._rules,
            secrets={name: SecretStr(secret) for name, secret in self._secrets.items()},
        )
        self.doorknock = assemble(settings, clock=self.clock, classifier=self._classifier)
        exits.callback(self.doorknock.stop)
        self._url = exits.enter_context(ServerThread(self.doorknock.web)).url
        self._client = exits.enter_context(httpx2.Client(timeout=TIMEOUT_S, trust_env=False))
        self.workspace.connect_http(f"{self._url}/slack/events")
        # Who is where is known before anybody clicks, as it is minutes after a real start.
        self.doorknock.standings.warm(patience_s=TIMEOUT_S)
        self.workspace.on_forward = lambda delta: self.forward(seconds=delta.total_seconds())

    def _summaries(self, now: datetime) -> list[datetime]:
        readers = list(readers_of(self.rulebook))
        weeks = [(each, week_at(now, each.zone)) for each in readers]
        return [due_at(week, each) for each, this in weeks for week in (week_before(this, each.zone), this)]

    def _webhook(self, auth: WebhookAuth) -> WebhookSource | None:
        sources = [source for source in self.rulebook.sources if isinstance(source, WebhookSource)]
        return next((source for source in sources if source.auth is auth), sources[0] if sources else None)

    def _department(self, key: str) -> Department:
        found = self.rulebook.department(key)
        if found is None:
            raise StageError(f"the rulebook has no department {key!r}")
        return found


@lru_cache(maxsize=8)
def _loaded(rules: Path, version: str) -> Rulebook:
    """The rulebook in this version; a hundred scenarios on the same one read it once."""
    return load_rulebook(rules)


def _instant(start: datetime | date, zone: ZoneInfo) -> datetime:
    return start if isinstance(start, datetime) else datetime.combine(start, time.min, zone).astimezone(UTC)


def _attachment(mention: Mention) -> JsonObject:
    author = mention.author
    fields = [("Platform", mention.platform), ("Language", mention.language), ("Followers", author.followers)]
    return {
        "author_name": author.name,
        "title": mention.title,
        "title_link": mention.url,
        "text": mention.text,
        "ts": int(mention.said_at.timestamp()),
        "fields": [{"title": title, "value": str(value), "short": True} for title, value in fields if value],
    }
