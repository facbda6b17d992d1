"""A sheet of paper to draw on, measured in inches from its upper left corner.

Guarantee: 1080 pixels wide unless told otherwise, which a phone shows at a third of that; no letter is smaller there
than in a message's small print. Nothing is kept between two sheets.
"""

import io
from collections.abc import Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path

from bot.charts.lettering import font, wrapped
from bot.charts.palette import FAINT, INK, LINE, PAPER

WIDTH = 3.6
DOTS_AN_INCH = 300
MARGIN = 0.14
TITLE, PLAIN = 11.0, 9.0
"""Sizes of letters in points: on a phone, 9 points are 12 of its pixels."""
LINE_HEIGHT = 0.17


class Sheet:
    """One picture in the making."""

    def __init__(self, height: float, *, width: float = WIDTH) -> None:
        self.height = height
        self.width = width
        self.figure = Figure(figsize=(width, height), dpi=DOTS_AN_INCH, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def write(
        self, text: str, x: float, y: float, *, colour: str = INK, size: float = PLAIN, align: str = "left"
    ) -> None:
        """Write one line whose middle is at `y`; titles are bold."""
        self._axes.text(
            x,
            y,
            text,
            color=colour,
            fontproperties=font(size, is_bold=size >= TITLE),
            horizontalalignment=align,
            verticalalignment="center_baseline",
            parse_math=False,
        )

    def title(self, text: str) -> float:
        """Write the title on top, on as many lines as it takes; returns where there is room below it."""
        y = MARGIN + 0.1
        for line in wrapped(text, self.width - 2 * MARGIN, TITLE, is_bold=True):
            self.write(line, MARGIN, y, size=TITLE)
            y += 0.21
        return y

    def bar(self, x: float, y: float, width: float, height: float, *, colour: str) -> None:
        """Fill a rectangle, or draw only its edge where it is of paper; `x` and `y` are its upper left corner."""
        edge = FAINT if colour == PAPER else PAPER
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, linewidth=0.5))

    def rule(self, start: tuple[float, float], end: tuple[float, float], *, colour: str = LINE) -> None:
        """Draw a thin straight line."""
        self._axes.plot((start[0], end[0]), (start[1], end[1]), color=colour, linewidth=0.8, solid_capstyle="butt")

    def line(self, points: Sequence[tuple[float, float]], *, colour: str, is_dashed: bool = False) -> None:
        """Draw a line through `points`."""
        across, down = [each[0] for each in points], [each[1] for each in points]
        self._axes.plot(across, down, color=colour, linewidth=1.4, linestyle="--" if is_dashed else "-")

    def dot(self, x: float, y: float, *, across: float, colour: str) -> None:
        """Draw a round dot that is so wide, over any lines."""
        self._axes.add_patch(Circle((x, y), across / 2, facecolor=colour, edgecolor=PAPER, linewidth=0.5, zorder=3))

    def ribbon(self, left: tuple[float, float, float], right: tuple[float, float, float], *, colour: str) -> None:
        """Draw a band from one side to the other; each end is (x, upper y, lower y)."""
        bend = (left[0] + right[0]) / 2
        corners = [
            (left[0], left[1]),
            *((bend, left[1]), (bend, right[1]), (right[0], right[1])),
            (right[0], right[2]),
            *((bend, right[2]), (bend, left[2]), (left[0], left[2])),
            (left[0], left[1]),
        ]
        curve = [Path.CURVE4] * 3
        codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
        self._axes.add_patch(PathPatch(Path(corners, codes), facecolor=colour, edgecolor=PAPER, linewidth=0.6))

    def footnote(self, text: str) -> None:
        """Write a faint line at the bottom."""
        self.write(text, MARGIN, self.height - MARGIN - 0.02, colour=FAINT)

    def to_png(self) -> bytes:
        """The picture."""
        held = io.BytesIO()
        self.figure.savefig(held, format="png", facecolor=PAPER)
        return held.getvalue()
