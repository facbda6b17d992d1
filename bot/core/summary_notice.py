"""The notices by which a weekly summary is posted: a first look, and in its thread the rest of it and its pictures.

Guarantee: pure; each reader gets each part of each week once, in order, and what has nothing to say is left out when
its turn comes.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.chart_notice import PostChart, charts_beside
from bot.core.readers import Audience, Reader
from bot.core.summary import Part
from bot.core.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSummary:
    """Post a part of the summary of the week that runs from `start` (included) to `end` (excluded).

    `reader` is the name of whoever reads it, "" for the strategist; `part` what of it, "" for the first look.
    """

    channel: str
    week: str
    start: datetime
    end: datetime
    reader: str = ""
    part: str = ""

    @property
    def lane(self) -> str:
        """The summary's own thread."""
        return ":".join(filter(None, ("summary", self.week, self.reader, self.channel)))

    @property
    def key(self) -> str:
        """One summary a week, reader and channel, and one message a part."""
        return ":".join(filter(None, (self.lane, self.part)))


def notices_of(week: Week, reader: Reader) -> list[PostSummary | PostChart]:
    """All parts of the summary of `week` for `reader`, the first look first; the pictures, if any, last."""
    first, *rest = [
        PostSummary(
            channel=reader.channel, week=week.key, start=week.start, end=week.end, reader=reader.name, part=part
        )
        for part in ("", *Part)
    ]
    # Words do not wait for pictures, which take longer.
    pictures = charts_beside(week, channel=reader.channel, lane=first.lane) if _sees_pictures(reader) else []
    return [first, *rest, *pictures]


def _sees_pictures(reader: Reader) -> bool:
    return reader.audience is Audience.STRATEGIST
