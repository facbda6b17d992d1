"""An evaluation as one picture: what is taken for what, how sure it is and how right, and what examples bring.

Guarantee: the labels keep their order in both directions; whatever they are called, they stay within their room.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.lettering import fitted, width
from bot.charts.palette import EARLIER, FAINT, INK, LATE, LINE, NEUTRAL, OWN, PAPER
from bot.charts.sheet import MARGIN, PLAIN, TITLE, Sheet

WIDE = 7.2
MOST_NAMED = 40
"""With more labels than this, their names would be illegible."""
_NAMES = 1.9
_LARGEST_CELL = 0.42
_SIDE = 2.5
_LEFT = 0.62
_BELOW = 1.15
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What one contestant reached, by examples a label."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationChart:
    """What is drawn. `counts` has a row for each label, a column for each guess; all shares lie between 0 and 1."""

    title: str
    figures: str
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    precision: tuple[Point, ...]
    """(share that is filed, share of it that is right)"""
    reliability: tuple[tuple[float, float, float], ...]
    """(how sure, how often right, share of texts)"""
    curves: tuple[Curve, ...] = ()


def evaluation(chart: EvaluationChart) -> Sheet:
    """The picture."""
    cell = min(_LARGEST_CELL, (WIDE - 2 * MARGIN - _NAMES) / len(chart.labels))
    rows = 2 if chart.curves else 1
    sheet = Sheet(1.47 + cell * len(chart.labels) + rows * (_SIDE + _BELOW), width=WIDE)
    y = sheet.title(fitted(chart.title, WIDE - 2 * MARGIN, TITLE, is_bold=True))
    sheet.write(fitted(chart.figures, WIDE - 2 * MARGIN, PLAIN), MARGIN, y)
    y += 0.22
    sheet.write("Down: the true label. Across: what it was taken for, in the same order.", MARGIN, y, colour=FAINT)
    y = _matrix(sheet, chart, cell, top=y + 0.45) + 0.45
    _precision(sheet, chart, left=_LEFT, top=y)
    _reliability(sheet, chart, left=WIDE / 2 + _LEFT, top=y)
    if chart.curves:
        _learning(sheet, chart.curves, left=_LEFT, top=y + _SIDE + _BELOW)
    return sheet


def _matrix(sheet: Sheet, chart: EvaluationChart, cell: float, *, top: float) -> float:
    left = MARGIN + _NAMES
    named = len(chart.labels) <= MOST_NAMED
    for row, (label, counts) in enumerate(zip(chart.labels, chart.counts, strict=True)):
        middle = top + (row + 0.5) * cell
        if named:
            name = fitted(label, _NAMES - 0.3, PLAIN)
            sheet.write(f"{name} {row + 1}".strip(), left - 0.06, middle, align="right")
            sheet.write(str(row + 1), left + (row + 0.5) * cell, top - 0.11, colour=FAINT, align="center")
        for column, count in enumerate(counts):
            if count:
                _cell(sheet, (left + column * cell, top + row * cell, cell), count, sum(counts), right=row == column)
    across = cell * len(chart.labels)
    for at in (0.0, across):
        sheet.rule((left, top + at), (left + across, top + at))
        sheet.rule((left + at, top), (left + at, top + across))
    return top + across


def _cell(sheet: Sheet, place: tuple[float, float, float], count: int, texts: int, *, right: bool) -> None:
    x, y, side = place
    # Never so pale that a single wrong guess goes unseen, nor so strong that its number cannot be read.
    share = 0.15 + 0.45 * count / texts
    sheet.bar(x, y, side, side, colour=_mixed(OWN if right else LATE, share))
    if width(f"{count:,}", PLAIN) < side - 0.04 and side > 0.16:
        sheet.write(f"{count:,}", x + side / 2, y + side / 2, align="center")


def _mixed(colour: str, share: float) -> str:
    """`colour` on paper, as strong as its share."""
    parts = [(int(colour[at : at + 2], 16), int(PAPER[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(own * share + paper * (1 - share)):02x}" for own, paper in parts)


def _precision(sheet: Sheet, chart: EvaluationChart, *, left: float, top: float) -> None:
    _frame(sheet, "The surest filed: how much is right", left=left, top=top)
    sheet.line([_at(point, left=left, top=top) for point in chart.precision], colour=OWN)
    sheet.write("share that is filed", left + _SIDE / 2, top + _SIDE + 0.42, colour=FAINT, align="center")


def _reliability(sheet: Sheet, chart: EvaluationChart, *, left: float, top: float) -> None:
    _frame(sheet, "How sure it was: how much is right", left=left, top=top)
    sheet.line([_at(each, left=left, top=top) for each in ((0, 0), (1, 1))], colour=EARLIER, is_dashed=True)
    for sure, right, share in chart.reliability:
        x, y = _at((sure, right), left=left, top=top)
        sheet.dot(x, y, across=0.07 + 0.2 * share**0.5, colour=OWN)
    sheet.write("how sure; larger: more texts", left + _SIDE / 2, top + _SIDE + 0.42, colour=FAINT, align="center")


def _learning(sheet: Sheet, curves: Sequence[Curve], *, left: float, top: float) -> None:
    """Each curve ends at its name; the number of examples is told on a scale that doubles."""
    shots = sorted({shots for curve in curves for shots, _ in curve.points})
    steps = {each: at / max(len(shots) - 1, 1) for at, each in enumerate(shots)}
    _frame(
        sheet, "Macro-F1 by examples a label", left=left, top=top, across={f"{each:g}": steps[each] for each in shots}
    )
    ends: list[float] = []
    for curve, colour in zip(curves, (OWN, LATE, NEUTRAL), strict=False):
        points = [_at((steps[each], reached), left=left, top=top) for each, reached in curve.points]
        sheet.line(points, colour=colour)
        # Names that would lie on each other are moved apart.
        y = points[-1][1]
        while any(abs(y - other) < 0.17 for other in ends):
            y += 0.05
        ends.append(y)
        sheet.write(fitted(curve.name, WIDE - left - _SIDE - 0.3, PLAIN), left + _SIDE + 0.12, y, colour=colour)


def _frame(sheet: Sheet, title: str, *, left: float, top: float, across: dict[str, float] | None = None) -> None:
    marks = {f"{at:.0%}": at for at in (0.0, 0.25, 0.5, 0.75, 1.0)}
    sheet.write(title, left - 0.45, top - 0.2)
    for said, at in marks.items():
        y = top + _SIDE * (1 - at)
        sheet.rule((left, y), (left + _SIDE, y), colour=INK if at == 0 else LINE)
        sheet.write(said, left - 0.07, y, colour=FAINT, align="right")
    for said, at in (across or marks).items():
        sheet.write(said, left + _SIDE * at, top + _SIDE + 0.17, colour=FAINT, align="center")


def _at(point: Point, *, left: float, top: float) -> Point:
    return left + _SIDE * point[0], top + _SIDE * (1 - point[1])
