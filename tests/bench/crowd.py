"""A company of two hundred people and two hundred cards, and what its bot is kept busy with."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from pydantic import SecretStr

from bot.assembly import Doorknock, assemble
from bot.clock import Clock, MovableClock, SystemClock
from bot.core.classification import Classification, DepartmentScore
from bot.core.mention import Author, Mention
from bot.core.rulebook import Rulebook
from bot.demo.company import build_workspace
from bot.ports import Ledger
from bot.rulebook import load_rulebook
from bot.settings import Settings
from bot.slack.actions import Act
from bot.workspace.interactions import message_click_payload
from bot.workspace.model import JsonObject, Message
from bot.workspace.outgoing import Manners
from bot.workspace.workspace import Workspace

PEOPLE = 200
RULES = Path("routing_rules")
BACKLOG = 2_000
PATIENCE_S = 30.0
"""Slack gives up after three seconds; we want to know how late the late ones are."""


class TakesTurns:
    """Names one department after the other."""

    def __init__(self) -> None:
        self._count = 0

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        return [self._next(rulebook) for _ in mentions]

    def _next(self, rulebook: Rulebook) -> Classification:
        self._count += 1
        department = rulebook.departments[self._count % len(rulebook.departments)].key
        return Classification(departments=(DepartmentScore(department=department, score=0.9),), is_confident=True)


@dataclass(frozen=True)
class Crowd:
    """The company; its bot is a process of its own, or is not running yet."""

    workspace: Workspace
    database_url: str
    api_url: str
    people: Sequence[str]

    def open_cards(self) -> list[Message]:
        """An issue for everybody and its card: half an hour of posting, done in a moment."""
        clock = MovableClock(SystemClock().now() - timedelta(minutes=30))
        with self._bot(clock) as bot:
            bot.intake.receive(
                [
                    Mention(source="bench", external_id=text, text=text, received_at=clock.now())
                    for text in (secrets.token_hex(40) for _ in self.people)
                ]
            )
            bot.settle(clock.forward, most=20_000)
        posted = [self.workspace.state.message(each.channel, each.ts) for each in self.workspace.record]
        return [each for each in posted if each is not None and claim_button(each)][: len(self.people)]

    def clicks(self, act: Act, cards: Sequence[Message]) -> list[JsonObject]:
        """Everybody's click: on a card of their own, or on the same one where there is one only."""
        desk, state = self.workspace.desk, self.workspace.state
        chosen = [(name, cards[index % len(cards)]) for index, name in enumerate(self.people)]
        return [
            message_click_payload(desk, state.person(name), card, _pressed(card, act, state.mint_ts()))
            for name, card in chosen
        ]

    def ledger(self) -> Ledger:
        """What came in against what became of it."""
        with self._bot(SystemClock()) as bot, bot.open_unit().for_reading() as unit:
            return unit.record.ledger()

    def keep_busy(self) -> int:
        """See to it that the classifier has plenty to do; returns how many mentions wait for it."""
        waiting = self.ledger().waiting
        if waiting < BACKLOG // 2:
            self._flood(BACKLOG)
            return waiting + BACKLOG
        return waiting

    def environment(self, *, port: int, app_token: str, roles: str) -> dict[str, str]:
        """What a process of the bot is started with."""
        bot = self.workspace.bot
        return {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "RULES_DIR": str(RULES),
            "SLACK_BOT_TOKEN": bot.token,
            "SLACK_SIGNING_SECRET": bot.signing_secret,
            "SLACK_APP_TOKEN": app_token,
            "SLACK_API_URL": self.api_url,
            "WEB_PORT": str(port),
            "ROLES": roles,
            "LOG_LEVEL": "ERROR",
        }

    def _flood(self, count: int) -> None:
        now, author = SystemClock().now(), Author(name="Bench", followers=10)
        lines = (files("bot.demo") / "week.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
        with self._bot(SystemClock()) as bot:
            bot.intake.receive(
                [
                    Mention(
                        source="flood",
                        external_id=secrets.token_hex(8),
                        text=f"{texts[index % len(texts)]} ({secrets.token_hex(4)})",
                        received_at=now,
                        author=author,
                    )
                    for index in range(count)
                ]
            )

    @contextmanager
    def _bot(self, clock: Clock) -> Iterator[Doorknock]:
        settings = Settings(
            database_url=self.database_url,
            rules_dir=RULES,
            slack_bot_token=SecretStr(self.workspace.bot.token),
            slack_api_url=self.api_url,
        )
        bot = assemble(settings, clock=clock, classifier=TakesTurns())
        yield bot
        bot.stop()


@contextmanager
def crowd() -> Iterator[Crowd]:
    """The company, with everybody in every department's channel."""
    rulebook = load_rulebook(RULES)
    clock = MovableClock(SystemClock().now(), speed=1.0)
    workspace = build_workspace(rulebook, clock, manners=Manners(ack_within=PATIENCE_S))
    people = [f"person{number}" for number in range(PEOPLE)]
    ids = frozenset(workspace.add_person(name).id for name in people)
    for department in rulebook.departments:
        channel = workspace.state.channel(department.channel)
        workspace.state.put_channel(replace(channel, members=channel.members | ids))
    with tempfile.TemporaryDirectory(prefix="doorknock-bench-") as folder, workspace.serve() as api_url:
        yield Crowd(workspace, f"sqlite:///{folder}/bench.db", api_url, people)


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m …` as a process of its own; whatever happens, it is gone afterwards."""
    process = subprocess.Popen([sys.executable, "-m", *command], env=dict(environment))
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _pressed(card: Message, act: Act, ts: str) -> JsonObject:
    """As by somebody whose card still shows the buttons of before; every button of a card has the same value."""
    block_id, value = claim_button(card)[0]
    return {"type": "button", "action_id": str(act), "block_id": block_id, "value": value, "action_ts": ts}


def claim_button(card: Message) -> list[tuple[str, str]]:
    """The block and the value of the card's *Claim*, none where it has none."""
    return [
        (block["block_id"], element["value"])
        for block in card.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == str(Act.CLAIM)
    ]
