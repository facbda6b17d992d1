"""Whose lessons go against what everybody else teaches, far more often than chance or a hard subject would make them.

Guarantee: pure; nobody is suspected who has taught little, or whom there is nobody to compare with.
"""

from collections.abc import Sequence
from math import sqrt

ENOUGH = 10
"""Lessons; with fewer a person may simply have been unlucky."""
BELIEVED = 10
"""Corrections by others that are supposed beside those there are: at first there are few."""
FAR_BELOW = 2.5
"""Standard deviations below the others."""
MUCH_LESS = 0.8
"""Of the share in which the others' hold: among very many lessons a small difference is no chance, either."""


def is_at_odds(own: Sequence[bool], others: Sequence[bool], *, believed: float, confirmed: int = 0) -> bool:
    """Whether a person's lessons are at odds with the rest.

    `own` says of each of their corrections whether it holds against what everybody else teaches, `others` of each
    correction by others whether it holds against the rulebook alone; a share of `believed` is what good ones are
    believed to do. `confirmed` others' confirmations there are: no corrections, but a sign that others teach as well.
    """
    if len(own) < ENOUGH or len(others) + confirmed < ENOUGH:
        return False
    usual, share = (sum(others) + BELIEVED * believed) / (len(others) + BELIEVED), sum(own) / len(own)
    chance = sqrt(usual * (1 - usual) / len(own) + 1 / len(own) ** 2)
    return share < MUCH_LESS * usual and usual - share > FAR_BELOW * chance
