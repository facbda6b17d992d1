"""The first rule that holds decides; rules that continue only add; every decision can be explained."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.classification import Classification, DepartmentScore, Urgency
from bot.core.conditions import UrgencyWithin
from bot.core.department import TRIAGE, Department, Strategist
from bot.core.escalation import EscalationPolicy, Step, Tell
from bot.core.mention import Mention
from bot.core.routing import Action, Condition, Facts, Routing, Rule, Verdict, route
from bot.core.rulebook import Rulebook
from bot.core.working_hours import ROUND_THE_CLOCK

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYS = ("billing", "safety", "people")


@dataclass(frozen=True)
class Fixed:
    """A condition that is settled from the start."""

    holds: bool
    why: str = "so it is"

    def test(self, facts: Facts) -> Verdict:
        return Verdict(holds=self.holds, why=self.why)


HELD, FAILED = Fixed(holds=True), Fixed(holds=False)


def department(key: str) -> Department:
    return Department(
        key=key,
        name=key.title(),
        description="",
        channel=f"#{key}",
        hours=ROUND_THE_CLOCK,
        answer_within=dict.fromkeys(Urgency, timedelta(hours=1)),
        policies=dict.fromkeys(Urgency, "calm"),
    )


def rulebook(*rules: Rule) -> Rulebook:
    hour = timedelta(hours=1)
    calm = EscalationPolicy(
        key="calm",
        steps=(Step(after=hour, tell=(Tell.SEAT,)),),
        repeat_every=hour,
        check_after=hour,
        release_after=hour,
    )
    return Rulebook(
        version="1",
        company="Quiet Inns",
        brands=(),
        strategist=Strategist(person="U1", channel="#social", zone="UTC", summary_channel="#social"),
        departments=tuple(department(key) for key in (*KEYS, TRIAGE)),
        policies={"calm": calm},
        rules=rules,
        examples=(),
    )


def rule(name: str, when: Condition, then: Action) -> Rule:
    return Rule(name=name, when=when, then=then)


def facts(*, best: str = "billing", is_confident: bool = True, urgency: Urgency = Urgency.NORMAL) -> Facts:
    scores = (DepartmentScore(department=best, score=0.6), DepartmentScore(department="people", score=0.2))
    classification = Classification(departments=scores, is_confident=is_confident, urgency=urgency)
    mention = Mention(source="feed:news", external_id="1", text="hello", received_at=NOW)
    return Facts(mention=mention, classification=classification, now=NOW)


DEFAULT = rule("default", HELD, Action())


def test_the_first_rule_that_holds_decides() -> None:
    book = rulebook(
        rule("first", FAILED, Action(department="people")),
        rule("second", HELD, Action(department="safety")),
        rule("third", HELD, Action(department="billing")),
        DEFAULT,
    )
    routing = route(book, facts())
    assert (routing.department, routing.rule, routing.why) == ("safety", "second", "so it is")
    assert [(line.rule, line.holds) for line in routing.trace] == [("first", False), ("second", True)]


def test_the_default_leaves_the_choice_to_a_classifier_that_is_sure() -> None:
    routing = route(rulebook(DEFAULT), facts())
    assert (routing.department, routing.rule) == ("billing", "default")
    assert routing.why == "so it is; the classifier says Billing (60% sure)"


def test_what_the_classifier_is_not_sure_of_goes_to_triage_and_says_so() -> None:
    routing = route(rulebook(DEFAULT), facts(is_confident=False))
    assert (routing.department, routing.rule) == (TRIAGE, "default")
    assert routing.why.endswith("the classifier is not sure (best guess Billing, 60%)")


def test_what_may_be_about_somebody_else_goes_to_triage_and_says_so() -> None:
    doubted = facts(is_confident=False)
    doubted = replace(doubted, classification=replace(doubted.classification, unsure=("relevance",)))
    routing = route(rulebook(DEFAULT), doubted)
    assert routing.department == TRIAGE
    assert routing.why.endswith("the classifier is not sure that it is about us (if it is, Billing, 60%)")


def test_a_department_that_an_edit_has_removed_goes_to_triage() -> None:
    routing = route(rulebook(DEFAULT), facts(best="spa"))
    assert routing.department == TRIAGE
    assert "which the rulebook no longer has" in routing.why


def test_a_dismissal_has_a_reason_and_no_department() -> None:
    book = rulebook(
        rule("tagged", HELD, Action(continues=True, tags=("reach",), also=("people",), policy="calm")),
        rule("spam", HELD, Action(dismiss="spam")),
        DEFAULT,
    )
    routing = route(book, facts())
    assert (routing.department, routing.dismissed, routing.also, routing.policy) == (None, "spam", (), "")
    assert routing.tags == ("reach",)


def test_a_continuing_rule_adds_and_the_next_one_decides() -> None:
    book = rulebook(
        rule("reach", HELD, Action(continues=True, urgency=Urgency.HIGH, also=("people",), tags=("reach",))),
        rule("money", HELD, Action(department="billing", tags=("money",))),
    )
    routing = route(book, facts())
    assert (routing.department, routing.rule) == ("billing", "money")
    assert (routing.also, routing.urgency, routing.tags) == (("people",), Urgency.HIGH, ("money", "reach"))
    assert [line.rule for line in routing.trace] == ["reach", "money"]


def test_the_owner_is_never_brought_in_as_well() -> None:
    book = rulebook(
        rule("reach", HELD, Action(continues=True, also=("billing", "people"))),
        rule("money", HELD, Action(department="billing", also=("people", "billing", "safety"))),
    )
    assert route(book, facts()).also == ("people", "safety")


def test_a_rule_may_lower_the_classifiers_urgency_but_not_what_another_rule_asked_for() -> None:
    calm = rule("calm", HELD, Action(department="billing", urgency=Urgency.LOW))
    assert route(rulebook(calm), facts(urgency=Urgency.HIGH)).urgency is Urgency.LOW
    raised = rule("raised", HELD, Action(continues=True, urgency=Urgency.NORMAL))
    assert route(rulebook(raised, calm), facts(urgency=Urgency.HIGH)).urgency is Urgency.NORMAL


def test_a_continuing_rule_never_lowers_urgency() -> None:
    floor = rule("floor", HELD, Action(continues=True, urgency=Urgency.LOW))
    assert route(rulebook(floor, DEFAULT), facts(urgency=Urgency.HIGH)).urgency is Urgency.HIGH


def test_rules_below_see_the_urgency_that_was_raised_above() -> None:
    book = rulebook(
        rule("cue", HELD, Action(continues=True, urgency=Urgency.EMERGENCY)),
        rule("urgent", UrgencyWithin(at_least=Urgency.EMERGENCY), Action(department="safety")),
        DEFAULT,
    )
    assert route(book, facts()).department == "safety"


def test_the_deciding_rules_policy_wins_then_the_last_continuing_ones() -> None:
    first = rule("first", HELD, Action(continues=True, policy="brisk"))
    last = rule("last", HELD, Action(continues=True, policy="urgent"))
    own = rule("own", HELD, Action(department="billing", policy="calm"))
    assert route(rulebook(first, last, own), facts()).policy == "calm"
    assert route(rulebook(first, last, DEFAULT), facts()).policy == "urgent"


def test_without_any_rule_that_holds_the_classifiers_choice_stands() -> None:
    routing = route(rulebook(rule("never", FAILED, Action(dismiss="spam"))), facts())
    assert (routing.department, routing.rule) == ("billing", "")


ACTIONS = st.one_of(
    st.builds(Action, dismiss=st.just("spam"), tags=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple)),
    st.builds(
        Action,
        department=st.sampled_from(["", *KEYS]),
        also=st.lists(st.sampled_from(KEYS), max_size=3).map(tuple),
        urgency=st.none() | st.sampled_from(Urgency),
        tags=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    ),
    st.builds(
        Action,
        continues=st.just(True),
        also=st.lists(st.sampled_from(KEYS), max_size=3).map(tuple),
        urgency=st.none() | st.sampled_from(Urgency),
        tags=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    ),
)
RULES = st.lists(st.tuples(st.booleans(), ACTIONS), max_size=8)
FACTS = st.builds(
    facts, best=st.sampled_from([*KEYS, "spa"]), is_confident=st.booleans(), urgency=st.sampled_from(Urgency)
)


def book_of(drawn: list[tuple[bool, Action]]) -> Rulebook:
    rules = [rule(f"rule {index}", Fixed(holds=holds), action) for index, (holds, action) in enumerate(drawn)]
    return rulebook(*rules, DEFAULT)


@given(RULES, FACTS)
def test_a_routing_has_either_a_known_owner_or_a_reason_to_dismiss(
    drawn: list[tuple[bool, Action]], given: Facts
) -> None:
    routing = route(book_of(drawn), given)
    assert (routing.department is None) == bool(routing.dismissed)
    assert routing.department is None or routing.department in (*KEYS, TRIAGE)
    assert routing.department not in routing.also
    assert len(set(routing.also)) == len(routing.also)


@given(RULES, FACTS)
def test_the_trace_ends_with_the_rule_that_decided(drawn: list[tuple[bool, Action]], given: Facts) -> None:
    book = book_of(drawn)
    routing = route(book, given)
    assert [line.rule for line in routing.trace] == [rule.name for rule in book.rules[: len(routing.trace)]]
    *earlier, last = routing.trace
    assert (last.rule, last.holds) == (routing.rule, True)
    deciding = {rule.name for rule in book.rules if not rule.then.continues}
    assert not any(line.holds and line.rule in deciding for line in earlier)


@given(RULES, FACTS)
def test_rules_below_the_deciding_one_change_nothing(drawn: list[tuple[bool, Action]], given: Facts) -> None:
    routing = route(book_of(drawn), given)
    assert route(book_of(drawn[: len(routing.trace)]), given) == routing


@given(RULES, FACTS, st.sampled_from(Urgency))
def test_one_more_continuing_rule_never_lowers_urgency(
    drawn: list[tuple[bool, Action]], given: Facts, floor: Urgency
) -> None:
    before = route(book_of(drawn), given)
    after: Routing = route(book_of([(True, Action(continues=True, urgency=floor)), *drawn]), given)
    assert after.department == before.department
    assert after.urgency >= before.urgency
    assert after.department is None or after.urgency >= floor
