"""Whose lessons go against what everybody else teaches, far more often than chance or a hard subject would make them.

Guarantee: pure; nobody is suspected who has taught little, or whom there is nobody to compare with.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import sqrt

ENOUGH = 10
"""Lessons; with fewer a person may simply have been unlucky."""
BELIEVED = 10
"""Corrections by others, half of them likely, that are supposed beside those there are: at first there are few."""
FAR_BELOW = 2.5
"""Standard deviations below the others."""
MUCH_LESS = 0.8
"""Of the share in which the others' are likely: among very many lessons a small difference is no chance, either."""


def at_odds(likely: Iterable[tuple[str, bool]], *, confirmed: Iterable[str] = ()) -> frozenset[str]:
    """The people whose lessons are at odds with the rest.

    `likely` says of each correction who gave it, and whether all else that was taught makes it likely; `confirmed` says
    of each confirmation who gave it. That is no correction, but a sign that others teach as well.
    """
    told: dict[str, list[bool]] = defaultdict(list)
    for person, is_likely in likely:
        told[person].append(is_likely)
    seen = Counter(confirmed) + Counter({person: len(own) for person, own in told.items()})
    count, agreed = sum(map(len, told.values())), sum(map(sum, told.values()))
    return frozenset(
        person
        for person, own in told.items()
        if seen.total() - seen[person] >= ENOUGH
        and _is_at_odds(len(own), sum(own), others=count - len(own), others_agreed=agreed - sum(own))
    )


def _is_at_odds(count: int, agreed: int, *, others: int, others_agreed: int) -> bool:
    if count < ENOUGH:
        return False
    usual, own = (others_agreed + BELIEVED / 2) / (others + BELIEVED), agreed / count
    return own < MUCH_LESS * usual and usual - own > FAR_BELOW * sqrt(usual * (1 - usual) / count + 1 / count**2)
