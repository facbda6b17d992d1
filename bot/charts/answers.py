"""Answer times against targets: a bar for each department, and one line that is everybody's target.

Guarantee: a bar is as long as the answer took, in targets; what is longer than the paper ends in an arrow.
"""

from bot.charts.lettering import fitted, name_on_paper
from bot.charts.palette import FAINT, INK, LATE, LINE, OWN
from bot.charts.sheet import MARGIN, PLAIN, WIDTH, Sheet
from bot.core.charts import AnswerRow, AnswersChart

ROW = 0.56
MOST_TARGETS = 2.0
"""The paper is so many targets wide."""
_BAR = 0.13


def answers(chart: AnswersChart) -> Sheet:
    """The picture."""
    head = 0.62 + 0.21 * (len(chart.title) > 34)
    sheet = Sheet(head + ROW * len(chart.rows) + (0.34 if chart.more else 0.14))
    y = sheet.title(chart.title)
    target = MARGIN + (WIDTH - 2 * MARGIN) / MOST_TARGETS
    sheet.write("target", target, y + 0.02, colour=FAINT, align="center")
    top = y + 0.14
    for at, row in enumerate(chart.rows):
        _row(sheet, row, top + ROW * at)
        sheet.rule((target, top + ROW * at), (target, top + ROW * at + 0.08 + _BAR), colour=INK)
    if chart.more:
        sheet.footnote(fitted(chart.more, WIDTH - 2 * MARGIN, PLAIN))
    return sheet


def _row(sheet: Sheet, row: AnswerRow, y: float) -> None:
    room = WIDTH - 2 * MARGIN
    late = row.share is None or row.share > 1
    share = MOST_TARGETS if row.share is None else row.share
    long = max(room * min(share, MOST_TARGETS) / MOST_TARGETS, 0.02)
    sheet.rule((MARGIN, y + ROW - 0.03), (WIDTH - MARGIN, y + ROW - 0.03), colour=LINE)
    sheet.bar(MARGIN, y + 0.04, long, _BAR, colour=LATE if late else OWN)
    sheet.write(fitted(name_on_paper(row.name), room, PLAIN), MARGIN, y + 0.26)
    sheet.write(fitted(row.said, room, PLAIN), MARGIN, y + 0.42, colour=LATE if late else FAINT)
    if share > MOST_TARGETS or row.share is None:
        sheet.write("▶", WIDTH - MARGIN + 0.02, y + 0.04 + _BAR / 2, colour=LATE, align="center")
