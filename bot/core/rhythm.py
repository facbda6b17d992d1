"""The rhythm of a week: how many mentions came on each of its days, and in the weeks before, by sentiment.

Guarantee: a pure fold; the days of a week add up to it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.classification import Sentiment
from bot.core.figures import Heard, Rhythm, Stretch


def stretch(start: datetime, heard: Mapping[Heard, int]) -> Stretch:
    """The mentions received in a stretch of time, of which so many were alike."""
    counts = dict.fromkeys((*Sentiment, None), 0)
    for each, count in heard.items():
        counts[each.sentiment if each.dismissed is None else None] += count
    return Stretch(
        start=start,
        negative=counts[Sentiment.NEGATIVE],
        neutral=counts[Sentiment.NEUTRAL],
        positive=counts[Sentiment.POSITIVE],
        aside=counts[None],
    )


def rhythm(days: Sequence[Stretch], weeks: Sequence[Stretch]) -> Rhythm:
    """The rhythm of a week with these days, which is the last of these weeks."""
    first = next((at for at, week in enumerate(weeks) if week.mentions), len(weeks))
    return Rhythm(days=tuple(days), weeks=tuple(weeks[first:]))
