"""Whys gathered across brands and departments, counted by hand."""

from datetime import timedelta

import pytest

from bot.core import commands as cmd
from bot.core.why_tree import Cause, Explained, explained, recurring, tree, unasked
from tests.core.example import MONDAY, Life


def said(number: int, *chain: str, brand: str = "harbour", department: str = "food") -> Explained:
    return Explained(
        issue=number,
        assignment=1,
        department=department,
        brand=brand,
        tags=("breakfast",) if department == "food" else (),
        at=MONDAY + timedelta(days=number - 1000),
        chain=chain,
    )


QUEUES = (
    said(1001, "Breakfast queue", "Late rota", "Two vacancies"),
    said(1002, "the breakfast queue!", "late rota.", brand="hill"),
    said(1003, "Breakfast queues", "The coffee machine broke"),
    said(1004, "Wrong invoice", department="billing"),
    said(1005, "Late rota", "two vacancies", department="front-desk"),
)


def drawn(causes: tuple[Cause, ...], depth: int = 0) -> list[str]:
    return [
        line
        for each in causes
        for line in (f"{'  ' * depth}{each.words}: {len(each.found)}", *drawn(each.whys, depth + 1))
    ]


def test_causes_are_counted_and_each_stands_on_its_own_why() -> None:
    assert drawn(tree(QUEUES)) == [
        "Breakfast queues: 3",
        "  late rota.: 2",
        "    Two vacancies: 1",
        "  The coffee machine broke: 1",
        "Late rota: 1",
        "  two vacancies: 1",
        "Wrong invoice: 1",
    ]


def test_a_cause_knows_its_brands_departments_and_issues_the_newest_first() -> None:
    queue = tree(QUEUES)[0]
    assert (queue.issues, queue.brands, queue.departments) == ((1003, 1002, 1001), ("harbour", "hill"), ("food",))


def test_what_comes_back_is_counted_however_deep_it_was_found() -> None:
    found = {each.words: each for each in recurring(QUEUES)}
    assert found["Late rota"].issues == (1005, 1002, 1001)
    assert found["Late rota"].departments == ("food", "front-desk")
    assert set(found) == {"Late rota", "Breakfast queues"}


def test_a_cause_at_two_brands_comes_back_and_two_issues_at_one_do_not() -> None:
    here = said(1001, "No cups"), said(1002, "no cups")
    assert recurring(here) == ()
    (found,) = recurring((here[0], said(1003, "No cups", brand="hill")))
    assert found.issues == (1003, 1001)


def test_what_comes_back_without_a_further_why_is_still_to_be_asked() -> None:
    found = recurring((*QUEUES, *(said(number, "Wi-Fi is down") for number in (1010, 1011, 1012))))
    assert [each.words for each in unasked(found)] == ["Wi-Fi is down"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Late rota", "  late   ROTA. "),
        ("Late rota", "The rota was late"),
        ("Two vacancies in the kitchen", "two vacancy in kitchen"),
        ("Boiler broken", "boiler brokn"),
        ("Zu wenig Personal", "zu wenig personal!"),
        ("Café closed", "cafe closed"),
    ],
)
def test_the_same_in_other_words_is_one_cause(one: str, other: str) -> None:
    assert len(tree((said(1001, one), said(1002, other)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The rota was changed by mistake", "The rota was not changed by mistake"),
        ("Lift 2 out of order again", "Lift 3 out of order again"),
        ("Late rota", "Late delivery"),
        ("Towels missing", "Keys missing"),
    ],
)
def test_what_means_something_else_is_another_cause(one: str, other: str) -> None:
    assert len(tree((said(1001, one), said(1002, other)))) == 2


def test_the_tree_may_be_asked_about_a_word_a_department_a_brand_or_a_tag() -> None:
    assert [each.words for each in tree(QUEUES, about="invoice")] == ["Wrong invoice"]
    assert [each.words for each in tree(QUEUES, about="Billing")] == ["Wrong invoice"]
    assert tree(QUEUES, about="hill")[0].issues == (1002,)
    assert tree(QUEUES, about="breakfast")[0].issues == (1003, 1002, 1001)
    assert tree(QUEUES, about="parking") == ()


def test_a_chain_that_goes_in_a_circle_counts_its_issue_once() -> None:
    circle = said(1001, "Late rota", "Two vacancies", "late rota")
    assert drawn(tree((circle,))) == ["Late rota: 1", "  Two vacancies: 1", "    late rota: 1"]
    assert {each.words: each.issues for each in recurring((circle, said(1002, "Late rota", brand="hill")))} == {
        "Late rota": (1002, 1001)
    }


def test_an_issue_is_explained_once_it_is_resolved_and_somebody_said_why() -> None:
    life = Life()
    assert explained(life.issue) is None
    life.do(cmd.Resolve(by="U1", assignment=1, cause="Late rota"))
    life.do(cmd.AnswerWhy(by="U1", text="Two vacancies"))
    found = explained(life.issue)
    assert found is not None
    assert (found.issue, found.department, found.chain) == (1001, "billing", ("Late rota", "Two vacancies"))
