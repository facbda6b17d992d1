"""How long stages take, counted into buckets that add up across processes and restarts.

Guarantee: pure. A span is counted in one bucket; whoever reads them adds those below, as Prometheus wants them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

BUCKETS = (1, 5, 15, 60, 300, 900, 3600)
"""Upper bounds in seconds. What a person waits for is minutes; a second or less is as good as at once."""
BEYOND = "+Inf"
SUM = "sum"


def bucketed(spans: Iterable[timedelta]) -> Mapping[str, float]:
    """What these spans add to each bucket, by its bound, and to SUM; a clock that went back counts as no time."""
    seconds = [max(span.total_seconds(), 0.0) for span in spans]
    counts = Counter(next((str(bound) for bound in BUCKETS if each <= bound), BEYOND) for each in seconds)
    return {**counts, SUM: sum(seconds)} if seconds else {}


def cumulated(counts: Mapping[str, float]) -> list[tuple[str, float]]:
    """(upper bound, how many took no longer) for each bucket, in order."""
    reached = 0.0
    rows = []
    for bound in (*map(str, BUCKETS), BEYOND):
        reached += counts.get(bound, 0.0)
        rows.append((bound, reached))
    return rows
