"""The words of the weekly summary: figures in, one sentence and sections of plain lines out.

Guarantee: pure. What is ordinary is said shortly, what is unusual is said to be so, and nobody is blamed.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.department import TRIAGE
from bot.core.figures import AnswerTimes, Change, Figures, HandOffs, OpenIssue, ResolutionTimes, SilentDoor, Volume
from bot.core.issue import AssignmentStatus
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Part, Section, Summary
from bot.core.week import Week

SILENT_SHOWN = 10
HAND_OFFS_SHOWN = 10
REASONS_SHOWN = 5

STANDS = {
    AssignmentStatus.WAITING: "nobody has answered yet",
    AssignmentStatus.ANSWERED: "answered, not claimed yet",
    AssignmentStatus.CLAIMED: "somebody is on it",
    AssignmentStatus.SNOOZED: "put aside for later",
}


def put_into_words(figures: Figures, rulebook: Rulebook, *, look: tuple[Line, ...] = ()) -> Summary:
    """The summary of these figures, with a first look at them; times are told in the strategist's zone."""
    parts = (
        ("Volume", Part.FIGURES, _volume(figures)),
        ("By sentiment", Part.FIGURES, _sentiments(figures)),
        ("Reach", Part.FIGURES, _reach(figures)),
        ("By department", Part.FIGURES, _departments(figures, rulebook)),
        ("Answers", Part.FIGURES, _answers(figures.answers)),
        ("Resolved", Part.FIGURES, _resolutions(figures.resolutions)),
        ("Dismissed", Part.FIGURES, _dismissals(figures)),
        ("Busiest tags", Part.FIGURES, _tags(figures)),
        ("Silent doors", Part.DOORS, _silent(figures, rulebook)),
        ("Hand-offs", Part.DOORS, _hand_offs(figures, rulebook)),
        ("Oldest open issues", Part.DOORS, (_oldest(each, figures.until, rulebook) for each in figures.oldest)),
    )
    told = ((title, part, tuple(lines)) for title, part, lines in parts)
    return Summary(
        figures=figures,
        period=period(figures.week, rulebook.strategist.zone),
        headline=headline(figures),
        look=look,
        sections=tuple(Section(title=title, part=part, lines=lines) for title, part, lines in told if lines),
    )


def headline(figures: Figures) -> str:
    """The week in one sentence."""
    volume, silent = figures.volume, len({door.department for door in figures.silent if door.is_late})
    is_quiet = not (volume.mentions.now or volume.still_open or figures.answers.answered)
    if is_quiet and not volume.is_unusual:
        return "A quiet week: nobody mentioned us, and nothing is open."
    heard = _heard(volume)
    opened = f"{plural(volume.opened.now, 'new issue')}" if volume.opened.now else "no new issue"
    if silent:
        end = f"{plural(silent, 'department')} {'has' if silent == 1 else 'have'} a door that stayed silent"
    elif figures.answers.overdue:
        end = f"{plural(figures.answers.overdue, 'answer')} still due"
    elif volume.still_open:
        calm = "none of them late" if figures.silent else "and every door that was knocked on has answered"
        end = f"{plural(volume.still_open, 'issue')} still open, {calm}"
    else:
        end = "nothing is left open"
    if not volume.mentions.now and volume.is_unusual and not volume.opened.now:
        return f"{heard}; {end}."
    return f"{heard}, {opened}; {end}."


def _heard(volume: Volume) -> str:
    heard = plural(volume.mentions.now, "mention") if volume.mentions.now else "No mentions"
    if not volume.is_unusual or volume.usual is None:
        return heard
    if volume.mentions.now > volume.usual.middle:
        return f"Unusually many mentions: {heard}"
    # A holiday, or a source that has dried up: worth a look, and no drama.
    return f"{heard}, where there are usually about {volume.usual.middle:,.0f}"


def _volume(figures: Figures) -> Iterator[Line]:
    volume = figures.volume
    if volume.mentions.now or volume.mentions.before:
        yield Line(text=f"{plural(volume.mentions.now, 'mention')}{beside(volume.mentions, figures)}")
    if volume.is_unusual and volume.usual is not None:
        yield Line(text=f"That is unusual: the weeks before had about {volume.usual.middle:,.0f}.")
    if volume.opened.now or volume.opened.before:
        yield Line(text=f"{plural(volume.opened.now, 'new issue')}{beside(volume.opened, figures)}")
    if volume.closed or volume.still_open:
        when = "at the week's end" if figures.until == figures.week.end else "so far"
        yield Line(text=f"{plural(volume.closed, 'issue')} closed, {volume.still_open:,} open {when}")


