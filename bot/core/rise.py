"""A rise: more is said about a brand in an hour than is usual for this hour of this weekday.

Guarantee: pure. What is usual is the median of the same hour, and of the hours beside it, in the weeks before; how far
it strays is their median distance from it, so that one loud day of the past neither hides a rise nor makes one. In the
first weeks nothing is known to be usual, and nothing is a rise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from statistics import median

HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)
WEEKS = 8
LEAST_WEEKS = 4
"""Of so many something must be known."""
BESIDE = (-HOUR, timedelta(0), HOUR)
LEAST = 10
"""Fewer in an hour are no rise, however quiet it is else."""
TIMES = 7.0
"""So many times as far from what is usual as is usual. Chosen by measurement: see docs/storms.md."""
CLUSTERS = 0.45
"""The share of the middle that it may stray by in any case."""
PAUSE = timedelta(hours=12)
"""After a rise was told, so long nothing more is told of this brand."""
_NORMAL = 1.4826
"""What makes a median distance comparable to a standard deviation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual: so many an hour, and how far it strays."""

    middle: float
    spread: float

    @property
    def limit(self) -> float:
        """From here on it is a rise."""
        return max(LEAST, self.middle + TIMES * self.spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One hour: start <= at < end."""

    start: datetime
    end: datetime


def spans_to_compare(now: datetime, *, known_since: datetime) -> tuple[tuple[Span, ...], ...]:
    """For each week before, the hours that say what is usual in the one that ends now; none where too little is known.

    Counted in UTC: where summer time begins or ends, the hours beside make up for it.
    """
    weeks = min(WEEKS, int((now - HOUR - known_since) / WEEK))
    if weeks < LEAST_WEEKS:
        return ()
    ends = ([now - week * WEEK + shift for shift in BESIDE] for week in range(1, weeks + 1))
    return tuple(tuple(Span(start=end - HOUR, end=end) for end in each) for each in ends)


def usual(counts: Sequence[int]) -> Usual:
    """What is usual by the counts of hours that are like this one."""
    middle = float(median(counts))
    distance = _NORMAL * float(median(abs(count - middle) for count in counts))
    # Even what comes quite evenly strays by the root of it, and people who answer each other by a share of it.
    return Usual(middle=middle, spread=max(1.0, distance, sqrt(middle), CLUSTERS * middle))


def is_rise(count: int, counts: Sequence[int]) -> bool:
    """Whether `count` in the last hour is more than hours like it allow for."""
    return count >= usual(counts).limit
