"""Whose lessons are not learnt: others find them unlikely, and are easier to understand without them."""

import pytest

from bot.core.lesson_trust import enough, evidence_against, is_luck


def told(*, likely: int, of: int) -> list[bool]:
    return [number < likely for number in range(of)]


@pytest.mark.parametrize(
    ("likely", "of", "relief", "is_out"),
    [
        pytest.param(0, 8, 5.0, True, id="wrong eight times of eight"),
        pytest.param(5, 26, 7.5, True, id="wrong most of the time"),
        pytest.param(0, 4, 4.1, False, id="a few, and little harm"),
        pytest.param(1, 8, 3.0, False, id="alone with a new subject, which makes nothing harder to tell"),
        pytest.param(18, 40, 9.0, False, id="a hard subject, often borne out"),
        pytest.param(0, 60, 3.9, False, id="many, and no harm"),
        pytest.param(0, 2, 30.0, False, id="too few to say"),
    ],
)
def test_it_takes_unlikely_corrections_and_harm(likely: int, of: int, relief: float, is_out: bool) -> None:
    assert (evidence_against(told(likely=likely, of=of), relief=relief) > enough(others=20)) is is_out


def test_each_that_is_borne_out_weighs_more_than_one_that_is_not() -> None:
    before = evidence_against(told(likely=1, of=10), relief=5.0)
    assert before - evidence_against(told(likely=2, of=11), relief=5.0) > 1.0
    assert evidence_against(told(likely=1, of=11), relief=5.0) - before == pytest.approx(0.405, abs=0.001)


def test_it_takes_more_against_whoever_teaches_alone() -> None:
    evidence = evidence_against(told(likely=10, of=37), relief=9.0)
    assert enough(others=5) < evidence < enough(others=4)


@pytest.mark.parametrize(("likely", "of", "is_it"), [(1, 10, True), (2, 10, False), (0, 3, True)])
def test_what_is_hardly_ever_likely_is_so_by_luck(likely: int, of: int, is_it: bool) -> None:
    assert is_luck(told(likely=likely, of=of)) is is_it
