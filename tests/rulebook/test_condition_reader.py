"""What a strategist writes under `when` becomes the condition that it says."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classification import Classification, DepartmentScore, Sentiment, Urgency
from bot.core.conditions import AllOf, Always, Among, AnyOf, HasPhrase, Not, ScoreAtLeast, Trait, UrgencyWithin
from bot.core.mention import Author, Kind, Mention
from bot.core.routing import Condition, Facts
from bot.rulebook import load_rulebook
from bot.rulebook.condition_reader import CONDITIONS
from bot.rulebook.patterns import linear_pattern
from bot.rulebook.reach import implies
from tests.rulebook.small_book import spoilt, write_book

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FACTS = Facts(
    mention=Mention(
        source="webhook:watcher",
        external_id="1",
        text="Charged 49 euros twice at the Quiet Inn",
        received_at=MONDAY_NOON,
        platform="x",
        kind=Kind.REVIEW,
        author=Author(handle="vera", followers=12_000, verified=True),
        rating=2.0,
    ),
    classification=Classification(
        departments=(DepartmentScore(department="billing", score=0.6),),
        is_confident=True,
        sentiment=Sentiment.NEGATIVE,
        urgency=Urgency.HIGH,
        language="en",
    ),
    now=MONDAY_NOON,
    storm_size=3,
)

# (condition as written, whether it holds of the facts above)
WRITTEN = [
    ("{text: twice}", True),
    ("{text: [once, thrice]}", False),
    ("{regex: '\\d+ euros?'}", True),
    ("{regex: ['^never', 'QUIET\\s+inn']}", True),
    ("{source: watcher}", True),
    ("{source: [feed, slack]}", False),
    ("{platform: [X, tiktok]}", True),
    ("{kind: review}", True),
    ("{brand: quiet}", True),
    ("{author: ['@Vera', '@max']}", True),
    ("{verified: true}", True),
    ("{verified: false}", False),
    ("{followers: {at_least: 10000}}", True),
    ("{rating: {at_most: 2}}", True),
    ("{language: [de, en]}", True),
    ("{sentiment: negative}", True),
    ("{relevance: [spam, unrelated]}", False),
    ("{urgency: {at_least: high}}", True),
    ("{urgency: {at_most: normal}}", False),
    ("{score: {billing: 0.4}}", True),
    ("{score: {billing: 0.4, triage: 0.1}}", False),
    ("{confidence: {above: 0.5, below: 0.7}}", True),
    ("{time: {days: mon-fri, between: '9:00-18:00'}}", True),
    ("{time: {days: sat-sun}}", False),
    ("{time: {between: '20:00-6:00', zone: Asia/Tokyo}}", True),
    ("{outside_hours: billing}", False),
    ("{storm: {at_least: 3}}", True),
    ("{all: [{text: twice}, {sentiment: negative}]}", True),
    ("{any: [{text: once}, {sentiment: negative}]}", True),
    ("{not: {text: once}}", True),
    ("{text: twice, sentiment: positive}", False),
    ("{text: twice, not: {sentiment: positive}}", True),
]


@pytest.mark.parametrize(("written", "holds"), WRITTEN)
def test_a_condition_means_what_it_says(written: str, holds: bool, tmp_path: Path) -> None:
    files = spoilt("rules.yaml", "{text: [refund*, charged twice]}", written)
    rulebook = load_rulebook(write_book(tmp_path / "rules", files))
    assert rulebook.rules[0].when.test(FACTS).holds is holds


def test_every_condition_that_exists_is_tried_here() -> None:
    tried = {word for written, _ in WRITTEN for word in CONDITIONS if f"{word}:" in written}
    assert tried == set(CONDITIONS)


def test_no_text_makes_a_pattern_slow() -> None:
    hostile = linear_pattern(r"(a+)+b|(a|aa)+c|(.*a){12}d")
    # A backtracking engine would need longer than the universe has lasted, and the test's time-out would end it.
    assert hostile.search("a" * 100_000) is None


def test_a_pattern_survives_half_a_surrogate_pair() -> None:
    assert linear_pattern("late").search("so \ud800 LATE") == "LATE"


WORDS = st.lists(st.sampled_from(["twice", "once", "inn", "euros"]), min_size=1, max_size=3).map(tuple)
SIMPLE: st.SearchStrategy[Condition] = st.one_of(
    st.just(Always()),
    WORDS.map(HasPhrase),
    st.frozensets(st.sampled_from(["negative", "neutral", "positive"]), min_size=1).map(
        lambda wanted: Among(Trait.SENTIMENT, wanted)
    ),
    st.builds(ScoreAtLeast, department=st.just("billing"), score=st.sampled_from([0.2, 0.6, 0.8])),
    st.builds(UrgencyWithin, at_least=st.sampled_from(Urgency), at_most=st.sampled_from(Urgency)),
)
CONDITION = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


@given(one=CONDITION, other=CONDITION, sentiment=st.sampled_from(Sentiment), urgency=st.sampled_from(Urgency))
def test_a_rule_called_unreachable_never_holds_where_the_earlier_one_does_not(
    one: Condition, other: Condition, sentiment: Sentiment, urgency: Urgency
) -> None:
    classification = replace(FACTS.classification, sentiment=sentiment, urgency=urgency)
    facts = replace(FACTS, classification=classification)
    if implies(one, other) and one.test(facts).holds:
        assert other.test(facts).holds


@given(one=CONDITION, other=CONDITION)
def test_a_rule_of_the_same_or_a_narrower_condition_is_recognised(one: Condition, other: Condition) -> None:
    assert implies(one, one)
    assert implies(AllOf((one, other)), one)
    assert implies(one, AnyOf((other, one)))
