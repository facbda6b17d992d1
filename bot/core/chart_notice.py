"""The notice by which a picture of a week is shown in the thread of its summary.

Guarantee: pure; each picture of a summary is shown once, and what has nothing to show is left out when its turn comes.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.charts import ChartKind
from bot.core.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChart:
    """Show a picture of the week that runs from `start` (included) to `end` (excluded).

    `lane` is that of the summary, and the key of the message in whose thread it is shown.
    """

    channel: str
    lane: str
    week: str
    start: datetime
    end: datetime
    chart: ChartKind

    @property
    def key(self) -> str:
        """One picture of a kind beside a summary."""
        return f"{self.lane}:chart:{self.chart}"


def charts_beside(week: Week, *, channel: str, lane: str) -> list[PostChart]:
    """All pictures of a week, to be shown beside the summary that is known by `lane`."""
    return [
        PostChart(channel=channel, lane=lane, week=week.key, start=week.start, end=week.end, chart=kind)
        for kind in ChartKind
    ]
