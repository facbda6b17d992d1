"""Pictures: charts as PNG, drawn here and now, without a browser.

Guarantee: `draw` gives a PNG that is 1080 pixels wide, on a background of its own, whatever names are in it.
"""

from functools import singledispatch

from bot.core.charts import AnswersChart, FlowChart, VolumeChart

__all__ = ["draw"]

# Only one picture is drawn at a time: the library behind keeps fonts that threads must not share.


@singledispatch
def draw(chart: object) -> bytes:
    """The picture of `chart` as PNG."""
    raise TypeError(f"{type(chart).__name__} is no chart")


@draw.register
def _(chart: VolumeChart) -> bytes:
    from bot.charts.volume import volume

    return volume(chart).to_png()


@draw.register
def _(chart: AnswersChart) -> bytes:
    from bot.charts.answers import answers

    return answers(chart).to_png()


@draw.register
def _(chart: FlowChart) -> bytes:
    from bot.charts.flow import flow

    return flow(chart).to_png()
