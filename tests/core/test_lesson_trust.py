"""Who is at odds with everybody else: whoever is far from them, and nobody for want of others."""

import pytest

from bot.core.lesson_trust import is_at_odds


def told(*, holding: int, of: int) -> list[bool]:
    return [number < holding for number in range(of)]


@pytest.mark.parametrize(
    ("own", "of", "is_odd"),
    [
        pytest.param(2, 40, True, id="hardly ever borne out"),
        pytest.param(28, 40, False, id="a hard subject"),
        pytest.param(0, 9, False, id="too few to say"),
    ],
)
def test_only_who_is_far_from_everybody_else_is_at_odds_with_them(own: int, of: int, is_odd: bool) -> None:
    assert is_at_odds(told(holding=own, of=of), told(holding=67, of=80), believed=0.5) is is_odd


def test_where_the_others_mostly_confirm_whoever_makes_things_up_is_seen_through_all_the_same() -> None:
    own, others = told(holding=2, of=23), told(holding=2, of=3)
    assert is_at_odds(own, others, believed=0.5, confirmed=24)
    assert not is_at_odds(own, others, believed=0.5, confirmed=4)


def test_whoever_corrects_hard_ones_alone_while_the_others_confirm_is_at_odds_with_nobody() -> None:
    assert not is_at_odds(told(holding=45, of=100), [], believed=0.5, confirmed=100)


def test_whoever_teaches_alone_is_at_odds_with_nobody() -> None:
    assert not is_at_odds(told(holding=1, of=100), [], believed=0.5)
