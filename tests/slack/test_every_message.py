"""Everything that Doorknock may show is within Slack's limits and alerts nobody, whatever it has to show.

The judge is the local Slack, which was written from Slack's documents and not from what keeps the limits here.
"""

import ast
import importlib
import json
import pkgutil
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.core import events as ev
from bot.core.issue import AssignmentStatus, IssueStatus
from bot.core.notices import Notice
from bot.core.telling import TELLINGS
from bot.core.verbs import Verb, verb_of
from bot.rulebook.names import LONGEST_KEY as LONGEST_KEY_OF_RULEBOOK
from bot.slack import messages, texts
from bot.slack.actions import Act
from bot.slack.ids import Page, Passing, Pick, Target
from bot.slack.messages import Message
from bot.slack.modals import FORMS
from bot.workspace import blocks as judge
from tests.slack.every_message import MAKERS, MESSAGES, PLAYED, SHOWING, VIEWS, World, notices, worlds
from tests.slack.worst import LONGEST, PILES, STATES, kinds_of, life, worst

SLACK = Path(messages.__file__).parents[1]
OURS = re.compile(
    r"<(?:@U0STRATEGIST|@U0123456789\d*|!subteam\^S0123456789|!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^<>|]*"
    r"|https://(?:example)+\.slack\.com/archives/[^<>|]+\|[^<>]*|https://example\.com/[^<>|]*\|our public reply)>"
)
HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
UNSEEN = frozenset({"url", "value", "private_metadata", "initial_value"})
"""What is not shown, and what a person gets back as they have typed it."""
each_pile = pytest.mark.parametrize("pile", PILES)


def assert_message(message: Message) -> None:
    judge.check_text(message.text)
    judge.check_message_blocks(message.blocks)
    assert message.text.strip(), "nothing would stand in the notification"
    assert_harmless((message.text, *parsed(message.blocks)), message.blocks)


def assert_view(view: dict[str, Any]) -> None:
    judge.check_view(view)
    assert_harmless(parsed(view), view)


def assert_harmless(texts_of_ours: Any, content: Any) -> None:
    """Nothing in it that strangers or colleagues could have meant to happen."""
    for text in texts_of_ours:
        left = OURS.sub("", text)
        assert not set(left) & {"<", ">"}, left
    for text in shown(content):
        assert not HIDDEN.search(text), repr(text)
        assert not re.search(r":[a-z_+][\w+-]*:", text, re.ASCII), repr(text)
    json.dumps(content, ensure_ascii=False).encode()


