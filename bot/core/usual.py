"""What is usual, and what is so far from it that it is worth a word.

Guarantee: pure and robust: one odd week among the past ones does not make the next odd one look ordinary, and weeks
that always scatter widely do not make a stir each Monday.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, sqrt
from statistics import median

LEAST_WEEKS = 3
"""With fewer weeks behind it nothing is called unusual."""
LIKE_A_DEVIATION = 1.4826
"""What the median distance from the median is to be multiplied with, to be like a standard deviation."""
FAR = 3.0
"""So many times the scatter is rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The middle of the past weeks, and how far they scatter around it."""

    middle: float
    scatter: float

    def is_far(self, value: float, *, least: float) -> bool:
        """Whether `value` is further away than chance explains, and by `least` at least."""
        away = abs(value - self.middle)
        return away > FAR * self.scatter and away >= least


def usual_of(past: Sequence[float], *, floor: float = 0.0) -> Usual | None:
    """What was usual; the scatter is never below `floor`. None where there are too few weeks to say."""
    if len(past) < LEAST_WEEKS:
        return None
    middle = median(past)
    spread = LIKE_A_DEVIATION * median(abs(each - middle) for each in past)
    return Usual(middle=middle, scatter=max(spread, floor))


def usual_count(past: Sequence[int]) -> Usual | None:
    """As `usual_of`, of counts: independent events scatter by the square root of their mean at least."""
    return usual_of(past, floor=sqrt(max(median(past), 1.0))) if past else None


def usual_share(past: Sequence[tuple[int, int]], *, total: int) -> Usual | None:
    """As `usual_of`, of shares (so many of so many), for a week with `total`: few make a share jump by chance."""
    shares = [some / of for some, of in past if of]
    if not shares or not total:
        return None
    middle = median(shares)
    return usual_of(shares, floor=sqrt(max(middle * (1 - middle), 0.01) / total))


def middle(taken: Sequence[timedelta]) -> timedelta:
    """The median of lengths of time in rising order, of which there is one at least."""
    return (taken[(len(taken) - 1) // 2] + taken[len(taken) // 2]) / 2


def nearest_rank(taken: Sequence[timedelta], share: float) -> timedelta:
    """A time that was really taken, which such a share of the times, in rising order, did not exceed."""
    return taken[ceil(share * len(taken)) - 1]
