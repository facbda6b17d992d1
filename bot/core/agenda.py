"""The agenda of a meeting of the committee: what has come up since the last one, and the seats around the table.

Guarantee: pure; what is ordinary is left out, so that a quiet time has a short agenda, and nobody is blamed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.core import events as ev
from bot.core.agreed import Agreed
from bot.core.asks import Told
from bot.core.commands import DOORKNOCK
from bot.core.committee import Committee
from bot.core.department import TRIAGE, Department
from bot.core.rulebook import Rulebook
from bot.core.summary import CardPlace, Line, Section
from bot.core.summary_words import name_of
from bot.core.vacancy import Amiss, Vacancy, vacancy_line
from bot.core.week import WEEK, Span
from bot.core.why_ask import OpenWhy
from bot.core.why_tree import Explained, recurring, unasked
from bot.core.why_words import open_why_lines, shortened, where_met, why_section

WITHOUT_A_MEETING_BEFORE = 4 * WEEK
"""So far back looks the agenda of the first meeting of all."""
MANY_DEPARTMENTS = 3
MANY_HAND_OFFS = 2
MOST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What one meeting is to talk about. It `begins_at` then, and looks back to `since`, when the last one began."""

    begins_at: datetime
    since: datetime
    sections: tuple[Section, ...]

    def with_cards(self, place: Callable[[int, int], CardPlace | None]) -> "Agenda":
        """The same agenda, its lines knowing their cards; `place` is asked for each (issue, assignment)."""
        sections = tuple(
            replace(each, lines=tuple(_placed(line, place) for line in each.lines)) for each in self.sections
        )
        return replace(self, sections=sections)


def span_of(committee: Committee, meeting: date, *, now: datetime) -> Span:
    """What the agenda of that day's meeting looks back on: from the meeting before until now, or until it began."""
    begins, before = committee.begins_at(meeting), committee.last_before(meeting)
    start = committee.begins_at(before) if before else begins - WITHOUT_A_MEETING_BEFORE
    return Span(start=start, end=max(start, min(now, begins)))


def put_together(committee: Committee, meeting: date, *, span: Span, sections: Iterable[Section | None]) -> Agenda:
    """The agenda out of its sections, those without anything to say left out."""
    return Agenda(
        begins_at=committee.begins_at(meeting),
        since=span.start,
        sections=tuple(each for each in sections if each is not None),
    )


def agreed_before(agreed: Sequence[Agreed], committee: Committee, *, now: datetime) -> Section | None:
    """What was agreed at the table and is not done yet."""
    lines = [Line(text=f"{each.what} ({_by(each, committee, now)})", person=each.who) for each in agreed]
    return _section("Agreed, and still open", lines, most=10)


def travelled(stories: Iterable[Told], span: Span, rulebook: Rulebook) -> Section | None:
    """Issues that crossed three departments, or were passed on again and again, and did so in `span`."""
    found = sorted((-len(way), story.issue.number, way, story) for story in stories if (way := _way(story, span)))
    lines = [
        Line(text=_travelled(way, story, rulebook), issue=story.issue.number, assignment=story.issue.owner.number)
        for _, _, way, story in found
    ]
    return _section("Issues that travelled", lines)


def whys(
    found: Sequence[Explained], asked: Sequence[OpenWhy], span: Span, rulebook: Rulebook
) -> tuple[Section | None, Section | None]:
    """What came back since the last meeting, and whys without an answer: asked and not answered, or never asked."""
    back = why_section(found, span, rulebook)
    told = {line.text for line in back.lines} if back else set()
    lines = [
        Line(text=text, issue=cause.found[0].issue, assignment=cause.found[0].assignment)
        for cause in unasked(recurring(found))
        if not any(each.startswith(f"“{shortened(cause.words)}”") for each in told)
        for text in [f"“{shortened(cause.words)}”: {where_met(cause, rulebook)}; why is that?"]
    ]
    return back, _section("Whys without an answer", [*open_why_lines(asked, rulebook, now=span.end), *lines])


def seats(rulebook: Rulebook, meeting: date, amiss: Sequence[Vacancy] = ()) -> Section | None:
    """Who will be missing at the table: chairs nobody sits on, those who are away, and what else is `amiss` there."""
    lines = [line for each in rulebook.departments if each.key != TRIAGE for line in _of_seat(each, rulebook, meeting)]
    # Empty chairs are said above, as the rulebook has them by now.
    lines += [vacancy_line(each, rulebook) for each in amiss if each.kind is not Amiss.EMPTY_SEAT]
    return _section("Around the table", [Line(text=line) for line in lines], most=12)


def _by(agreed: Agreed, committee: Committee, now: datetime) -> str:
    local = agreed.due_at.astimezone(ZoneInfo(committee.zone))
    return f"{'by' if agreed.due_at > now else 'has waited since'} {local.day} {local:%B}"


def _section(title: str, lines: Sequence[Line], *, most: int = MOST_LINES) -> Section | None:
    if not lines:
        return None
    more = [Line(text=f"… and {len(lines) - most} more")] if len(lines) > most else []
    return Section(title=title, lines=(*lines[:most], *more))


def _way(story: Told, span: Span) -> tuple[str, ...]:
    """The departments an issue went through, in order; empty where it did not travel far, or not in this time."""
    passed = [event for event in story.events if _is_passing_on(event, story)]
    asked = [event for event in story.events if isinstance(event, ev.DepartmentAssigned)]
    keys = [event.door.department for event in asked if event.door.department != TRIAGE]
    is_far = len(set(keys)) >= MANY_DEPARTMENTS or len(passed) >= MANY_HAND_OFFS
    has_moved = any(event.at in span for event in (*asked[1:], *passed))
    if not (is_far and has_moved) or story.issue.merged_into is not None:
        return ()
    return tuple(keys[:1]) + tuple(after for before, after in pairwise(keys) if after != before)


def _is_passing_on(event: ev.Event, story: Told) -> bool:
    if not isinstance(event, ev.AssignmentHandedOff) or event.by == DOORKNOCK:
        return False
    giver = story.issue.assignment(event.assignment)
    # To pass on is what triage is for.
    return giver is not None and giver.department != TRIAGE


def _travelled(way: Sequence[str], story: Told, rulebook: Rulebook) -> str:
    issue = story.issue
    names = " → ".join(name_of(key, rulebook) for key in way)
    owner = name_of(issue.owner.department, rulebook)
    return f"{names}; {f'still open, with {owner}' if issue.is_open else f'closed by {owner}'}"


def _of_seat(department: Department, rulebook: Rulebook, meeting: date) -> Iterator[str]:
    terms = rulebook.etiquette.terms_of
    away = {
        person: any(each.first <= meeting <= each.last for each in terms(person).away)
        for person in (department.seat, department.backup)
        if person
    }
    if not department.seat:
        yield f"{department.name}: nobody sits for it"
    elif away[department.seat] and (not department.backup or away[department.backup]):
        yield f"{department.name}: nobody can come; the seat is away that day, and so is whoever stands in"
    elif away[department.seat]:
        yield f"{department.name}: the seat is away that day, so please bring the backup"


def _placed(line: Line, place: Callable[[int, int], CardPlace | None]) -> Line:
    if line.issue is None or line.assignment is None:
        return line
    return replace(line, card=place(line.issue, line.assignment))
