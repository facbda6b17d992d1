"""The hand-off map: from whom on the left, to whom on the right, as broad as it is often.

Guarantee: every band starts and ends at a name; what was marked not ours has a colour of its own, and the word for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.charts.lettering import fitted, name_on_paper, wrapped
from bot.charts.palette import LATE, OWN, PAPER
from bot.charts.sheet import LINE_HEIGHT, MARGIN, PLAIN, WIDTH, Sheet
from bot.core.charts import Flow, FlowChart, Name

NAME_ROOM = 1.22
LOWEST, GAP = 0.34, 0.1
THINNEST = 0.14
"""A band must carry its number."""
_HIGH = 2.3


@dataclass(slots=True)
class _Side:
    """Where the names of one side stand, and how much of each is used up."""

    tops: dict[Name, float] = field(default_factory=dict)
    used: dict[Name, float] = field(default_factory=dict)

    def take(self, name: Name, broad: float) -> tuple[float, float]:
        upper = self.tops[name] + self.used.get(name, 0.0)
        self.used[name] = self.used.get(name, 0.0) + broad
        return upper, upper + broad


def flow(chart: FlowChart) -> Sheet:
    """The picture."""
    broad = _breadths(chart.flows)
    givers, receivers = (_heights([getattr(each, side) for each in chart.flows], broad) for side in _SIDES)
    high = max(_total(givers), _total(receivers))
    sheet = Sheet(0.85 + high + (0.3 if chart.more else 0.1))
    y = sheet.title(chart.title)
    y = _key(sheet, chart.flows, y)
    left, right = (_Side(tops=_tops(each, top=y, high=high)) for each in (givers, receivers))
    for each, wide in zip(chart.flows, broad, strict=True):
        _band(sheet, each, left.take(each.giver, wide), right.take(each.receiver, wide))
    for side, heights, align in ((left, givers, "right"), (right, receivers, "left")):
        _names(sheet, side, heights, align=align)
    if chart.more:
        sheet.footnote(fitted(chart.more, WIDTH - 2 * MARGIN, PLAIN))
    return sheet


_SIDES = ("giver", "receiver")


def _key(sheet: Sheet, flows: Sequence[Flow], y: float) -> float:
    marked = sum(each.not_ours for each in flows)
    if marked:
        sheet.bar(MARGIN, y - 0.045, 0.1, 0.1, colour=LATE)
        sheet.write(f"{marked:,} marked “not ours”", MARGIN + 0.14, y, colour=LATE)
    return y + 0.2


def _breadths(flows: Sequence[Flow]) -> list[float]:
    total = sum(each.count for each in flows)
    return [max(_HIGH * each.count / total, THINNEST) for each in flows]


def _heights(names: Sequence[Name], broad: Sequence[float]) -> dict[Name, float]:
    heights: dict[Name, float] = {}
    for name, wide in zip(names, broad, strict=True):
        heights[name] = heights.get(name, 0.0) + wide
    return heights


def _total(heights: dict[Name, float]) -> float:
    return sum(max(high, LOWEST) + GAP for high in heights.values()) - GAP


def _tops(heights: dict[Name, float], *, top: float, high: float) -> dict[Name, float]:
    """The upper edge of each name's place, the whole side in the middle of what is there."""
    y = top + (high - _total(heights)) / 2
    tops = {}
    for name, tall in heights.items():
        tops[name] = y + (max(tall, LOWEST) - tall) / 2
        y += max(tall, LOWEST) + GAP
    return tops


def _band(sheet: Sheet, each: Flow, left: tuple[float, float], right: tuple[float, float]) -> None:
    start, end = MARGIN + NAME_ROOM, WIDTH - MARGIN - NAME_ROOM
    for colour, low, high in _shares(each):
        sheet.ribbon((start, *_part(left, low, high)), (end, *_part(right, low, high)), colour=colour)
    # Beside its start no band lies on another one.
    sheet.write(f"{each.count:,}", start + 0.05, sum(left) / 2, colour=PAPER)


def _shares(each: Flow) -> Iterator[tuple[str, float, float]]:
    marked = each.not_ours / each.count
    if marked < 1:
        yield OWN, marked, 1.0
    if marked:
        yield LATE, 0.0, marked


def _part(edge: tuple[float, float], low: float, high: float) -> tuple[float, float]:
    return edge[0] + (edge[1] - edge[0]) * low, edge[0] + (edge[1] - edge[0]) * high


def _names(sheet: Sheet, side: _Side, heights: dict[Name, float], *, align: str) -> None:
    for name, top in side.tops.items():
        x = MARGIN + NAME_ROOM - 0.06 if align == "right" else WIDTH - MARGIN - NAME_ROOM + 0.06
        middle = top + heights[name] / 2
        lines = _on_two_lines(name)
        for at, line in enumerate(lines):
            sheet.write(line, x, middle + LINE_HEIGHT * (at - (len(lines) - 1) / 2), align=align)


def _on_two_lines(name: Name) -> list[str]:
    first, *rest = wrapped(name_on_paper(name), NAME_ROOM - 0.06, PLAIN) or [""]
    return [first, fitted(" ".join(rest), NAME_ROOM - 0.06, PLAIN)] if rest else [first]