def _reach(figures: Figures) -> Iterator[Line]:
    reach = figures.reach
    if reach.people.now:
        yield Line(text=f"{people(reach.people.now)} may have read it{beside(reach.people, figures)}")
    if reach.is_unusual and reach.usual is not None:
        yield Line(text=f"That is unusual: in the weeks before it was about {reach.usual.middle:,.0f}.")


def people(count: int) -> str:
    """`1 follower`, `1,204 followers`."""
    return plural(count, "follower")


def _departments(figures: Figures, rulebook: Rulebook) -> Iterator[Line]:
    for each in figures.departments:
        if not (each.opened.now or each.answers != AnswerTimes() or each.resolutions.resolved):
            continue
        parts = [f"{plural(each.opened.now, 'new issue')}{beside(each.opened, figures)}"]
        if each.answers != AnswerTimes():
            parts.append(_answers_in_short(each.answers))
        if each.is_slower and each.before.median is not None:
            parts.append(f"slower than last week ({span(each.before.median)})")
        if each.resolutions.resolved:
            parts.append(_resolutions_in_short(each.resolutions))
        yield Line(text=f"{name_of(each.key, rulebook)}: {'; '.join(parts)}")


def _answers_in_short(answers: AnswerTimes) -> str:
    parts = []
    if answers.answered and answers.median is not None:
        parts.append(f"{plural(answers.answered, 'answer')}, {answers.in_time} in time, median {span(answers.median)}")
    if answers.overdue:
        parts.append(f"{answers.overdue} overdue")
    return ", ".join(parts)


def _resolutions_in_short(times: ResolutionTimes) -> str:
    half = f", median {span(times.median)}" if times.median is not None else ""
    in_time = f", {times.in_time} of {times.targeted} in time" if times.targeted else ""
    return f"{times.resolved:,} resolved{in_time}{half}"


def _resolutions(times: ResolutionTimes) -> Iterator[Line]:
    if times.median is None or times.p90 is None:
        return
    in_time = f", {times.in_time:,} of {times.targeted:,} within their target" if times.targeted else ""
    if times.resolved == 1:
        yield Line(text=f"1 resolved, {span(times.median)} of working time after the asking{in_time}")
        return
    yield Line(
        text=f"{times.resolved:,} resolved{in_time}: half within {span(times.median)} of working time after "
        f"the asking, nine of ten within {span(times.p90)}"
    )


def _sentiments(figures: Figures) -> Iterator[Line]:
    for sentiment, change in figures.sentiments if figures.volume.mentions.now else ():
        yield Line(text=f"{sentiment.capitalize()}: {plural(change.now, 'mention')}{beside(change, figures)}")
    mood = figures.mood
    if mood.is_unusual and mood.usual is not None:
        yield Line(
            text=f"{mood.share:.0%} negative is unusual: in the weeks before it was about {mood.usual.middle:.0%}."
        )


def _answers(answers: AnswerTimes) -> Iterator[Line]:
    if answers.share_in_time is not None:
        due = answers.answered + answers.overdue
        yield Line(text=f"{answers.in_time:,} of {due:,} doors answered in time ({answers.share_in_time:.0%})")
    if answers.median is not None and answers.p90 is not None:
        yield Line(
            text=f"Half of the first answers came within {span(answers.median)} of working time, "
            f"nine of ten within {span(answers.p90)}"
        )
    if answers.overdue:
        yield Line(text=f"{plural(answers.overdue, 'door')} still without an answer after the target")


def _silent(figures: Figures, rulebook: Rulebook) -> Iterator[Line]:
    """A line a department, of the issue that has waited longest there; the longest first."""
    by_department: dict[str, list[SilentDoor]] = {}
    for door in figures.silent:
        by_department.setdefault(door.department, []).append(door)
    for doors in list(by_department.values())[:SILENT_SHOWN]:
        yield _silent_department(doors, figures.until, rulebook)
    if (more := len(by_department) - SILENT_SHOWN) > 0:
        yield Line(text=f"… and {plural(more, 'department')} more")


