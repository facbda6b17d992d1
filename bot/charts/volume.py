"""Mentions by day and week: piles of sentiment, with their number on top.

Guarantee: each colour stands beside its word; a day without mentions keeps its place.
"""

from collections.abc import Iterator, Sequence

from bot.charts.lettering import width
from bot.charts.palette import ASIDE, FAINT, INK, NEGATIVE, NEUTRAL, POSITIVE
from bot.charts.sheet import MARGIN, PLAIN, WIDTH, Sheet
from bot.core.charts import Pile, VolumeChart
from bot.core.figures import Stretch

DAYS_HIGH, WEEKS_HIGH = 1.45, 0.75
_LABEL = 0.2
_MOST_WIDE = 0.42


def volume(chart: VolumeChart) -> Sheet:
    """The picture."""
    with_weeks = len(chart.weeks) > 1
    sheet = Sheet(4.25 if with_weeks else 2.75)
    y = sheet.title(chart.title)
    y = _key(sheet, chart.days, y)
    y = _piles(sheet, chart.days, top=y + _LABEL, high=DAYS_HIGH, slots=7)
    if with_weeks:
        sheet.write("The weeks before, and this one", MARGIN, y + 0.16, colour=FAINT)
        _piles(sheet, chart.weeks, top=y + 0.48, high=WEEKS_HIGH, slots=max(len(chart.weeks), 5))
    return sheet


def _key(sheet: Sheet, days: Sequence[Pile], y: float) -> float:
    """What each colour means, with its number, in that colour; a new line where there is no room left."""
    x = MARGIN
    for word, colour, count in _words(days):
        text = f"{count:,} {word}"
        if x > MARGIN and x + 0.14 + width(text, PLAIN) > WIDTH - MARGIN:
            x, y = MARGIN, y + 0.19
        sheet.bar(x, y - 0.045, 0.1, 0.1, colour=colour)
        sheet.write(text, x + 0.14, y, colour=FAINT if colour == ASIDE else colour)
        x += 0.14 + width(text, PLAIN) + 0.14
    return y + 0.1


def _words(days: Sequence[Pile]) -> Iterator[tuple[str, str, int]]:
    for word, colour, at in (
        ("negative", NEGATIVE, 0),
        ("neutral", NEUTRAL, 1),
        ("positive", POSITIVE, 2),
        ("set aside", ASIDE, 3),
    ):
        if count := sum(_parts(day.of)[at][1] for day in days):
            yield word, colour, count


def _parts(of: Stretch) -> tuple[tuple[str, int], ...]:
    """From the bottom upwards: what hurts stands on the ground, where it can be compared."""
    return ((NEGATIVE, of.negative), (NEUTRAL, of.neutral), (POSITIVE, of.positive), (ASIDE, of.aside))


def _piles(sheet: Sheet, piles: Sequence[Pile], *, top: float, high: float, slots: int) -> float:
    """Draw piles side by side on one ground, the highest as high as that; returns where there is room below."""
    ground, most = top + high, max((pile.of.mentions for pile in piles), default=0) or 1
    for pile, middle, wide in _places(piles, slots=slots):
        up = ground
        for colour, count in _parts(pile.of):
            tall = high * count / most
            up -= tall
            if count:
                sheet.bar(middle - wide / 2, up, wide, tall, colour=colour)
        sheet.write(f"{pile.of.mentions:,}", middle, up - 0.1, align="center")
        sheet.write(pile.label, middle, ground + 0.13, colour=FAINT, align="center")
    sheet.rule((MARGIN, ground), (WIDTH - MARGIN, ground), colour=INK)
    return ground + 0.24


def _places(piles: Sequence[Pile], *, slots: int) -> Iterator[tuple[Pile, float, float]]:
    """Each pile with the middle of its place and how wide it may be."""
    slot = (WIDTH - 2 * MARGIN) / slots
    for at, pile in enumerate(piles):
        yield pile, MARGIN + slot * (at + 0.5), min(slot * 0.72, _MOST_WIDE)
