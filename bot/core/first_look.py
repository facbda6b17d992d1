"""The first look at a week: the few lines that the strategist reads before anything else.

Guarantee: pure; a line only for what there is news of, six at most, so that it is one look on a phone as well.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from bot.core.classification import Sentiment
from bot.core.figures import AnswerTimes, Figures, HandOffs
from bot.core.opportunities import Opportunity, opportunity_line
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Section
from bot.core.summary_words import compared, name_of, plural, span

MOST_LINES = 6


def first_look(
    figures: Figures,
    rulebook: Rulebook,
    *,
    missed: Sequence[Opportunity] = (),
    came_back: Section | None = None,
) -> tuple[Line, ...]:
    """What is worth a line; `missed` are opportunities that nobody took, `came_back` what happened again, and why."""
    return tuple(islice(_lines(figures, rulebook, missed, came_back), MOST_LINES))


def _lines(
    figures: Figures, rulebook: Rulebook, missed: Sequence[Opportunity], came_back: Section | None
) -> Iterator[Line]:
    yield from _heard(figures)
    yield from _unusual(figures)
    yield from _answered(figures.answers)
    yield from _silent(figures, rulebook)
    if came_back:
        yield Line(text=f"Again: {came_back.lines[0].text}")
    yield from _slower(figures, rulebook)
    yield from _travelled(figures.hand_offs, rulebook)
    if missed:
        yield Line(text=opportunity_line(missed))


def _heard(figures: Figures) -> Iterator[Line]:
    volume = figures.volume
    if not volume.mentions.now and not volume.mentions.before:
        return
    parts = [compared(volume.mentions)] if volume.mentions.before else []
    moods = {sentiment: change.now for sentiment, change in figures.sentiments}
    if total := sum(moods.values()):
        parts.append(f"{moods.get(Sentiment.NEGATIVE, 0) / total:.0%} negative")
    if parts:
        # How many there were says the sentence above.
        yield Line(text=f"Mentions: {', '.join(parts)}")


def _unusual(figures: Figures) -> Iterator[Line]:
    """What is far from usual; that there were many mentions says the sentence above already."""
    said = []
    if figures.mood.is_unusual and figures.mood.usual is not None:
        more = "more" if figures.mood.share > figures.mood.usual.middle else "less"
        said.append(f"{more} negative than usual (about {figures.mood.usual.middle:.0%})")
    # That many mentions are read by many goes without saying.
    if figures.reach.is_unusual and figures.reach.usual is not None and not figures.volume.is_unusual:
        said.append(f"read by {figures.reach.people.now:,} followers, usually about {figures.reach.usual.middle:,.0f}")
    if said:
        yield Line(text=f"Unusual: {'; '.join(said)}")


def _answered(answers: AnswerTimes) -> Iterator[Line]:
    if answers.share_in_time is None:
        return
    text = f"{answers.in_time:,} of {answers.answered + answers.overdue:,} doors answered in time"
    if answers.median is not None:
        half = "" if answers.answered == 1 else "half of them "
        text += f", {half}within {span(answers.median)} of working time"
    yield Line(text=text)


def _silent(figures: Figures, rulebook: Rulebook) -> Iterator[Line]:
    """The door that has been silent longest, and how many more there are."""
    silent = [door for door in figures.silent if door.is_late]
    if not silent:
        return
    first = silent[0]
    departments = {door.department for door in silent} - {first.department}
    text = f"{name_of(first.department, rulebook)} has not answered for {_for_how_long(first.since, figures)}"
    if departments:
        others = [name_of(each, rulebook) for each in sorted(departments)]
        text += f"; silent too: {', '.join(others[:2])}"
        text += f" and {len(others) - 2} more" if len(others) > 2 else ""
    yield Line(text=text, issue=first.issue, assignment=first.assignment)


def _for_how_long(since: datetime, figures: Figures) -> str:
    return span(figures.until - since)


def _travelled(hand_offs: tuple[HandOffs, ...], rulebook: Rulebook) -> Iterator[Line]:
    if not hand_offs:
        return
    most = hand_offs[0]
    total, wrong = sum(each.count for each in hand_offs), sum(each.misrouted for each in hand_offs)
    text = f"{plural(total, 'hand-off')}"
    if len(hand_offs) > 1 and most.count > 1:
        text += f", most from {name_of(most.giver, rulebook)} to {name_of(most.receiver, rulebook)}"
    if wrong:
        text += f"; {'all' if wrong == total > 1 else wrong} had come to the wrong door"
    yield Line(text=text)


def _slower(figures: Figures, rulebook: Rulebook) -> Iterator[Line]:
    slower = [
        f"{name_of(each.key, rulebook)} ({span(each.answers.median)}, last week {span(each.before.median)})"
        for each in figures.departments
        if each.is_slower and each.answers.median is not None and each.before.median is not None
    ]
    if slower:
        yield Line(text=f"Slower answers: {', '.join(slower[:3])}")
