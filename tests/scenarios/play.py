"""The language of the scenarios: `bot.receive(…)`, `priya.clicks(card, "Claim")`, `clock.forward(hours=2)`.

Everything is real but the classifier and the clock: Bolt's dispatch, HTTP, the database. Whatever a person does is
asserted to be acknowledged, and is carried through before the next line.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.core.classification import Classification, DepartmentScore, Urgency
from bot.core.events import Event
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.demo.stage import Stage
from bot.slack import surface
from bot.slack.surface import ShortcutShown
from bot.workspace.actors import Actor, Shown, Whispered
from bot.workspace.links import Ack
from bot.workspace.outgoing import Manners
from bot.workspace.promises import Posted
from bot.workspace.reading import find_option
from tests.word_vectors import nearest_examples, word_vector

RULES = Path(__file__).parent / "rules"
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""A Tuesday at nine in London: every day shift has just opened."""

PATIENT = Manners(ack_within=20.0, trigger_life=20.0)
"""Slack's three seconds are a promise of the bot on a machine of its own, measured by `make bench`: a test that fails
because another program took the processor says nothing."""

_WORDS = {
    "billing": ("billing", "refund", "charged"),
    "counter": ("counter", "queue", "umbrella"),
    "website": ("website", "app"),
    "bakery": ("bakery", "bread", "cake"),
    "safety": ("safety", "wet floor"),
}


class KeywordClassifier:
    """Names the department one of whose words stands in the text, and abstains where none does; quick and exact."""

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        return [self._one(mention.content.lower(), rulebook) for mention in mentions]

    def _one(self, text: str, rulebook: Rulebook) -> Classification:
        named = [key for key, words in _WORDS.items() if any(word in text for word in words)]
        urgency = next((each for each in Urgency if f"[{each}]" in text), Urgency.NORMAL)
        scores = tuple(map(_score, named[:2], (0.9, 0.08)))
        return Classification(
            departments=scores,
            is_confident=bool(scores),
            urgency=urgency,
            model="keywords@1/heads-1",
            vector=word_vector(text),
            nearest=nearest_examples(text, rulebook.examples),
            stage=next((stage.key for stage in rulebook.journey if f"[{stage.key}]" in text), ""),
        )


def _score(department: str, score: float) -> DepartmentScore:
    return DepartmentScore(department=department, score=score)


