"""The words of a department's own week: figures in, one sentence, a few lines, and sections for the thread out.

Guarantee: pure. A quiet week is said shortly, people are thanked by name, and nobody is blamed.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.core.department import TRIAGE
from bot.core.figures import AnswerTimes, OpenIssue
from bot.core.normalise import shortened
from bot.core.own_week import OwnWeek, Passed
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Part, Report, Section
from bot.core.summary_words import STANDS, name_of, period, plural, span
from bot.core.why_words import chain_line

MOST_LINES = 6
MOST_LISTED = 8
QUOTED = 120


def own_week_report(own: OwnWeek, rulebook: Rulebook, zone: str) -> Report:
    """What the department reads of its week, whose days are those of `zone`."""
    parts = (
        ("Still open", Part.FIGURES, [_open(each, own) for each in own.waiting[1:]]),
        ("What it was about", Part.FIGURES, [Line(text=f"{tag}: {plural(n, 'issue')}") for tag, n in own.tags]),
        ("What others brought you", Part.DOORS, [_came(each, rulebook) for each in own.came]),
        ("What you passed on", Part.DOORS, [_went(each, rulebook) for each in own.went]),
        ("Where a why speaks of you", Part.REASONS, list(_named(own, rulebook))),
    )
    return Report(
        title=f"{name_of(own.department, rulebook)}: your week, {{period}}",
        period=period(own.week, zone),
        headline=_headline(own),
        look=tuple(islice(_look(own, rulebook), MOST_LINES)),
        sections=tuple(Section(title=title, part=part, lines=_cut(lines)) for title, part, lines in parts if lines),
    )


def _headline(own: OwnWeek) -> str:
    asked, open_now = own.asked.now, len(own.waiting)
    came = f"{plural(asked, 'issue')} came to you" if asked else "Nothing new came to you"
    if own.answers.overdue:
        end = f"{plural(own.answers.overdue, 'answer')} {'is' if own.answers.overdue == 1 else 'are'} still due"
    elif open_now:
        end = f"{plural(open_now, 'issue')} {'is' if open_now == 1 else 'are'} still open"
    elif asked:
        end = "nothing is left open"
    else:
        return f"{came}, and nothing is open. Enjoy the quiet!"
    return f"{came}; {end}."


def _look(own: OwnWeek, rulebook: Rulebook) -> Iterator[Line]:
    yield from _answers(own)
    if own.thanks:
        yield Line(text="Thank you:", people=own.thanks)
    if own.waiting:
        oldest = own.waiting[0]
        yield Line(text=f"is your oldest: {_stands(oldest, own)}", issue=oldest.issue, assignment=oldest.assignment)
    if own.came:
        yield Line(text=f"From others: {_counted(own.came, rulebook)}")
    if strays := [each for each in own.went if each.is_not_ours]:
        yield Line(text=f"Not yours, and passed on: {_counted(strays, rulebook)}. I learn from each")
    if own.named:
        yield Line(text=f"{plural(len(own.named), 'why')} of other departments {_speak(own)} of you")


def _answers(own: OwnWeek) -> Iterator[Line]:
    answers = own.answers
    if not answers.answered or answers.median is None:
        return
    half = "" if answers.answered == 1 else "half of them "
    text = f"{plural(answers.answered, 'answer')}, {_in_time(answers)}"
    text += f"; {half}within {span(answers.median)} of working time"
    if own.before.median is not None and own.before.answered:
        text += f" (the week before: {span(own.before.median)})"
    yield Line(text=text)


def _in_time(answers: AnswerTimes) -> str:
    if answers.in_time < answers.answered:
        return f"{answers.in_time:,} of them in time"
    return "in time" if answers.answered == 1 else "all of them in time"


def _speak(own: OwnWeek) -> str:
    return "speaks" if len(own.named) == 1 else "speak"


def _counted(passed: Sequence[Passed], rulebook: Rulebook) -> str:
    """`2 from Guest Relations, 1 from Food`, without the prepositions."""
    counts: dict[str, int] = {}
    for each in passed:
        counts[each.department] = counts.get(each.department, 0) + 1
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name_of(key, rulebook)} ({count})" for key, count in ranked)


def _open(each: OpenIssue, own: OwnWeek) -> Line:
    return Line(text=_stands(each, own), issue=each.issue, assignment=each.assignment)


def _stands(each: OpenIssue, own: OwnWeek) -> str:
    return f"open for {span(own.until - each.opened_at)}, {STANDS[each.status]}"


def _came(each: Passed, rulebook: Rulebook) -> Line:
    giver = name_of(each.department, rulebook)
    what = f"{giver} asked" if each.is_question else f"from {giver}"
    return Line(text=_with_words(what, each.why), issue=each.issue, assignment=each.assignment)


def _went(each: Passed, rulebook: Rulebook) -> Line:
    what = f"to {name_of(each.department, rulebook)}"
    what += ", not yours" if each.is_not_ours and each.department != TRIAGE else ""
    return Line(text=_with_words(what, each.why), issue=each.issue, assignment=each.assignment)


def _with_words(what: str, words: str) -> str:
    said = " ".join(words.split())
    return f"{what}: “{shortened(said, QUOTED)}”" if said else what


def _named(own: OwnWeek, rulebook: Rulebook) -> Iterator[Line]:
    for each in own.named:
        text = f"{name_of(each.department, rulebook)}: “{chain_line(each.chain)}”"
        yield Line(text=text, issue=each.issue, assignment=each.assignment)


def _cut(lines: Sequence[Line]) -> tuple[Line, ...]:
    more = len(lines) - MOST_LISTED
    return (*lines[:MOST_LISTED], *([Line(text=f"… and {more} more")] if more > 0 else []))
