"""What is one event becomes one issue, in the same words or in others; what is not stays apart."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.core.classification import Classification, DepartmentScore
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.core.storm import LIKENESS, Known, Printed, fingerprint, kin_among, likeness
from bot.services.kinship import KinFinder
from tests.core.example import resolve
from tests.services.house import House, KeywordClassifier
from tests.word_vectors import word_vector

SENTENCES = (
    "The breakfast queue is two hours long",
    "and nobody of the staff cares",
    "my key card failed for the third time",
    "the view from the roof is wonderful",
    "charged twice for one night",
    "please answer your telephone",
)
LIFT = "The lift at Wrenbox Glasgow has been stuck since breakfast, says the porter"
ELEVATOR = "Wrenbox Glasgow: elevator out of order, the whole tower takes the stairs"
WATER = "no water in the whole hotel since Sunday, and nobody at the desk can say when"
texts = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6).map(" ".join)


@given(texts, st.text(alphabet="abc ", max_size=20))
def test_a_mention_with_something_added_is_kin_exactly_where_its_letters_are_alike_enough(one: str, more: str) -> None:
    mine, theirs = fingerprint(one), fingerprint(f"{one} {more}")
    found = kin_among(Printed(brand="", grams=mine), [Known(issue=1001, print=Printed(brand="", grams=theirs))])
    assert (found is not None) is (likeness(mine, theirs) >= LIKENESS)


@dataclass
class Meanings(KeywordClassifier):
    """Gives the same vector to whatever is about a lift, by whichever word."""

    def _one(self, mention: Mention, rulebook: Rulebook) -> Classification:
        judged = super()._one(mention, rulebook)
        is_lift = any(word in mention.text for word in ("lift", "elevator", "Aufzug"))
        scores = judged.departments or (DepartmentScore(department="billing", score=0.3),)
        return replace(judged, departments=scores, vector=word_vector("a lift is stuck") if is_lift else judged.vector)


@pytest.fixture
def house(engine: Engine) -> House:
    house = House(engine)
    house.triage._classifier = Meanings()
    return house


def test_the_same_event_in_other_words_is_one_issue_and_says_by_what(house: House) -> None:
    house.receive(LIFT, brand="wrenbox")
    house.settle()
    [late] = house.receive(ELEVATOR, brand="wrenbox")
    house.settle()
    assert (house.ledger().opened, house.ledger().joined) == (1, 1)
    with house.open_unit() as unit:
        joined = unit.mentions.get(late or 0)
    assert joined is not None
    assert joined.reason == "this issue is about the same, in other words"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{WATER} #leeds", f"{WATER} #porto"),
        (f"@TamarelleCrete {WATER}", f"@TamarelleRhodes {WATER}"),
        (f"#48213: {WATER}", f"#99871: {WATER}"),
        (f"Room #214, {WATER}", f"Room #518, {WATER}"),
        (f"{WATER}, at Leeds", f"{WATER}, at Porto"),
    ],
    ids=["hashtag", "handle", "number", "room", "name"],
)
def test_the_same_words_with_another_tag_or_name_are_another_issue(house: House, one: str, other: str) -> None:
    house.receive_from(("Ann", one), ("Ben", other))
    house.settle()
    assert house.ledger().opened == 2
    house.receive_from(("Cleo", f"RT @Ben: {other}"), ("Dan", f"RT @Eve: RT @Ben: {other} 😡"))
    house.settle()
    assert [house.issue(number).mentions for number in (1001, 1002)] == [1, 3]


@pytest.mark.parametrize(
    ("other", "brand"),
    [
        (ELEVATOR, "tamarelle"),
        (ELEVATOR.replace("Glasgow", "Dublin"), "wrenbox"),
        ("The lift ate my suitcase at Wrenbox Glasgow, and I want it back today", "wrenbox"),
        ("Wrenbox Glasgow: the elevator works again, the whole tower cheers", "wrenbox"),
        (f"{ELEVATOR}, ask food", "wrenbox"),
    ],
    ids=["another brand", "another place", "one's own trouble", "it is mended", "another department"],
)
def test_what_speaks_against_one_event_keeps_two_issues(house: House, other: str, brand: str) -> None:
    house.receive(LIFT, brand="wrenbox")
    house.settle()
    house.receive(other, brand=brand)
    house.settle()
    assert house.ledger().joined == 0


def test_other_words_join_for_a_day_and_the_same_words_for_two(house: House) -> None:
    house.receive(LIFT, brand="wrenbox")
    house.forward(hours=30)
    house.receive(f"{LIFT}!!", brand="wrenbox")
    house.settle()
    assert house.ledger().joined == 1
    house.receive(ELEVATOR, brand="wrenbox")
    house.settle()
    assert house.ledger().opened == 2


def test_what_has_joined_by_meaning_draws_nothing_after_it(house: House) -> None:
    """Else a storm drifts: each new post is like the last one, and none is like the first."""
    house.receive(LIFT, brand="wrenbox")
    house.settle()
    house.receive(ELEVATOR, brand="wrenbox")
    house.forward(hours=20)
    house.receive("Wrenbox Glasgow, an elevator engineer has come, the porter serves tea", brand="wrenbox")
    house.forward(hours=10)
    house.receive("Nobody at Wrenbox Glasgow believes in the elevator any longer, cheers", brand="wrenbox")
    house.settle()
    assert (house.ledger().opened, house.ledger().joined) == (2, 2)


def test_a_few_words_mean_too_little_to_join_by(house: House) -> None:
    house.receive("The lift is stuck", brand="wrenbox")
    house.settle()
    house.receive(ELEVATOR, "Elevator stuck", brand="wrenbox")
    house.settle()
    assert house.ledger().joined == 0


def test_few_words_join_where_one_person_says_them_again_or_passes_them_on(house: House) -> None:
    house.receive_by("ann", "The lift is stuck")
    house.settle()
    house.receive_by("ann", "The lift is stuck!!")
    house.receive_by("ben", "RT @ann: The lift is stuck")
    house.settle()
    assert (house.ledger().opened, house.ledger().joined) == (1, 2)
    house.receive_by("cleo", "The lift is stuck")
    house.settle()
    assert (house.ledger().opened, house.ledger().joined) == (2, 2), "Cleo may stand in another one"


def test_few_words_join_where_they_say_that_what_everybody_uses_is_down(house: House) -> None:
    house.receive_by("ann", "Wrenbox app down, lift key dead")
    house.settle()
    house.receive_by("ben", "is the lift key app down?")
    house.receive_by("cleo", "I cannot open the app, nor the lift")
    house.receive_by("dora", "the lift app works again")
    house.settle()
    assert (house.ledger().opened, house.ledger().joined) == (2, 2)


def test_a_closed_issue_takes_in_nothing_more(house: House) -> None:
    house.receive(LIFT, brand="wrenbox")
    house.settle()
    house.apply(1001, resolve())
    house.receive(ELEVATOR, brand="wrenbox")
    house.settle()
    assert house.ledger().opened == 2


def test_two_peoples_own_trouble_is_two_issues_in_whatever_words(house: House) -> None:
    mine = "I waited 40 minutes at check-in and nobody even said sorry"
    first, second = house.receive_from(("Ann", mine), ("Ben", f"{mine}!"))
    house.settle()
    assert None not in (first, second)
    assert house.ledger().opened == 2
    house.receive_from(("Cleo", f"RT @ann: {mine}"))
    house.settle()
    assert house.ledger().joined == 1


def test_a_storm_does_not_hide_the_other_issues(house: House) -> None:
    house.triage._kin = KinFinder(candidates=3)
    quiet = "The fountain at the Halden Grand runs red, the porter says it is art"
    storm = "The breakfast queue at Tamarelle is two hours long and nobody of the staff cares"
    house.receive(quiet)
    house.settle()
    house.receive(*(f"{storm}{'!' * count}" for count in range(5)))
    house.receive(f"{quiet}.")
    house.settle()
    assert house.issue(1001).mentions == 2
