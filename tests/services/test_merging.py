"""Merging touches two issues at once: both change or neither does, and the ledger still adds up. On both databases."""

import pytest
from sqlalchemy import Engine

from bot.core.commands import Follow, Merge
from bot.core.issue import Issue, IssueStatus
from bot.core.notices import TellFollower
from bot.core.refusal import Refusal, RefusalReason
from tests.core.example import bring_in, claim, hand_off, resolve
from tests.services.house import House
from tests.store.together import together

STORM = "The breakfast queue at Tamarelle is two hours long and nobody of the staff cares #food"


@pytest.fixture
def house(engine: Engine) -> House:
    """Two issues: #1001 of the food department, with two mentions, and #1002 of billing."""
    house = House(engine)
    house.receive(STORM, STORM)
    house.settle()
    house.receive("my billing is wrong")
    house.settle()
    return house


def test_mentions_followers_and_departments_go_along(house: House) -> None:
    house.apply(1001, Follow(by="U777"))
    house.apply(1001, claim(by="U222"))
    merged = house.apply(1001, Merge(by="U1", into=1002))
    assert isinstance(merged, Issue)
    assert (merged.status, merged.merged_into) == (IssueStatus.MERGED, 1002)
    into = house.issue(1002)
    assert (into.mentions, into.reach, into.taken_in) == (3, 30, (1001,))
    assert set(into.followers) == {"U777", "U222"}
    assert [share.department for share in into.open_assignments()] == ["billing", "food"]
    with house.open_unit() as unit:
        assert len(unit.mentions.of_issue(1002, limit=10)) == 3
        assert unit.mentions.of_issue(1001, limit=10) == []


def test_the_ledger_still_adds_up(house: House) -> None:
    house.apply(1001, Merge(by="U1", into=1002))
    ledger = house.ledger()
    assert (ledger.received, ledger.opened, ledger.joined, ledger.lost) == (3, 1, 2, 0)


def test_what_is_nearly_the_same_joins_the_issue_that_goes_on(house: House) -> None:
    house.apply(1001, Merge(by="U1", into=1002))
    house.receive(STORM)
    house.settle()
    assert house.issue(1002).mentions == 4
    assert house.ledger().lost == 0


def test_both_threads_get_a_line_and_the_newcomer_a_card(house: House) -> None:
    house.apply(1001, Merge(by="U1", into=1002))
    house.settle()
    assert [said.what for said in house.slack.in_channel("#billing")] == ["UpdateCard", "PostNote"]
    assert [said.what for said in house.slack.in_channel("#food")] == ["UpdateCard", "PostNote", "PostNote", "PostCard"]


@pytest.mark.parametrize(
    ("into", "reason", "about"),
    [
        (1001, RefusalReason.MERGE_WITH_ITSELF, 1001),
        (4711, RefusalReason.NO_SUCH_ISSUE, 4711),
        (1002, RefusalReason.ISSUE_CLOSED, 1002),
    ],
)
def test_what_cannot_be_merged_changes_neither(house: House, into: int, reason: RefusalReason, about: int) -> None:
    house.apply(1002, resolve())
    before = house.issue(1001), house.issue(1002)
    refusal = house.apply(1001, Merge(by="U1", into=into))
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.issue) == (reason, about)
    assert (house.issue(1001), house.issue(1002)) == before


def test_a_merged_issue_is_no_place_to_merge_into(house: House) -> None:
    house.receive("the digital form is broken")
    house.settle()
    house.apply(1001, Merge(by="U1", into=1002))
    for number, into in ((1003, 1001), (1001, 1003)):
        refusal = house.apply(number, Merge(by="U1", into=into))
        assert isinstance(refusal, Refusal)
        assert (refusal.reason, refusal.what) == (RefusalReason.ISSUE_MERGED, "1002")
    assert house.issue(1003).is_open


def test_a_click_that_comes_twice_merges_once(house: House) -> None:
    for _ in range(2):
        house.apply(1001, Merge(by="U1", into=1002), event_key="click:1")
    assert house.issue(1002).mentions == 3


def test_of_two_merges_the_other_way_round_the_first_wins(house: House, engine: Engine) -> None:
    other = House(engine)
    tasks = [(house, 1001, 1002), (other, 1002, 1001)]
    answers = together(lambda task: task[0].apply(task[1], Merge(by="U1", into=task[2])), tasks)
    assert sorted(type(answer).__name__ for answer in answers) == ["Issue", "Refusal"]
    assert sorted(house.issue(number).is_open for number in (1001, 1002)) == [False, True]
    assert house.ledger().lost == 0


def test_a_merge_and_a_hand_off_at_once_lose_nobody(house: House, engine: Engine) -> None:
    other = House(engine)
    house.apply(1001, bring_in("digital"))
    tasks = [(house, Merge(by="U1", into=1002)), (other, hand_off("front-desk", by="U2"))]
    together(lambda task: task[0].apply(1001, task[1]), tasks)
    assert not house.issue(1001).is_open
    held = {share.department for share in house.issue(1002).open_assignments()}
    assert held >= {"billing", "digital"}
    assert held & {"food", "front-desk"}


def test_a_follower_is_told_in_a_direct_message_and_nobody_else_waits_for_it(house: House) -> None:
    house.apply(1001, Follow(by="U777"))
    house.apply(1001, claim(by="U222"))
    house.settle()
    (news,) = house.slack.in_channel("U777")
    assert isinstance(news.delivery.notice, TellFollower)
    assert news.thread == ""
    with house.open_unit() as unit:
        assert unit.messages.assignment_at("U777", news.ts) is None