class Play(Stage):
    """A stage with the café's rulebook and the keyword classifier."""

    def __init__(self, *, database_url: str = "", start: datetime = TUESDAY, rules: Path = RULES) -> None:
        super().__init__(
            start=start, rules=rules, classifier=KeywordClassifier(), database_url=database_url, manners=PATIENT
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Whatever was played, nothing that the bot has shown was beyond Slack's limits."""
        misshapen = self.workspace.misshapen
        super().__exit__(kind, error, traceback)
        assert error is not None or not misshapen, misshapen

    def person(self, name: str) -> "Colleague":
        return Colleague(self, self.workspace.person(name))

    def issue(self, number: int = 1001) -> Issue:
        found = self.doorknock.issues.get(number)
        assert found is not None, f"there is no issue {number}"
        return found

    def story(self, number: int = 1001) -> list[str]:
        """What happened to an issue, by the names of its events."""
        return [type(event).__name__ for event in self.events(number)]

    def events(self, number: int = 1001) -> list[Event]:
        return self.doorknock.issues.story(number)

    def cards(self, channel: str) -> list[Posted]:
        """The cards that stand in a channel, oldest first."""
        own = self.workspace.bot.bot_id
        return [each for each in self.channel(channel).messages if each.now.bot_id == own and each.controls]

    def the_card(self, channel: str) -> Posted:
        """The only card in a channel."""
        (card,) = self.cards(channel)
        return card

    def lines(self, card: Posted) -> list[str]:
        """What stands in a card's thread now."""
        return [line.plain for line in card.thread if not line.is_deleted and line.ts != card.ts]

    def knocks(self, card: Posted) -> list[str]:
        """The knocks that stand in a card's thread now."""
        return [line for line in self.lines(card) if line.startswith("Knock ")]

    def posts(self, text: str) -> list[Posted]:
        """Everything the bot has posted so far, deleted or not, that shows `text`."""
        record = (each for each in self.workspace.record if each.method == "chat.postMessage")
        posted = (Posted(self.workspace.state, each.channel, each.ts) for each in record)
        return [each for each in posted if text in each.plain]


@dataclass(frozen=True)
class Colleague:
    """Somebody in the workspace. What they do is acknowledged in time, and what follows from it has happened."""

    bot: Play
    actor: Actor

    @property
    def id(self) -> str:
        return self.actor.id

    @property
    def knocks(self) -> list[Posted]:
        """What the bot has told this person alone and still stands."""
        return self.actor.direct_messages

    @property
    def the_knock(self) -> Posted:
        """The only one of them."""
        (knock,) = self.knocks
        return knock

    @property
    def sees(self) -> str:
        """The modal that is open."""
        return self.actor.view.plain

    @property
    def whispers(self) -> list[str]:
        return [each.plain for each in self.actor.ephemerals]

    def clicks(self, on: Posted | Whispered | Shown, control: str) -> None:
        self._done(self.actor.clicks(on, control))

    def fills_in(self, card: Posted, button: str, answers: dict[str, object]) -> None:
        """Ask for something that asks back, wherever the card has it, and answer."""
        self.asks_for(card, button)
        self.submits(self.form(), answers)

    def form(self) -> Shown:
        """The form that has opened."""
        opened = self.bot.workspace.state.wait_until(lambda: bool(self.actor.has_view and self.callback), within=5)
        assert opened, "no form has opened"
        return self.actor.view

    @property
    def callback(self) -> str:
        return self.actor.view.callback_id

    def asks_for(self, card: Posted, act: str) -> None:
        """Press the button of an act, behind *More…* where the card has no room for it."""
        on_card = act in card.buttons or any(find_option(menu, act) for menu in card.controls)
        if not on_card:
            self.clicks(card, "More…")
        self.clicks(card if on_card else self.actor.awaits_view("#"), act)

    def submits(self, view: Shown, answers: dict[str, object]) -> None:
        self._done(self.actor.submits(view, answers))

    def says(self, channel: str, text: str, *, thread: Posted | None = None) -> Posted:
        return self.bot.workspace.message(self._done(self.actor.says(channel, text, thread=thread)))

    def answers_alone(self, text: str, *, thread: Posted | None = None) -> None:
        """Write to the bot alone, beside one of its messages or anywhere."""
        self._done(self.actor.says(f"@{self.bot.workspace.bot.name}", text, thread=thread))

    def reacts(self, message: Posted, emoji: str) -> None:
        self._done(self.actor.reacts(message, emoji))

    def commands(self, line: str, channel: str = "#general") -> None:
        self._done(self.actor.commands(line, channel))

    def chooses(self, shortcut: ShortcutShown, message: Posted) -> None:
        """A shortcut in the menu of a message."""
        self._done(self.actor.shortcut(shortcut.callback_id, message))

    def routes(self, message: Posted) -> None:
        """The shortcut "Route this"."""
        self.chooses(surface.ROUTE_THIS, message)

    def is_told(self, text: str) -> str:
        return self.actor.awaits_ephemeral(text).plain

    def _done(self, ack: Ack) -> Ack:
        assert ack.is_ok, f"not acknowledged: {ack}"
        self.bot.settle()
        return ack


_ENTITY = re.compile(r"<([^<>]*)>")
_LOUD = {"user", "usergroup", "broadcast", "channel"}


def alerts(posted: Posted) -> set[str]:
    """Everybody and everything that a message alerts or links to by markup, as Slack would parse it."""
    found = set(_marked(posted.text))
    for block in posted.blocks:
        found |= set(_in_block(block))
    return {each for each in found if not each.startswith("!date^")}


def _marked(text: str) -> list[str]:
    return [html.unescape(entity) for entity in _ENTITY.findall(text)]


def _in_block(node: Any) -> list[str]:
    if isinstance(node, list):
        return [each for part in node for each in _in_block(part)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "mrkdwn":
        return _marked(str(node["text"]))
    loud = [str(node)] if node.get("type") in _LOUD else []
    return loud + [each for part in node.values() for each in _in_block(part)]
