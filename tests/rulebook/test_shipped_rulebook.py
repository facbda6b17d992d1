"""The rulebook that comes with the bot is complete, and its examples arrive where they are filed."""

import re
import shutil
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.core.classification import Classification, DepartmentScore, Sentiment, Urgency
from bot.core.department import TRIAGE, Example
from bot.core.mention import Mention
from bot.core.routing import Facts, route
from bot.core.rulebook import Rulebook
from bot.core.source import FeedSource
from bot.rulebook import check_rulebook, load_rulebook
from bot.rulebook.checks import route_example

RULES = Path(__file__).parents[2] / "routing_rules"

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DEPARTMENTS = {
    "guest-relations",
    "reservations",
    "loyalty",
    "billing",
    "property-operations",
    "food-and-beverage",
    "digital",
    "communications",
    "legal-and-privacy",
    "safety",
    "people",
}


@cache
def shipped() -> Rulebook:
    return load_rulebook(RULES)


def examples() -> list[Example]:
    return list(shipped().examples)


def test_it_has_neither_errors_nor_warnings() -> None:
    rulebook, problems = check_rulebook(RULES)
    assert rulebook is not None
    assert [str(problem) for problem in problems] == []


def test_nothing_is_fetched_from_an_address_that_does_not_exist() -> None:
    assert not [source for source in shipped().sources if isinstance(source, FeedSource)]


def test_the_feed_it_shows_can_be_switched_on_as_it_stands(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    sources = tmp_path / "rules" / "sources.yaml"
    before, marked, after = sources.read_text(encoding="utf-8").partition("# feeds:\n")
    assert marked
    sources.write_text(before + re.sub(r"^# ", "", marked + after, flags=re.MULTILINE), encoding="utf-8")
    rulebook = load_rulebook(tmp_path / "rules")
    assert [source.key for source in rulebook.sources if isinstance(source, FeedSource)] == ["hotel-news"]


def test_it_has_eleven_departments_besides_triage() -> None:
    assert {department.key for department in shipped().departments} == DEPARTMENTS | {TRIAGE}
    assert len(shipped().brands) == 3
    assert len(shipped().rules) >= 15


def test_every_department_has_seat_backup_group_and_a_channel_of_its_own() -> None:
    departments = shipped().departments
    people = [person for department in departments for person in (department.seat, department.backup)]
    assert all(people)
    assert len(set(people)) == len(people)
    assert len({department.channel for department in departments}) == len(departments)
    assert all(department.group for department in departments)


def test_every_department_has_examples_enough_and_some_are_dismissed() -> None:
    counts = Counter(example.department for example in examples())
    assert all(counts[key] >= 14 for key in DEPARTMENTS), counts
    assert counts[None] >= 20


def test_every_example_has_all_labels_and_five_languages_are_spoken() -> None:
    assert all(example.sentiment and example.urgency and example.relevance for example in examples())
    assert {example.language for example in examples()} == {"en", "de", "es", "fr", "it"}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.at)
def test_an_example_arrives_at_the_department_it_is_filed_under(example: Example) -> None:
    routing = route_example(shipped(), example)
    assert routing.department == example.department, routing.rule
    assert bool(routing.dismissed) == (example.department is None)


@pytest.mark.parametrize(
    "text",
    [
        "Two of us have food poisoning from your oysters",
        "Lebensmittelvergiftung nach dem Büfett, wir liegen alle flach",
        "my daughter had an allergic reaction at breakfast",
    ],
)
def test_food_that_made_somebody_ill_is_safetys_and_law_and_communications_are_told(text: str) -> None:
    # Whatever the classifier thinks: here it takes the post for a calm one about the restaurant.
    routing = route_example(shipped(), Example(text=text, department="food-and-beverage", sentiment="negative"))
    assert routing.department == "safety"
    assert {"legal-and-privacy", "communications"} <= set(routing.also)
    assert routing.urgency is Urgency.EMERGENCY
    assert shipped().policy_for(shipped().door("safety"), routing.urgency, named=routing.policy).ignores_working_hours


def test_data_in_strange_hands_is_for_legal_with_digital() -> None:
    text = "Your app shows me somebody else's booking with their home address"
    routing = route_example(shipped(), Example(text=text, department="digital", sentiment="negative"))
    assert routing.department == "legal-and-privacy"
    assert "digital" in routing.also


@pytest.mark.parametrize(
    "cue", ["we are stranded", "nothing works and we arrive tonight", "we are locked out", "my baby"]
)
def test_a_guest_who_waits_now_is_urgent(cue: str) -> None:
    text = f"{cue}, and nobody at the desk answers"
    routing = route_example(shipped(), Example(text=text, department="guest-relations", sentiment="negative"))
    assert routing.urgency >= Urgency.HIGH


@pytest.mark.parametrize(
    ("language", "text", "department"),
    [
        ("de", "Ich will mein Geld zurück, seit zwei Monaten warte ich", "billing"),
        ("de", "Kein warmes Wasser im ganzen Haus", "property-operations"),
        ("es", "La comida estaba fría y nadie nos miró", "food-and-beverage"),
        ("fr", "Ma réservation a disparu", "reservations"),
        ("en", "The summer sale was over before it began", TRIAGE),
    ],
)
def test_plain_words_find_the_door_where_the_classifier_does_not_know_the_language(
    language: str, text: str, department: str
) -> None:
    unsure = Classification(
        departments=(DepartmentScore(department="people", score=0.1),),
        is_confident=False,
        sentiment=Sentiment.NEGATIVE,
        language=language,
    )
    mention = Mention(source="file:posts", external_id="1", text=text, received_at=NOON)
    assert route(shipped(), Facts(mention=mention, classification=unsure, now=NOON)).department == department


def test_praise_with_the_same_words_is_not_urgent() -> None:
    text = "my baby loved the pool and we had such a good time"
    routing = route_example(shipped(), Example(text=text, department="guest-relations", sentiment="positive"))
    assert routing.urgency <= Urgency.NORMAL
