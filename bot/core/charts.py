"""The week as pictures: what each one shows, its title, and in words for whoever does not see it.

Guarantee: pure data; where a sentence says as much, there is no picture. Every number in a picture is one of the
figures, and is in its words as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.figures import DepartmentWeek, Figures, HandOffs, Stretch, Volume
from bot.core.normalise import shortened
from bot.core.rulebook import Rulebook
from bot.core.summary_words import name_of, period, plural, span

LONGEST_ALT = 1000
"""Slack takes no longer description of a picture."""
ROWS_SHOWN = 6
"""More would make a picture so tall that Slack shrinks it."""
FLOWS_SHOWN = 8
LEAST_MENTIONS, LEAST_ANSWERS, LEAST_HAND_OFFS = 10, 5, 3
"""Fewer than these are quicker told than shown."""


class ChartKind(StrEnum):
    """The pictures of a week, in the order in which they are shown."""

    VOLUME = "volume"
    ANSWERS = "answers"
    HAND_OFFS = "hand-offs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What people call a department, and its key for where there are no letters for that."""

    said: str
    key: str

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The mentions of a day or a week, under its name."""

    label: str
    of: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeChart:
    """How many mentions came on which day, by sentiment, and in the weeks before."""

    title: str
    alt: str
    days: tuple[Pile, ...]
    weeks: tuple[Pile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One department: how many of the doors that were due it has answered in time, by each one's own target."""

    name: Name
    said: str
    in_time: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersChart:
    """Answers against targets, by department, the latest first. `more` tells of those that found no room."""

    title: str
    alt: str
    rows: tuple[AnswerRow, ...]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What one department passed to another."""

    giver: Name
    receiver: Name
    count: int
    not_ours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowChart:
    """The hand-off map, the broadest flow first. `more` tells of those that found no room."""

    title: str
    alt: str
    flows: tuple[Flow, ...]
    more: str = ""


Chart = VolumeChart | AnswersChart | FlowChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart that has been drawn: `png` is what is seen, `alt` what is read instead."""

    title: str
    alt: str
    png: bytes


def chart_of(kind: ChartKind, figures: Figures, rulebook: Rulebook) -> Chart | None:
    """The picture of that kind; None where the week has too little to show in it."""
    match kind:
        case ChartKind.VOLUME:
            return _volume(figures, rulebook)
        case ChartKind.ANSWERS:
            return _answers(figures, rulebook)
        case ChartKind.HAND_OFFS:
            return _hand_offs(figures, rulebook)


def _volume(figures: Figures, rulebook: Rulebook) -> VolumeChart | None:
    rhythm, zone = figures.rhythm, ZoneInfo(rulebook.strategist.zone)
    if max((week.mentions for week in rhythm.weeks), default=0) < LEAST_MENTIONS:
        return None
    days = tuple(Pile(label=f"{each.start.astimezone(zone):%a}", of=each) for each in rhythm.days)
    weeks = tuple(Pile(label=f"W{each.start.astimezone(zone):%V}", of=each) for each in rhythm.weeks)
    heard = plural(figures.volume.mentions.now, "mention")
    told = [f"{each.of.start.astimezone(zone):%A} {_in_short(each.of)}" for each in days]
    before = [f"{each.label} {each.of.mentions:,}" for each in weeks[:-1]]
    alt = f"{heard} in the week of {period(figures.week, rulebook.strategist.zone)}, by day: {'; '.join(told)}."
    if before:
        alt += f" The weeks before: {', '.join(before)}."
    often = _unusually(figures.volume)
    if often:
        alt += f" That is unusually {often}."
    title = f"{heard}, unusually {often}" if often else f"{heard}, day by day"
    return VolumeChart(title=title, alt=_alt(alt), days=days, weeks=weeks)


def _unusually(volume: Volume) -> str:
    """Whether there were so many or so few that it is worth a word, "" where it is not."""
    if volume.usual is None or not volume.is_unusual:
        return ""
    return "many" if volume.mentions.now > volume.usual.middle else "few"


def _in_short(each: Stretch) -> str:
    parts = (
        (each.negative, "negative"),
        (each.neutral, "neutral"),
        (each.positive, "positive"),
        (each.aside, "set aside"),
    )
    told = ", ".join(f"{count:,} {word}" for count, word in parts if count)
    return f"{each.mentions:,} ({told})" if told else "none"


def _answers(figures: Figures, rulebook: Rulebook) -> AnswersChart | None:
    rows = sorted(_rows(figures.departments, rulebook), key=_latest_first)
    if sum(row.due for row in rows) < LEAST_ANSWERS:
        return None
    shown, rest = rows[:ROWS_SHOWN], len(rows) - ROWS_SHOWN
    answers = figures.answers
    title = f"{answers.in_time:,} of {plural(answers.answered + answers.overdue, 'door')} answered in time"
    more = f"and {plural(rest, 'more department')}, none of them later" if rest > 0 else ""
    told = "; ".join(f"{row.name} {row.said}" for row in shown)
    alt = f"{title}. By department, the latest first: {told}"
    return AnswersChart(title=title, alt=_alt(f"{alt}; {more}." if more else f"{alt}."), rows=tuple(shown), more=more)


def _latest_first(row: AnswerRow) -> tuple[float, int, str]:
    return row.in_time / row.due, -row.due, row.name.key


def _rows(departments: Sequence[DepartmentWeek], rulebook: Rulebook) -> Iterator[AnswerRow]:
    for each in departments:
        answers = each.answers
        due = answers.answered + answers.overdue
        if not due:
            continue
        if answers.median is None:
            said = f"no answer yet, {answers.overdue:,} overdue"
        else:
            said = f"{answers.in_time:,} of {due:,} in time; half within {span(answers.median)}"
        yield AnswerRow(name=_name(each.key, rulebook), said=said, in_time=answers.in_time, due=due)


def _hand_offs(figures: Figures, rulebook: Rulebook) -> FlowChart | None:
    if sum(each.count for each in figures.hand_offs) < LEAST_HAND_OFFS:
        return None
    flows = tuple(_flow(each, rulebook) for each in figures.hand_offs[:FLOWS_SHOWN])
    rest = sum(each.count for each in figures.hand_offs[FLOWS_SHOWN:])
    title = f"{plural(sum(each.count for each in figures.hand_offs), 'hand-off')}, from whom to whom"
    more = f"and {rest:,} more, other ways" if rest else ""
    told = "; ".join(f"{each.giver} to {each.receiver} {_times(each)}" for each in flows)
    return FlowChart(title=title, alt=_alt(f"{title}: {told}{f'; {more}' if more else ''}."), flows=flows, more=more)


def _flow(each: HandOffs, rulebook: Rulebook) -> Flow:
    giver, receiver = _name(each.giver, rulebook), _name(each.receiver, rulebook)
    return Flow(giver=giver, receiver=receiver, count=each.count, not_ours=each.misrouted)


def _name(key: str, rulebook: Rulebook) -> Name:
    return Name(said=name_of(key, rulebook), key=key)


def _times(flow: Flow) -> str:
    times = "once" if flow.count == 1 else f"{flow.count:,} times"
    return f"{times}, {flow.not_ours:,} marked not ours" if flow.not_ours else times


def _alt(text: str) -> str:
    return shortened(text, LONGEST_ALT)
