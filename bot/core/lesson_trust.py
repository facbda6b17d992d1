"""Whose lessons are not to be learnt: everybody else finds them unlikely, and is easier to understand without them.

Guarantee: pure. Nobody is left out for what nobody else knows. Nor for what is merely hard: whoever is often found
likely teaches what the others have yet to see.
"""

from collections.abc import Sequence
from math import log

FEWEST = 3
"""Corrections; who has given fewer can do little harm."""
OF_HONEST = 0.4
"""The share of honest people's corrections that others find likely. 0.6 were measured; a specialist's are fewer."""
OF_HARMFUL = 0.1
"""The same share where most corrections are wrong, some right ones among them; 0.04 to 0.27 were measured."""
PLAINLY = 4.0
"""Nats, hence fifty to one: how much likelier everybody else's examples must be without somebody's lessons."""
HARDLY_EVER = 0.2
"""The share of somebody's corrections that others find likely; below, they are likely by luck."""
CONVINCING = 6.0
"""Nats, hence four hundred to one: how strong the evidence must be."""
CONVINCING_ALONE = 12.0
"""Nats, 160,000 to one: the same against whoever teaches alone, whom only the rulebook speaks against."""
FEW = 5
"""Lessons; beside somebody who has given fewer, one still teaches alone. Examples of a label, too: where all others
have given fewer, they do not know it well enough to call anybody wrong about it."""


def evidence_against(likely: Sequence[bool], *, relief: float) -> float:
    """How strong it is against corrections of which others find those `likely`: the logarithm of how much likelier.

    `relief` is by how many nats everybody else's examples are likelier where they are left out. 0 where they are too
    few, or hardly missed.
    """
    if len(likely) < FEWEST or relief <= PLAINLY:
        return 0.0
    borne_out = sum(likely) * log(OF_HARMFUL / OF_HONEST)
    missed = (len(likely) - sum(likely)) * log((1 - OF_HARMFUL) / (1 - OF_HONEST))
    return relief + borne_out + missed


def enough(*, others: int) -> float:
    """How strong it must be, in nats, where others have given so many lessons."""
    return CONVINCING if others >= FEW else CONVINCING_ALONE


def is_luck(likely: Sequence[bool]) -> bool:
    """Whether those of somebody's corrections that others find `likely` are no better than the rest."""
    return sum(likely) < HARDLY_EVER * len(likely)
