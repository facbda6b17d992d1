"""Whoever clicks twice has done it once, and is refused nothing; whoever comes later or wants something else is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import commands as cmd
from bot.core.deciding.doubles import MOMENT
from bot.core.refusal import Refusal
from tests.core.example import Life, hand_off

RELEASE = cmd.Release(by="U1", assignment=1)
PASS_ON = cmd.HandOff(by="U1", assignment=1, to="food", is_not_ours=True)
RESOLVE = cmd.Resolve(by="U1", assignment=1)
DISMISS = cmd.Dismiss(by="U1", why="spam")
CLICKS = [RELEASE, PASS_ON, RESOLVE, DISMISS]


@pytest.fixture
def claimed() -> Life:
    life = Life()
    life.do(cmd.Claim(by="U1", assignment=1))
    return life


@pytest.mark.parametrize("click", CLICKS)
def test_a_second_click_moments_later_changes_nothing_and_is_no_mistake(claimed: Life, click: cmd.Command) -> None:
    assert claimed.do(click)
    claimed.now += MOMENT
    assert claimed.do(click) == ()


@pytest.mark.parametrize("click", CLICKS)
def test_one_that_comes_later_hears_why_it_cannot_be(claimed: Life, click: cmd.Command) -> None:
    claimed.do(click)
    claimed.now += MOMENT + timedelta(seconds=1)
    assert isinstance(claimed.do(click), Refusal)


@pytest.mark.parametrize("click", CLICKS)
def test_so_does_somebody_else(claimed: Life, click: cmd.Command) -> None:
    claimed.do(click)
    assert isinstance(claimed.do(replace(click, by="U2")), Refusal)


def test_another_door_is_another_wish(claimed: Life) -> None:
    claimed.do(PASS_ON)
    assert isinstance(claimed.do(hand_off(to="safety", by="U1")), Refusal)
