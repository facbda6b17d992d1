"""Pictures: charts as PNG, drawn here and now, without a browser.

Guarantee: `draw` gives a PNG that is 1080 pixels wide, on a background of its own, whatever names are in it.
"""

from functools import singledispatch

from bot.core.charts import AnswersChart, Chart, FlowChart, Picture, VolumeChart

__all__ = ["draw", "drawn"]


def drawn(shown: object | None) -> object | None:
    """What Slack is shown: a chart as a picture, anything else as it is."""
    return Picture(title=shown.title, alt=shown.alt, png=draw(shown)) if isinstance(shown, Chart) else shown


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