def _silent_department(doors: Sequence[SilentDoor], until: datetime, rulebook: Rulebook) -> Line:
    first, knocks = doors[0], sum(door.knocks for door in doors)
    text = (
        f"{name_of(first.department, rulebook)}: no answer for {span(until - first.since)}, "
        f"knocked {'once' if knocks == 1 else f'{knocks:,} times'}"
    )
    text += f"; {len(doors)} issues wait there" if len(doors) > 1 else ""
    return Line(text=text, issue=first.issue, assignment=first.assignment)


def _hand_offs(figures: Figures, rulebook: Rulebook) -> Iterator[Line]:
    for each in figures.hand_offs[:HAND_OFFS_SHOWN]:
        yield _hand_off(each, rulebook)
    if rest := figures.hand_offs[HAND_OFFS_SHOWN:]:
        yield Line(text=f"… and {sum(each.count for each in rest)} more, other ways")


def _hand_off(each: HandOffs, rulebook: Rulebook) -> Line:
    times = "once" if each.count == 1 else f"{each.count} times"
    if each.giver == TRIAGE:
        # Passing on is what triage is for, so there it means nothing that it was not theirs.
        return Line(text=f"{name_of(TRIAGE, rulebook)} → {name_of(each.receiver, rulebook)}: {times}")
    not_ours = f", {each.not_ours} of them marked not ours" if each.not_ours and each.count > 1 else ""
    if each.not_ours and each.count == 1:
        not_ours = ", marked not ours"
    giver, receiver = name_of(each.giver, rulebook), name_of(each.receiver, rulebook)
    return Line(text=f"{giver} → {receiver}: {times}{not_ours}")


def _oldest(each: OpenIssue, until: datetime, rulebook: Rulebook) -> Line:
    age = span(until - each.opened_at)
    text = f"{name_of(each.department, rulebook)}: open for {age}, {STANDS[each.status]}"
    return Line(text=text, issue=each.issue, assignment=each.assignment)


def _dismissals(figures: Figures) -> Iterator[Line]:
    for reason, count in figures.dismissals[:REASONS_SHOWN]:
        yield Line(text=f"{reason or 'No reason given'}: {count}")
    if (more := sum(count for _, count in figures.dismissals[REASONS_SHOWN:])) > 0:
        yield Line(text=f"Other reasons: {more}")


def _tags(figures: Figures) -> Iterator[Line]:
    return (Line(text=f"{tag}: {plural(count, 'issue')}") for tag, count in figures.tags)


def name_of(key: str, rulebook: Rulebook) -> str:
    """The name of a department for people; its key where the rulebook no longer has it."""
    department = rulebook.department(key)
    return department.name if department else key


def brand_name(key: str, rulebook: Rulebook) -> str:
    """What people call a brand; its key where the rulebook does not know it."""
    return next((brand.name for brand in rulebook.brands if brand.key == key), key)


def plural(count: int, noun: str) -> str:
    """`1 mention`, `1,204 mentions`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def beside(change: Change, figures: Figures) -> str:
    """The difference to last week in brackets; nothing after a week without mentions, when all would be "more"."""
    return f" ({compared(change)})" if figures.volume.mentions.before else ""


def compared(change: Change) -> str:
    """The difference to last week in words."""
    if change.difference == 0:
        return "as many as last week"
    return f"{abs(change.difference):,} {'more' if change.difference > 0 else 'fewer'} than last week"


def span(time: timedelta) -> str:
    """A length of time as people say it, to the unit that matters: `40 minutes`, `3 h 30 min`, `2 days 4 h`."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return plural(minutes, "minute")
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min" if rest else plural(hours, "hour")
    days, rest = divmod(round(minutes / 60), 24)
    return f"{plural(days, 'day')} {rest} h" if rest and days < 7 else plural(days, "day")


def period(week: Week, zone: str) -> str:
    """The days of the week in words, in `zone`."""
    first = _local(week.start, zone)
    last = _local(week.end, zone) - timedelta(days=1)
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} – {last.day} {last:%B %Y}"
    if first.month != last.month:
        return f"{first.day} {first:%B} – {last.day} {last:%B %Y}"
    return f"{first.day} – {last.day} {last:%B %Y}"


def _local(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
