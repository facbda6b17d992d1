"""A week's summary as one page: its sentence, its pictures with their figures, and all its sections.

Guarantee: the same figures and words as in Slack; a quiet week has no pictures, and nothing is made up for them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from bot.core.summary import Line, Report, Section, Summary
from bot.core.summary_words import name_of, span

NOTHING = "–"
QUIET = "A quiet week. Nothing came, and nothing is open."
_HEADINGS = {
    ChartKind.VOLUME: "Mentions",
    ChartKind.ANSWERS: "Answer times",
    ChartKind.HAND_OFFS: "The hand-off map",
}


def summary_page(report: Report | None, rulebook: Rulebook, week: str) -> str:
    """The whole page in HTML, for whichever reader; None is a week of which a department has nothing to read."""
    title = report.title.replace("{period}", report.period) if report else week
    return page_of(f"{title} · Doorknock", _body(title, report, rulebook, week))


def _body(title: str, report: Report | None, rulebook: Rulebook, week: str) -> Iterator[str]:
    headline = report.headline if report else QUIET
    yield f'<h1>{escape(title)}</h1><p class="lead">{escape(headline)}</p>'
    if isinstance(report, Summary):
        yield from _pictures(report.figures, rulebook)
    elif report and report.look:
        # Whoever has no figures at length reads the few lines of the first look.
        yield _lines(report.look)
    yield from map(_section, report.at_length if report else ())
    yield f"<footer>{escape(week)}, as Doorknock counted it.</footer>"


def _pictures(figures: Figures, rulebook: Rulebook) -> Iterator[str]:
    for kind in ChartKind:
        chart = chart_of(kind, figures, rulebook)
        if chart is not None:
            table = _TABLES[kind](figures, rulebook)
            yield f"<h2>{escape(_HEADINGS[kind])}</h2>{figure_of(draw(chart), chart.alt, table)}"


def _section(section: Section) -> str:
    return f"<section><h2>{escape(section.title)}</h2>{_lines(section.lines)}</section>"


def _lines(lines: Sequence[Line]) -> str:
    return f"<ul>{''.join(f'<li>{_line(line)}</li>' for line in lines)}</ul>"


def _line(line: Line) -> str:
    number = f'<span class="number">#{line.issue}</span> ' if line.issue is not None else ""
    people = "".join(f" {person} ({count})" for person, count in line.people)
    return f"{number}{escape(line.text + people)}"


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
