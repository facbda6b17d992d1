"""The words of the map of doors: figures in, plain lines out, for Slack and the command line alike.

Guarantee: pure. What is ordinary is said shortly, nobody is blamed, and a quiet door is called quiet.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.core.doors import DoorMap, DoorReport, LostTopic, Silence, Why
from bot.core.rulebook import Rulebook
from bot.core.sitting import Sitting, ago
from bot.core.summary import Line, Section
from bot.core.summary_words import name_of, plural, span
from bot.core.why_words import open_why_lines

MOST_SILENCES = 5
WHY = {
    Why.UNDELIVERED: "my message has not arrived, so they cannot know",
    Why.OUT_OF_HOURS: "nobody has been at work since",
    Why.UNCLAIMED: "talked about, not taken yet",
    Why.IDLE: "taken, then quiet",
    Why.UNANSWERED: "no word yet",
}
"""Of one issue."""
_IN_SHORT = {
    Why.UNDELIVERED: "not delivered",
    Why.OUT_OF_HOURS: "outside their hours",
    Why.UNCLAIMED: "talked about but not taken",
    Why.IDLE: "taken but quiet",
    Why.UNANSWERED: "without a word yet",
}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def in_order(found: DoorMap) -> list[DoorReport]:
    """The doors as they are read: those in whose silence somebody should look first, the quiet ones last."""
    return sorted(found.doors, key=_place)


def needs_a_look(door: DoorReport) -> bool:
    """Whether somebody should ask how this door is."""
    return bool(door.streak or door.answers.overdue or door.stuck)


def door_line(door: DoorReport, *, now: datetime, sitting: Sitting | None = None) -> str:
    """A door in one line, without its name."""
    parts = ["nothing to answer"] if door.is_quiet else list(_parts(door, now))
    if sitting is not None:
        parts.append(f"last talk {ago(sitting.at, now=now)}")
    return "; ".join(parts)


def _parts(door: DoorReport, now: datetime) -> Iterator[str]:
    yield f"{_asked(door)}, {_knocks(door)}"
    if door.streak:
        row = f"the last {door.streak.count} in a row unanswered" if door.streak.count > 1 else "unanswered"
        yield f"{row} for {span(now - door.streak.since)}"
    # What waits for a first word is said with the streak already.
    others = [each for each in door.silences if not (door.streak and each.why is Why.UNANSWERED)]
    if others:
        yield reasons_in_short(others)
    if door.whys:
        yield f"{plural(len(door.whys), 'why')} asked and not answered"


def reasons_in_short(silences: Sequence[Silence]) -> str:
    """Why a door is silent, counted: `2 without a word yet, 1 taken but quiet`."""
    counted = Counter(each.why for each in silences)
    return ", ".join(f"{counted[why]} {_IN_SHORT[why]}" for why in Why if counted[why])


def door_sections(door: DoorReport, rulebook: Rulebook, *, now: datetime) -> list[Section]:
    """A door at length."""
    parts = (
        ("The last four weeks", _figures(door)),
        ("What opened the door", _opened(door)),
        ("What is quiet now, and why", _quiet(door, now)),
        ("Whys they were asked", open_why_lines(door.whys[:MOST_SILENCES], rulebook, now=now)),
        ("What arrives here", [", ".join(f"{topic} ({count})" for topic, count in door.topics)] if door.topics else []),
    )
    told = ((title, [each if isinstance(each, Line) else Line(text=each) for each in lines]) for title, lines in parts)
    return [Section(title=title, lines=tuple(lines)) for title, lines in told if lines]


def lost_line(topic: LostTopic, rulebook: Rulebook) -> str:
    """What keeps coming without a door, and what could be done about it."""
    words = ", ".join(f"“{word}”" for word in topic.words)
    bounced = f", {topic.bounced} of them passed on twice" if topic.bounced else ""
    if topic.taken_by:
        taker = name_of(topic.taken_by, rulebook)
        advice = f"most of it ends at {taker}: a rule would spare the detour"
    else:
        advice = "it ends here and there: is this a department of its own, or an empty chair to fill?"
    return f"{words}: {plural(len(topic.issues), 'issue')}{bounced}; {advice}"


def _place(door: DoorReport) -> tuple[bool, int, bool, int, str]:
    streak = door.streak.count if door.streak else 0
    return not needs_a_look(door), -streak - door.answers.overdue, door.is_quiet, -door.asked, door.department


def _asked(door: DoorReport) -> str:
    return f"asked {_times(door.asked)}, {_answers(door)}" if door.asked else "asked nothing new"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _answers(door: DoorReport) -> str:
    answers = door.answers
    if answers.median is None:
        return "no answer so far"
    if answers.answered == 1:
        return f"1 answer (within {span(answers.median)})"
    return f"{plural(answers.answered, 'answer')} (half of them within {span(answers.median)})"


def _knocks(door: DoorReport) -> str:
    return plural(door.knocks, "knock") if door.knocks else "no knock needed"


def _figures(door: DoorReport) -> Iterator[str]:
    if door.is_quiet:
        yield "Nothing to answer. A good moment to ask how they are."
        return
    answers = door.answers
    in_time = f", {answers.in_time} in time" if answers.answered else ""
    asked = _asked(door)
    yield f"{asked[:1].upper()}{asked[1:]}{in_time}"
    yield "No knock was needed" if not door.knocks else f"{plural(door.knocks, 'knock')} in all"
    if answers.overdue:
        yield f"{plural(answers.overdue, 'answer')} still due"
    if door.not_ours:
        yield f"{plural(door.not_ours, 'issue')} passed on as not theirs"


def _opened(door: DoorReport) -> Iterator[str]:
    for step, count in door.opened:
        nth = _ORDINALS.get(step, f"{step}th")
        yield f"{plural(count, 'answer')} " + (f"after the {nth} step of the policy" if step else "before any knock")


def _quiet(door: DoorReport, now: datetime) -> Iterator[Line]:
    for each in door.silences[:MOST_SILENCES]:
        text = f"{WHY[each.why]}, for {span(now - each.since)}"
        yield Line(text=text, issue=each.issue, assignment=each.assignment)
    if (more := len(door.silences) - MOST_SILENCES) > 0:
        yield Line(text=f"… and {more} more")
