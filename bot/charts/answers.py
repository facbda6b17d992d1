"""Answers against targets: a bar for each department, as far as its doors were answered in time.

Guarantee: each bar is all that was due, whole and of one length; both colours stand beside their words.
"""

from bot.charts.lettering import fitted, name_on_paper, width
from bot.charts.palette import FAINT, LATE, LINE, OWN
from bot.charts.sheet import MARGIN, PLAIN, WIDTH, Sheet
from bot.core.charts import AnswerRow, AnswersChart

ROW = 0.56
_BAR = 0.13
_ROOM = WIDTH - 2 * MARGIN


def answers(chart: AnswersChart) -> Sheet:
    """The picture."""
    sheet = Sheet(0.82 + ROW * len(chart.rows) + (0.2 if chart.more else 0.0))
    y = _key(sheet, sheet.title(chart.title))
    for at, row in enumerate(chart.rows):
        _row(sheet, row, y + ROW * at)
    if chart.more:
        sheet.footnote(fitted(chart.more, _ROOM, PLAIN))
    return sheet


def _key(sheet: Sheet, y: float) -> float:
    x = MARGIN
    for word, colour in (("in time", OWN), ("late, or still due", LATE)):
        sheet.bar(x, y - 0.045, 0.1, 0.1, colour=colour)
        sheet.write(word, x + 0.14, y, colour=colour)
        x += 0.28 + width(word, PLAIN)
    return y + 0.18


def _row(sheet: Sheet, row: AnswerRow, y: float) -> None:
    good = _ROOM * row.in_time / row.due
    for colour, start, long in ((OWN, 0.0, good), (LATE, good, _ROOM - good)):
        if long:
            sheet.bar(MARGIN + start, y, long, _BAR, colour=colour)
    sheet.write(fitted(name_on_paper(row.name), _ROOM, PLAIN), MARGIN, y + 0.22)
    late = row.in_time < row.due
    sheet.write(fitted(row.said, _ROOM, PLAIN), MARGIN, y + 0.38, colour=LATE if late else FAINT)
    sheet.rule((MARGIN, y + ROW - 0.07), (WIDTH - MARGIN, y + ROW - 0.07), colour=LINE)
