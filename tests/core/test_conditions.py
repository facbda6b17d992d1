"""Each condition holds where it should, and says what is so whether it holds or not."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.classification import Classification, DepartmentScore, Relevance, Sentiment, Urgency
from bot.core.conditions import (
    AllOf,
    Always,
    Among,
    AnyOf,
    ByAuthor,
    DuringWindows,
    FromSource,
    HasPhrase,
    IsVerified,
    Matches,
    Measure,
    Measured,
    Not,
    OfBrand,
    OutsideHours,
    ScoreAtLeast,
    Trait,
    UrgencyWithin,
)
from bot.core.mention import Author, Kind, Mention
from bot.core.routing import Condition, Facts, Verdict
from bot.core.working_hours import MINUTES_A_DAY, Window, WorkingHours

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

FACTS = Facts(
    mention=Mention(
        source="webhook:watcher",
        external_id="1",
        title="Never again",
        text="Charged twice at the Quiet Inn, no reply",
        received_at=MONDAY_NOON,
        platform="X",
        kind=Kind.REVIEW,
        author=Author(id="77", handle="@Vera", followers=12_000, verified=True),
        rating=2.0,
    ),
    classification=Classification(
        departments=(DepartmentScore(department="billing", score=0.6), DepartmentScore(department="people", score=0.2)),
        is_confident=True,
        sentiment=Sentiment.NEGATIVE,
        urgency=Urgency.NORMAL,
        relevance=Relevance.RELEVANT,
        language="en",
    ),
    now=MONDAY_NOON,
    storm_size=3,
)

OFFICE_WEEK = ((Window(540, 1080),),) * 5 + ((), ())
NIGHTS = ((Window(0, 360), Window(1320, MINUTES_A_DAY)),) * 7


@dataclass(frozen=True)
class Plain:
    """A pattern by plain search, so that the core is tested without any engine."""

    source: str

    def search(self, text: str, /) -> str | None:
        return self.source if self.source in text else None


@dataclass(frozen=True)
class Fixed:
    """A condition that is settled from the start."""

    holds: bool
    why: str = "so it is"

    def test(self, facts: Facts) -> Verdict:
        return Verdict(holds=self.holds, why=self.why)


HOLDS: list[tuple[Condition, bool, str]] = [
    (Always(), True, "no rule above has taken it"),
    (HasPhrase(("refund", "charged twice")), True, "text has «charged twice»"),
    (HasPhrase(("never again",)), True, "text has «never again»"),
    (HasPhrase(("refund",)), False, "text has no «refund»"),
    (HasPhrase(("a1", "a2", "a3", "a4", "a5")), False, "text has none of «a1», «a2», «a3» and 2 more"),
    (Matches((Plain("twice"),)), True, "text has «twice», which fits /twice/"),
    (Matches((Plain("x"), Plain("z"))), False, "text fits none of /x/, /z/"),
    (FromSource(frozenset({"webhook"})), True, "source is webhook:watcher"),
    (FromSource(frozenset({"watcher"})), True, "source is webhook:watcher"),
    (FromSource(frozenset({"webhook:watcher"})), True, "source is webhook:watcher"),
    (FromSource(frozenset({"feed"})), False, "source is webhook:watcher"),
    (Among(Trait.PLATFORM, frozenset({"x"})), True, "platform is X"),
    (Among(Trait.KIND, frozenset({"article"})), False, "kind is review"),
    (Among(Trait.LANGUAGE, frozenset({"en", "de"})), True, "language is en"),
    (Among(Trait.SENTIMENT, frozenset({"negative"})), True, "sentiment is negative"),
    (Among(Trait.RELEVANCE, frozenset({"spam"})), False, "relevance is relevant"),
    (OfBrand(key="quiet", names=("Quiet Inn",)), True, "text names quiet («Quiet Inn»)"),
    (OfBrand(key="loud", names=("Loud Inn",)), False, "text does not name loud"),
    (ByAuthor(frozenset({"vera"})), True, "author is @Vera"),
    (ByAuthor(frozenset({"77"})), True, "author is @Vera"),
    (ByAuthor(frozenset({"max"})), False, "author is @Vera"),
    (IsVerified(), True, "author is verified"),
    (Measured(measure=Measure.FOLLOWERS, at_least=10_000), True, "author has 12,000 followers"),
    (Measured(measure=Measure.RATING, at_most=2), True, "rating is 2"),
    (Measured(measure=Measure.RATING, below=2), False, "rating is 2"),
    (Measured(measure=Measure.CONFIDENCE, above=0.6), False, "confidence is 0.60"),
    (Measured(measure=Measure.STORM, at_least=3), True, "3 mentions say the same"),
    (UrgencyWithin(at_least=Urgency.HIGH), False, "urgency is normal"),
    (UrgencyWithin(at_most=Urgency.HIGH), True, "urgency is normal"),
    (ScoreAtLeast(department="people", score=0.2), True, "people scores 20%"),
    (ScoreAtLeast(department="safety", score=0.1), False, "safety scores 0%"),
    (DuringWindows(zone="Europe/Lisbon", week=OFFICE_WEEK), True, "it is Monday 12:00 in Europe/Lisbon"),
    (DuringWindows(zone="Asia/Singapore", week=NIGHTS), False, "it is Monday 20:00 in Asia/Singapore"),
    (
        OutsideHours(department="billing", hours=WorkingHours("Asia/Singapore", OFFICE_WEEK)),
        True,
        "billing is closed now",
    ),
    (
        OutsideHours(department="billing", hours=WorkingHours("Europe/Lisbon", OFFICE_WEEK)),
        False,
        "billing is at work now",
    ),
    (AllOf((Fixed(holds=True, why="a"), Fixed(holds=True, why="b"))), True, "a and b"),
    (AllOf((Fixed(holds=True, why="a"), Fixed(holds=False, why="b"))), False, "b"),
    (AnyOf((Fixed(holds=False, why="a"), Fixed(holds=True, why="b"))), True, "b"),
    (AnyOf((Fixed(holds=False, why="a"), Fixed(holds=False, why="b"))), False, "a and b"),
    (Not(Among(Trait.SENTIMENT, frozenset({"positive"}))), True, "sentiment is negative"),
]


@pytest.mark.parametrize(("condition", "holds", "why"), HOLDS)
def test_a_condition_holds_or_not_and_says_what_is_so(condition: Condition, holds: bool, why: str) -> None:
    assert condition.test(FACTS) == Verdict(holds=holds, why=why)


@pytest.mark.parametrize("measure", [Measure.RATING, Measure.FOLLOWERS])
def test_an_unknown_number_is_within_no_bounds(measure: Measure) -> None:
    unknown = replace(FACTS, mention=replace(FACTS.mention, rating=None, author=Author()))
    assert not Measured(measure=measure, at_least=0).test(unknown).holds
    assert not Measured(measure=measure, at_most=5).test(unknown).holds


def test_the_brand_a_source_names_wins_over_the_text() -> None:
    stated = replace(FACTS, mention=replace(FACTS.mention, brand="loud"))
    assert OfBrand(key="loud", names=("Loud Inn",)).test(stated).holds
    assert not OfBrand(key="quiet", names=("Quiet Inn",)).test(stated).holds


def test_the_sources_language_stands_in_where_the_classifier_cannot_tell() -> None:
    untold = replace(
        FACTS,
        mention=replace(FACTS.mention, language="pt"),
        classification=replace(FACTS.classification, language="und"),
    )
    assert Among(Trait.LANGUAGE, frozenset({"pt"})).test(untold).holds


def test_urgency_raised_by_an_earlier_rule_counts() -> None:
    raised = replace(FACTS, raised_to=Urgency.HIGH)
    assert UrgencyWithin(at_least=Urgency.HIGH).test(raised).holds


FIXED = st.builds(Fixed, holds=st.booleans(), why=st.sampled_from("abc"))
CONDITIONS = st.recursive(
    FIXED,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@given(st.lists(CONDITIONS, min_size=1, max_size=4))
def test_not_all_is_any_not(parts: list[Condition]) -> None:
    one = Not(AllOf(tuple(parts))).test(FACTS)
    other = AnyOf(tuple(Not(part) for part in parts)).test(FACTS)
    assert one.holds == other.holds


@given(CONDITIONS)
def test_twice_not_is_the_same_with_the_same_words(condition: Condition) -> None:
    assert Not(Not(condition)).test(FACTS) == condition.test(FACTS)


@given(st.lists(CONDITIONS, min_size=1, max_size=4))
def test_all_and_any_are_what_they_are_called(parts: list[Condition]) -> None:
    each = [part.test(FACTS).holds for part in parts]
    assert AllOf(tuple(parts)).test(FACTS).holds == all(each)
    assert AnyOf(tuple(parts)).test(FACTS).holds == any(each)
