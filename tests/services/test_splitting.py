"""A mention that was joined wrongly becomes an issue of its own, once, and its like does not join again."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.core.classification import Urgency
from bot.core.commands import Dismiss, Merge, Split
from bot.core.conditions import HasPhrase, Measure, Measured
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Action, Rule
from bot.ports import Outcome
from tests.services.house import House
from tests.store.together import together

QUEUE = "The billing queue at Tamarelle is two hours long and nobody of the staff cares about it"
OTHER = f"{QUEUE}, and the roof leaks onto the carpet of the bar"


@pytest.fixture
def house(engine: Engine) -> House:
    house = House(engine)
    house.receive(QUEUE, followers=100)
    house.receive(OTHER, followers=30)
    house.settle()
    assert house.issue().mentions == 2
    return house


def joined(house: House, number: int = 1001) -> list[int]:
    return [each.id for each in house.issues.joined(number, limit=9)]


def split(house: House, mention: int, *, key: str = "") -> Issue | Refusal:
    return house.apply(1001, Split(by="U1", mention=mention), event_key=key)


def test_it_is_an_issue_of_its_own_with_a_card_and_both_count_right(house: House) -> None:
    [mention] = joined(house)
    split(house, mention)
    house.settle()
    first, second = house.issue(1001), house.issue(1002)
    assert (first.mentions, first.reach, first.split_off) == (1, 100, (1002,))
    assert (second.mentions, second.reach, second.split_from) == (1, 30, 1001)
    assert len(house.slack.cards("#billing")) == 2
    ledger = house.ledger()
    assert (ledger.received, ledger.opened, ledger.joined, ledger.lost) == (2, 2, 0, 0)
    with house.open_unit() as unit:
        stored = unit.mentions.get(mention)
    assert stored is not None
    assert (stored.issue, stored.outcome, stored.reason) == (1002, Outcome.OPENED, "split off from #1001")


def test_it_goes_where_its_own_words_ask_for_and_not_where_the_storm_does(house: House) -> None:
    many = Measured(measure=Measure.STORM, at_least=2)
    then = Action(urgency=Urgency.HIGH, also=("safety",), tags=("storm",), continues=True)
    house.rules.current = replace(house.rules.current, rules=(Rule(name="Storm", when=many, then=then),))
    house.receive(f"{QUEUE}!")
    house.settle()
    mention = joined(house)[0]
    split(house, mention)
    house.settle()
    alone = house.issue(1002)
    assert (alone.urgency, alone.tags) == (Urgency.NORMAL, ())
    assert [share.department for share in alone.assignments] == ["billing"]
    stored = house.issues.mention(mention)
    assert stored is not None
    assert stored.routing is not None
    assert stored.routing.also == ()


def test_whoever_splits_one_off_wants_it_seen_to_whatever_rule_would_dismiss_it(house: House) -> None:
    joke = Rule(name="Jokes", when=HasPhrase(("roof",)), then=Action(dismiss="a joke"))
    house.rules.current = replace(house.rules.current, rules=(joke,))
    split(house, joined(house)[0])
    assert [share.department for share in house.issue(1002).assignments] == ["triage"]


def test_its_speed_goes_with_it(house: House) -> None:
    assert len(house.issue().pulse) == 1
    split(house, joined(house)[0])
    assert house.issue().pulse == ()


def test_the_count_keeps_a_voice_until_the_last_it_has_said_is_split_off(house: House) -> None:
    house.receive_by("@ben", QUEUE, f"{QUEUE}!", followers=7)
    house.settle()
    second, first, _ = joined(house)
    split(house, first)
    assert (house.issue().mentions, house.issue().repeats, house.issue().reach) == (3, 0, 137)
    split(house, second)
    assert (house.issue().mentions, house.issue().reach) == (2, 130)


def test_what_one_person_added_can_be_split_off_where_nobody_else_has_said_it(house: House) -> None:
    house.receive_by("@cleo", "food at the counter was cold, and the waiter sang all evening long")
    house.receive_by("@cleo", "food at the counter was cold, and the waiter sang all evening long!")
    house.settle()
    number = 1002
    [mention] = joined(house, number)
    house.apply(number, Split(by="U1", mention=mention))
    assert (house.issue(number).mentions, house.issue(number).repeats, house.issue(1003).mentions) == (1, 0, 1)


def test_a_second_click_splits_nothing_more(house: House) -> None:
    [mention] = joined(house)
    split(house, mention, key="click-1")
    assert isinstance(split(house, mention, key="click-1"), Issue)
    house.receive(QUEUE)
    house.settle()
    again = split(house, mention, key="click-2")
    assert isinstance(again, Refusal)
    assert again.reason is RefusalReason.NOT_JOINED
    assert house.ledger().opened == 2


def test_two_who_split_at_once_make_one_issue(house: House) -> None:
    house.receive(QUEUE)
    house.settle()
    mention = joined(house)[-1]
    answers = together(lambda by: house.apply(1001, Split(by=by, mention=mention)), ["U1", "U2"])
    assert sorted(type(answer).__name__ for answer in answers) == ["Issue", "Refusal"]
    assert house.ledger().opened == 2
    assert house.issue().mentions == 2


def test_a_mention_of_another_issue_is_not_to_be_had(house: House) -> None:
    house.receive("food is cold")
    house.settle()
    for mention in (house.issue(1002).mention, house.issue().mention, 4711):
        answer = split(house, mention)
        assert isinstance(answer, Refusal)
        assert answer.reason is RefusalReason.NOT_JOINED
    assert house.ledger().opened == 2


def test_the_likes_of_it_join_what_it_became_and_never_what_it_left(house: House) -> None:
    [mention] = joined(house)
    split(house, mention)
    house.receive(f"{OTHER}!!")
    house.settle()
    assert (house.issue(1001).mentions, house.issue(1002).mentions) == (1, 2)
    house.apply(1002, Dismiss(by="U1", why="mended"))
    house.receive(f"{OTHER}?!")
    house.receive(f"{QUEUE}?!")
    house.settle()
    assert house.issue(1001).mentions == 2
    assert house.issue(1003).mentions == 1


def test_who_merges_the_two_again_has_the_last_word(house: House) -> None:
    [mention] = joined(house)
    split(house, mention)
    house.apply(1002, Merge(by="U1", into=1001))
    house.receive(f"{OTHER}!!")
    house.settle()
    assert house.issue(1001).mentions == 3
