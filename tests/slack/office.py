"""The bot at work in a Slack of its own: real services and database, real Bolt, real HTTP or a real socket."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any

from slack_bolt import App
from sqlalchemy import Engine

from bot.core.commands import Command
from bot.core.issue import Issue
from bot.core.refusal import Refusal
from bot.core.rights import Asked
from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource
from bot.errors import TemporaryFailure
from bot.services.administration import Administration
from bot.services.agenda import Agendas
from bot.services.agreed import Agreements
from bot.services.conversations import Conversations
from bot.services.doors import Doors
from bot.services.intake import Intake
from bot.services.interviews import Interviews
from bot.services.lesson_book import LessonBook
from bot.services.memory import VectorMemory
from bot.services.model_choice import ModelChoice
from bot.services.overview import Overview
from bot.services.questions import Questions
from bot.services.subscriptions import Subscriptions
from bot.services.visits import Visits
from bot.services.whys import Whys
from bot.slack import surface
from bot.slack.app import create_app, dispatch
from bot.slack.client import SlackApi, web_client
from bot.slack.desk import Services
from bot.slack.directory import Directory
from bot.slack.gateway import SlackMessenger
from bot.slack.standings import Standings
from bot.sources.slack_channel import mention_from_event, mention_from_message, mention_from_text_or_link
from bot.workspace import Actor, Manners, Posted, Room, Shown, Workspace
from tests.core.example import MONDAY, RULEBOOK
from tests.services.house import House

AS_THE_MANIFEST_SAYS = Manners(ack_within=20.0, trigger_life=20.0, events=frozenset(surface.EVENTS))
LISTENING = ChannelSource(key="tool", channel="#mentions", brand="lakeside")
BOOK = replace(RULEBOOK, sources=(LISTENING,))
PROBLEMS: list[str] = []
"""What is wrong with the rules as they lie on disk; a test fills it in."""
NO_GROUPS: Mapping[str, Sequence[str]] = MappingProxyType({})
PEOPLE = ("maria", "tom", "billing", "digital", "food", "safety", "front-desk", "triage")


@dataclass
class Office:
    """Everything in one place. `receive` is what the public says, `settle` lets the bot do all that is due."""

    workspace: Workspace
    house: House
    services: Services
    app: App
    messenger: SlackMessenger
    directory: Directory
    base_url: str

    def receive(self, text: str) -> None:
        self.house.receive(text)
        self.settle()

    def settle(self) -> None:
        self.house.settle()
        self.workspace.settle()

    def forward(self, **amount: float) -> None:
        self.house.forward(**amount)
        self.workspace.settle()

    def card(self, channel: str = "#billing", text: str = "my billing is wrong") -> Posted:
        """A fresh card in `channel`, of the issue that `text` becomes."""
        self.receive(text)
        return self.room(channel).expect("#10")

    def room(self, channel: str) -> Room:
        return self.workspace.channel(channel)

    def person(self, name: str) -> Actor:
        return self.workspace.person(name)

    @property
    def maria(self) -> Actor:
        return self.person("maria")

    @property
    def tom(self) -> Actor:
        return self.person("tom")


def ask_for(person: Actor, card: Posted, act: str) -> Shown:
    """The form of an act that stands behind *More…*."""
    person.clicks(card, "More…")
    person.clicks(person.awaits_view("#10"), act)
    return person.awaits_view(act)


def fail_once(office: Office) -> list[str]:
    """The next change of an issue fails; the list fills with the event keys of all tries."""
    real = office.house.issues.apply
    tries: list[str] = []

    def failing_once(
        number: int, command: Command, *, event_key: str = "", asked: Asked | None = None
    ) -> Issue | Refusal:
        tries.append(event_key)
        if len(tries) == 1:
            raise TemporaryFailure("the database is away")
        return real(number, command, event_key=event_key, asked=asked)

    office.house.issues.apply = failing_once
    return tries


def new_workspace(clock: Any) -> Workspace:
    workspace = Workspace(clock=clock, manners=AS_THE_MANIFEST_SAYS, scopes=surface.SCOPES)
    for name in PEOPLE:
        workspace.add_person(name)
    for each in RULEBOOK.departments:
        workspace.add_channel(each.key, members=PEOPLE)
    for channel in ("strategy", "mentions", "lunch"):
        workspace.add_channel(channel, members=PEOPLE)
    return workspace


@contextmanager
def open_office(
    engine: Engine, *, rulebook: Rulebook = BOOK, groups: Mapping[str, Sequence[str]] = NO_GROUPS
) -> Iterator[Office]:
    """The office with the bot connected by HTTP."""
    house = House(engine)
    house.rules.current = rulebook
    workspace = new_workspace(house.clock)
    for handle, members in groups.items():
        workspace.add_group(handle, members=members)
    with workspace.serve() as base_url:
        token = workspace.bot.token
        api = SlackApi(web_client(token, base_url=base_url))
        directory = Directory(api)
        messenger = SlackMessenger(api, directory, house.clock)
        house.delivery._messenger = messenger
        standings = Standings(api, directory, house.rules)
        standings.warm(patience_s=10)
        directory.forget_channels()
        house.knocking._colleagues = directory
        questions = Questions(house.open_unit, house.rules, house.clock, hurry=lambda: None, pause=lambda seconds: None)
        services = Services(
            issues=house.issues,
            intake=Intake(house.open_unit, house.clock),
            rules=house.rules,
            clock=house.clock,
            directory=directory,
            mention_from_event=mention_from_event,
            mention_from_message=mention_from_message,
            mention_from_text=mention_from_text_or_link,
            memory=VectorMemory(house.open_unit),
            standings=standings,
            administration=Administration(house.open_unit, house.clock, house.issues),
            problems_of_rules=lambda: PROBLEMS,
            overview=Overview(house.open_unit, house.rules, house.clock),
            doors=Doors(house.open_unit, house.rules, house.clock),
            whys=Whys(house.open_unit, house.clock),
            conversations=Conversations(house.open_unit, house.clock),
            agendas=Agendas(house.open_unit, house.clock, house.rules),
            agreements=Agreements(house.open_unit, house.clock),
            interviews=Interviews(house.open_unit, house.clock, house.rules, directory),
            visits=Visits(house.open_unit, house.clock),
            lessons=LessonBook(house.open_unit, house.clock),
            rises=house.rises,
            models=ModelChoice(house.open_unit, house.clock),
            questions=questions,
            subscriptions=Subscriptions(house.open_unit, house.rules, house.clock, questions=questions),
        )
        app = create_app(services, token=token, signing_secret=workspace.bot.signing_secret, base_url=base_url)
        with serving(app) as events_url:
            workspace.connect_http(events_url)
            yield Office(
                workspace=workspace,
                house=house,
                services=services,
                app=app,
                messenger=messenger,
                directory=directory,
                base_url=base_url,
            )
            assert workspace.misshapen == [], "Slack could not have shown this"


@contextmanager
def serving(app: App) -> Iterator[str]:
    """`app` behind a small HTTP server of its own; yields the address of its request URL."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = dispatch(app, body=body, headers=dict(self.headers))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            payload = (answer.body or "").encode()
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


__all__ = ["MONDAY", "Office", "fail_once", "open_office", "serving"]
