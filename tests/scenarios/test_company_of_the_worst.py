"""A company in which everything is as long and as nasty as it can be, played through from the first card to the last.

Each of these fails where Slack could not show what the bot said, or where somebody is alerted by other people's words.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bot.slack.actions import LABELS, Act
from bot.slack.listeners.slash import SLASH_COMMANDS
from bot.slack.modals import FORMS
from bot.workspace.actors import Shown
from bot.workspace.promises import Posted
from bot.workspace.reading import Control
from tests.scenarios.play import RULES, Colleague, Play, alerts

NAME = "&<!channel> ﷽ 👩‍👩‍👧‍👦 *The* Department of :wave: <@U04ABCDEF> " + "&" * 200
WORDS = (
    "&<!channel> <!subteam^S0123ABCD> <https://evil.example|https://bank.example> ﷽ 👩‍👩‍👧‍👦 e\u0301\u0301\u0301\u0301 "
    * 90
)
LONG_KEY = "long-" * 10
A_DOOR = """
  {key}{number}:
    name: {name}
    description: Queues.
    channel: "#d{number}"
    seat: gita@larkfield.example
    hours: {{zone: Europe/London, mon-fri: "09:00-17:00"}}
    answer_within: {{low: 16h, normal: 8h, high: 2h, emergency: 30m}}
    policies: {{low: patient, normal: patient, high: brisk, emergency: urgent}}
"""
_NAMES = re.compile(r"\bname: (.+)\n")
FILLED: Mapping[str, Callable[[Control], object]] = {
    # A field that takes so little asks for a number.
    "plain_text_input": lambda control: WORDS[:most] if (most := control.element["max_length"]) > 100 else "1001",
    "url_text_input": lambda control: "https://example.com/" + "&" * 1_900,
    "static_select": lambda control: control.options[-1]["value"],
    "multi_static_select": lambda control: [each["value"] for each in control.options],
    "checkboxes": lambda control: [each["value"] for each in control.options],
    "datetimepicker": lambda control: None,
    "datepicker": lambda control: "2026-11-26" if control.action_id == "follow_up_on" else None,
}
PREPARED = {Act.RELEASE: "claim", Act.REOPEN: "resolve done", Act.UNFOLLOW: "follow", Act.WHY: "resolve done"}
"""What has to be typed before an act makes sense."""
SHOWN_ONLY = {Act.WHY_ME, Act.SHOW, Act.ALL, Act.STILL_ON_IT}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rulebook of the scenarios, with forty departments more and the longest names everywhere."""
    folder = Path(shutil.copytree(RULES, tmp_path_factory.mktemp("rules") / "rules"))
    for file in (folder / "company.yaml", folder / "departments.yaml"):
        named = _NAMES.sub(lambda found: f"name: {quoted(found[1])}\n", file.read_text(encoding="utf-8"))
        file.write_text(named, encoding="utf-8")
    with (folder / "departments.yaml").open("a", encoding="utf-8") as doors:
        doors.writelines(A_DOOR.format(key=LONG_KEY, number=number, name=quoted(str(number))) for number in range(40))
    return folder


def quoted(name: str) -> str:
    """A name as long as can be, as YAML."""
    return json.dumps(f"{name} {NAME}", ensure_ascii=False)


@pytest.fixture
def bot(rules: Path, database_url: str) -> Iterator[Play]:
    with Play(rules=rules, database_url=database_url) as play:
        play.workspace.invite("ines", "#billing")
        yield play
        loud = {each for posted in play.posts("") for each in alerts(posted) if not is_ours(play, each)}
        assert loud == set()


def is_ours(bot: Play, alert: str) -> bool:
    """Whether it is a colleague, a card of ours, or the post that a card is about."""
    people = {f"@{each}" for each in bot.workspace.state.shelves.people}
    places = (bot.workspace.state.base_url, "https://x.example/posts/", "https://example.com/&")
    return alert in people or alert.startswith(places)


def a_card(bot: Play) -> Posted:
    """A card of its own: an order that no other one is about keeps it from being one storm with them."""
    before = len(bot.cards("#billing"))
    heard(bot, order=1000 + before)
    return bot.cards("#billing")[before]