def parsed(value: Any) -> Iterator[str]:
    """The texts that Slack reads control sequences out of."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for inner in value.values():
            yield from parsed(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parsed(inner)


def shown(value: Any) -> Iterator[str]:
    """Every string that people see."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in UNSEEN:
                yield from shown(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from shown(inner)
    elif isinstance(value, str):
        yield value


@contextmanager
def told(name: str, world: World) -> Iterator[None]:
    """Say of a failure what it was about."""
    try:
        yield
    except Exception as error:
        error.add_note(f"{name}, where the issue is {world.state}, with {world.pile}, for {world.people}")
        raise


@pytest.mark.parametrize("make", MESSAGES, ids=lambda make: make.__name__)
@each_pile
def test_every_message_is_within_slacks_limits_whatever_it_has_to_say(make: Any, pile: str) -> None:
    for world in worlds(pile):
        for name, message in make(world):
            with told(name, world):
                assert_message(message)


@pytest.mark.parametrize("make", VIEWS, ids=lambda make: make.__name__)
@each_pile
def test_every_modal_is_within_slacks_limits_whatever_it_has_to_say(make: Any, pile: str) -> None:
    for world in worlds(pile):
        for name, view in make(world):
            with told(name, world):
                assert_view(view)


def test_every_notice_that_shows_anything_is_made_with_every_event_that_it_may_carry() -> None:
    made = {type(notice) for notice in notices("x")}
    silent = {verb_of(worst(kind, "x", issue=1)) for kind in kinds_of(Notice) if kind not in made}
    # What an upload shows beside its picture is held against the limits where pictures are tested.
    assert silent == {Verb.REMOVE, Verb.REACT, Verb.UPLOAD}
    assert not silent & SHOWING
    told = {type(notice.event) for notice in notices("x") if hasattr(notice, "event")}
    assert set(TELLINGS) <= told == set(kinds_of(ev.Event))


def test_an_issue_is_shown_in_every_state_that_there_is_and_with_everything_that_may_be_known_of_it() -> None:
    issues = [life(state, LONGEST).issue for state in STATES]
    shares = [share for issue in issues for share in issue.assignments]
    assert {issue.status for issue in issues} == set(IssueStatus)
    assert {share.status for share in shares} == set(AssignmentStatus)
    assert set(never_known(issues)) | set(never_known(shares)) == NEVER_SHOWN


NEVER_SHOWN = {"claimed_with", "withdrawn_at", "forgone", "forgone_before", "released_by", "repeats"}
"""Fields that no message looks at: a new one belongs here, or into a state of `worst.py` that has it."""


def never_known(facts: Sequence[Any]) -> Iterator[str]:
    """The fields that say nothing in any of them."""
    for each in fields(facts[0]):
        if all(getattr(fact, each.name) == each.default for fact in facts):
            yield each.name


def test_every_module_that_makes_messages_or_views_is_held_against_the_limits() -> None:
    makers = {
        str(module.relative_to(SLACK)) for module in SLACK.rglob("*.py") if any(map(makes, ast.walk(tree_of(module))))
    }
    unknown, gone = makers - MAKERS - PLAYED - set(say_notices()), (MAKERS | PLAYED) - makers
    assert not unknown, f"{unknown}: make what they show in tests/slack/every_message.py, and name them there"
    assert not gone, f"{gone} make no messages any more; take them out of tests/slack/every_message.py"


def say_notices() -> Iterator[str]:
    """The modules that `render` makes the messages of notices with; every notice there is has been rendered above."""
    for node in ast.walk(tree_of(SLACK / "messages/__init__.py")):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{messages.__name__}."):
            yield f"messages/{node.module.rpartition('.')[2]}.py"


def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def makes(node: ast.AST) -> bool:
    """Whether this makes a message or a view: `Message(…)`, or `{"type": "modal", …}`."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "Message"
    if not isinstance(node, ast.Dict):
        return False
    named = zip(node.keys, node.values, strict=True)
    return any(literal(key) == "type" and literal(value) in ("modal", "home") for key, value in named)


def literal(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence that people read, by the name of its constant."""
    for each in pkgutil.iter_modules(texts.__path__):
        for name, value in vars(importlib.import_module(f"{texts.__name__}.{each.name}")).items():
            if name.isupper() and isinstance(value, str):
                yield f"{each.name}.{name}", value
            elif name.isupper() and isinstance(value, Mapping):
                yield from ((f"{each.name}.{name}[{key}]", str(inner)) for key, inner in value.items())


def test_every_sentence_has_room_for_the_longest_names() -> None:
    # A name of eighty letters, each of which takes five characters once it is escaped.
    checked = 0
    for name, sentence in sentences():
        fields = [(field, form) for _, field, form, _ in string.Formatter().parse(sentence) if field]
        longest = sentence.format(**{field: 1 if form else "&amp;" * 80 for field, form in fields})
        problems = judge.block_problems([{"type": "section", "text": {"type": "mrkdwn", "text": longest}}], most=50)
        assert problems == [], name
        checked += 1
    assert checked > 200


def test_every_form_names_itself_within_a_views_words() -> None:
    assert all(0 < len(word) <= 24 for form in FORMS.values() for word in (form.title, form.submit))


def test_every_button_can_carry_the_longest_key_that_a_rulebook_may_have() -> None:
    key, target = "-".join("d" * (LONGEST_KEY_OF_RULEBOOK // 2)), Target(999_999_999, 9_999)
    assert Passing.parse(str(Passing(target, key))).department == key
    assert Pick.parse(str(Pick(Act.BRING_IN, target, key))).choice == key
    assert Page.parse(str(Page("department", key, 9_999))).department == key
