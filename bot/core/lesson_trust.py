"""Whose lessons go against what everybody else teaches, far more often than chance or a hard subject would make them.

Guarantee: pure; nobody is suspected who has taught little, or whom there is nobody to compare with.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

ENOUGH = 10
"""Lessons; with fewer a person may simply have been unlucky."""
FAR_BELOW = 2.5
"""Standard deviations below the others."""
MUCH_LESS = 0.8
"""Of the share in which the others are borne out: among very many lessons a small difference is no chance, either."""


def at_odds(borne_out: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The people whose lessons are at odds with the rest.

    `borne_out` says of each lesson who gave it, and whether all that others have taught bears it out.
    """
    told: dict[str, list[bool]] = defaultdict(list)
    for person, is_borne_out in borne_out:
        told[person].append(is_borne_out)
    count, agreed = sum(map(len, told.values())), sum(map(sum, told.values()))
    return frozenset(
        person
        for person, own in told.items()
        if _is_at_odds(len(own), sum(own), others=count - len(own), others_agreed=agreed - sum(own))
    )


def _is_at_odds(count: int, agreed: int, *, others: int, others_agreed: int) -> bool:
    if count < ENOUGH or others < ENOUGH:
        return False
    usual, own = others_agreed / others, agreed / count
    return own < MUCH_LESS * usual and usual - own > FAR_BELOW * sqrt(usual * (1 - usual) / count + 1 / count**2)