def heard(bot: Play, *, order: int) -> None:
    bot.receive(f"refund for order {order} {WORDS}", author=WORDS, followers=10**9, verified=True, rating=4.5)


def number_of(card: Posted) -> int:
    return int(card.plain.partition("#")[2].partition(" ")[0])


def does(person: Colleague, card: Posted, act: Act) -> None:
    """The act by its button behind *More…*, with everything answered at length that is asked."""
    person.clicks(card, "More…")
    view = person.actor.awaits_view("#")
    person.clicks(view, LABELS[act])
    if act in FORMS:
        fill_in(person, person.form())


def fill_in(person: Colleague, view: Shown) -> None:
    answers = {each.action_id: FILLED[each.kind](each) for each in view.controls if each.is_input}
    person.submits(view, {field: answer for field, answer in answers.items() if answer is not None})


def test_every_act_is_asked_about_done_and_shown_at_any_length(bot: Play, priya: Colleague) -> None:
    a_card(bot)
    for act in [each for each in Act if each not in SHOWN_ONLY]:
        card = a_card(bot)
        number = number_of(card)
        if act in PREPARED:
            priya.commands(f"/issue {number} {PREPARED[act]}", "#billing")
        if act is Act.SPLIT:
            heard(bot, order=1000 + len(bot.cards("#billing")) - 1)
        before = len(bot.events(number))
        does(priya, card, act)
        assert len(bot.events(number)) > before, act


def test_every_act_is_answered_in_words_at_any_length(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    for act in Act:
        words = act.value.replace("_", " ")
        for said in (words, f"{words} {WORDS[:200]}"):
            priya.commands(f"/issue 1001 {said}", "#billing")
            priya.says("#billing", f"@doorknock {said}", thread=card)
    assert all(len(each.text) <= 4_000 for each in priya.actor.ephemerals)


def test_everything_that_is_listed_is_shown_at_any_length(bot: Play, priya: Colleague, ines: Colleague) -> None:
    for _ in range(12):
        priya.clicks(a_card(bot), "Claim")
    bot.receive(f"what a place {WORDS}", author=WORDS)
    bot.receive(f"a fire in the kitchen {WORDS}", author=WORDS)
    lists = (
        "",
        "mine",
        "my department",
        "overdue",
        "closed",
        "billing",
        f"{LONG_KEY}7",
        WORDS[:200],
        "1001",
        "999",
        f"about {WORDS[:200]}",
    )
    administration = ("", "rules", "export", "erase 1001", "about fire", "about x brand:x")
    for person in (priya, ines):
        for command in SLASH_COMMANDS:
            for words in lists if person is priya else administration:
                person.commands(f"{command} {words}", "#billing")
        person.actor.opens_home()
        for step in range(1, 5):
            person.clicks(person.actor.awaits_home(f"Step {step} of"), "Next ›" if step < 4 else "Got it, thanks")
        person.says("#billing", "@doorknock help")
    assert "Yours · 12" in priya.actor.awaits_home("Take the tour again").plain


def test_everything_that_time_brings_is_shown_at_any_length(bot: Play, priya: Colleague) -> None:
    for _ in range(15):
        a_card(bot)
    first, second, *_ = bot.cards("#billing")
    priya.clicks(first, "Claim")
    priya.says("#billing", f"I'll get back by 3 pm {WORDS}", thread=second)
    bot.forward(hours=28)
    assert [each for each in bot.posts("doors are waiting") if "and 1 more" in each.plain]


def test_what_the_strategist_has_noted_comes_back_at_any_length(bot: Play, ines: Colleague) -> None:
    ines.commands("/doors talk billing", "#billing")
    fill_in(ines, ines.form())
    for line in ("/doors", "/doors billing"):
        ines.commands(line, "#billing")
    assert "The last conversation" in ines.actor.awaits_ephemeral("What you learned").plain
    bot.forward(days=2)
    assert "Today you wanted to come back to" in ines.the_knock.plain
    ines.commands("/doors billing", "#billing")
    ines.clicks(ines.actor.awaits_ephemeral("What you learned"), "Take the last note out")
    ines.actor.awaits_ephemeral("You have not noted a conversation here yet.")
