"""Pictures: charts as PNG, drawn here and now, without a browser.

Guarantee: `draw` gives a PNG that is 1080 pixels wide, on a background of its own, whatever names are in it; any thread
may ask for one.
"""

from threading import Lock
from typing import TYPE_CHECKING

from bot.core.charts import AnswersChart, Chart, FlowChart, Picture, VolumeChart

if TYPE_CHECKING:
    from bot.charts.sheet import Sheet

__all__ = ["draw", "drawn"]

# Fonts are measured by one hand at a time.
_PRESS = Lock()


def drawn(shown: object | None) -> object | None:
    """What Slack is shown: a chart as a picture, anything else as it is."""
    return Picture(title=shown.title, alt=shown.alt, png=draw(shown)) if isinstance(shown, Chart) else shown


def draw(chart: Chart) -> bytes:
    """The picture of `chart` as PNG."""
    with _PRESS:
        return _sheet(chart).to_png()


def _sheet(chart: Chart) -> "Sheet":
    # What draws is imported only where something is drawn: it takes a second to get ready.
    from bot.charts.answers import answers
    from bot.charts.flow import flow
    from bot.charts.volume import volume

    match chart:
        case VolumeChart():
            return volume(chart)
        case AnswersChart():
            return answers(chart)
        case FlowChart():
            return flow(chart)
