"""A week's summary as one page: its sentence, its pictures with their figures, and all its sections.

Guarantee: the same figures and words as in Slack; a quiet week has no pictures, and nothing is made up for them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from html import escape
from zoneinfo import ZoneInfo

from bot.charts import draw
from bot.cli.page import figure_of, page_of, table_of
from bot.core.charts import ChartKind, chart_of
from bot.core.classification import Urgency
from bot.core.department import TRIAGE, Department
from bot.core.figures import Figures, HandOffs, Stretch
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Section, Summary
from bot.core.summary_words import name_of, span

NOTHING = "–"
_HEADINGS = {
    ChartKind.VOLUME: "Mentions",
    ChartKind.ANSWERS: "Answer times",
    ChartKind.HAND_OFFS: "The hand-off map",
}


def summary_page(summary: Summary, rulebook: Rulebook) -> str:
    """The whole page in HTML."""
    title = f"The week of {summary.period}"
    return page_of(f"{title} · Doorknock", _body(title, summary, rulebook))


def _body(title: str, summary: Summary, rulebook: Rulebook) -> Iterator[str]:
    yield f'<h1>{escape(title)}</h1><p class="lead">{escape(summary.headline)}</p>'
    for kind in ChartKind:
        chart = chart_of(kind, summary.figures, rulebook)
        if chart is not None:
            table = _TABLES[kind](summary.figures, rulebook)
            yield f"<h2>{escape(_HEADINGS[kind])}</h2>{figure_of(draw(chart), chart.alt, table)}"
    yield from map(_section, summary.at_length)
    yield f"<footer>{escape(summary.week)}, as Doorknock counted it.</footer>"


def _section(section: Section) -> str:
    lines = "".join(f"<li>{_line(line)}</li>" for line in section.lines)
    return f"<section><h2>{escape(section.title)}</h2><ul>{lines}</ul></section>"


def _line(line: Line) -> str:
    number = f'<span class="number">#{line.issue}</span> ' if line.issue is not None else ""
    return f"{number}{escape(line.text)}"


def _volume(figures: Figures, rulebook: Rulebook) -> str:
    zone = ZoneInfo(rulebook.strategist.zone)
    days = ((f"{each.start.astimezone(zone):%a %d}", each) for each in figures.rhythm.days)
    weeks = ((f"{each.start.astimezone(zone):%G-W%V}", each) for each in figures.rhythm.weeks)
    head = ["negative", "neutral", "positive", "set aside", "all"]
    return "".join(
        table_of(f"Mentions by {what}", [what, *head], ([name, *_counts(each)] for name, each in rows))
        for what, rows in (("day", days), ("week", weeks))
    )


def _counts(each: Stretch) -> list[str]:
    return [f"{count:,}" for count in (each.negative, each.neutral, each.positive, each.aside, each.mentions)]


def _answers(figures: Figures, rulebook: Rulebook) -> str:
    rows = (
        [
            name_of(each.key, rulebook),
            f"{each.answers.answered:,}",
            f"{each.answers.in_time:,}",
            f"{each.answers.overdue:,}",
            _time(each.answers.median),
            _time(each.answers.p90),
            _target(rulebook.department(each.key)),
        ]
        for each in figures.departments
        if each.answers.answered or each.answers.overdue
    )
    head = ["department", "answers", "in time", "overdue", "half within", "nine of ten within", "target"]
    return table_of("First answers, in working time; the target is that of ordinary urgency", head, rows)


def _time(taken: timedelta | None) -> str:
    return NOTHING if taken is None else span(taken)


def _target(department: Department | None) -> str:
    return NOTHING if department is None else span(department.answer_within[Urgency.NORMAL])


def _hand_offs(figures: Figures, rulebook: Rulebook) -> str:
    rows = (
        [name_of(each.giver, rulebook), name_of(each.receiver, rulebook), f"{each.count:,}", _marked(each)]
        for each in figures.hand_offs
    )
    return table_of("Hand-offs", ["from", "to", "times", "marked not ours"], rows, texts=2)


def _marked(each: HandOffs) -> str:
    return NOTHING if each.giver == TRIAGE else f"{each.misrouted:,}"


_TABLES: Mapping[ChartKind, Callable[[Figures, Rulebook], str]] = {
    ChartKind.VOLUME: _volume,
    ChartKind.ANSWERS: _answers,
    ChartKind.HAND_OFFS: _hand_offs,
}
