"""The one door to knock on next, and three questions to ask there, drawn from the data.

Guarantee: pure; where nothing calls for it, nothing is made up: a quiet week has no door to worry about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.core.conversation import Conversation
from bot.core.department import TRIAGE
from bot.core.doors import DoorMap, DoorReport, Silence, Why
from bot.core.normalise import shortened
from bot.core.rulebook import Rulebook
from bot.core.sitting import Sitting, is_too_long, longest_ago, since_any, since_you_sat_down, weeks
from bot.core.summary import Line, Section
from bot.core.summary_words import name_of, plural, span
from bot.core.topics import LEAST_ISSUES

QUESTIONS = 3
QUOTED = 160
WORTH_A_KNOCK = 3
"""Points that a door needs to be called the one to knock on."""
NO_NOTES: Mapping[str, Conversation] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class MondayDoor:
    """A door, why this one, and what to ask there."""

    department: str
    because: str
    questions: tuple[str, ...]


def door_for_monday(
    found: DoorMap,
    sittings: Mapping[str, Sitting],
    rulebook: Rulebook,
    *,
    notes: Mapping[str, Conversation] = NO_NOTES,
) -> MondayDoor | None:
    """The door to knock on; None in a quiet time. `notes` are the newest conversations, by department."""
    now = found.until
    doors = [door for door in found.doors if door.department != TRIAGE and rulebook.department(door.department)]
    scored = [(-points(door, sittings.get(door.department), now=now), door.department, door) for door in doors]
    least, _, best = min(scored, default=(0, "", None))
    if best is not None and -least >= WORTH_A_KNOCK:
        return _visit(best, sittings, rulebook, now=now, notes=notes)
    unvisited = [door for door in doors if _waits(door, sittings.get(door.department), now)]
    if unvisited:
        longest = min(unvisited, key=lambda each: sittings[each.department].at)
        return _visit(longest, sittings, rulebook, now=now, notes=notes)
    idle = since_any(sittings.values(), now=now)
    key = longest_ago(sittings, rulebook) if idle is not None else ""
    door = found.door(key)
    if idle is None or door is None:
        return None
    because = f"All is well, and it is {weeks(idle)} since you knocked on any door: a good time to."
    return MondayDoor(department=key, because=because, questions=questions_for(door, sittings.get(key), notes))


def points(door: DoorReport, sitting: Sitting | None, *, now: datetime) -> int:
    """How much there is to be said for knocking on this door."""
    # A single knock that still has time to be answered calls nobody anywhere.
    streak = door.streak.count if door.streak and (door.streak.count > 1 or door.answers.overdue) else 0
    is_long = _waits(door, sitting, now)
    is_slower = sitting is not None and sitting.is_slower
    return 3 * min(streak, 3) + 2 * min(door.answers.overdue, 3) + min(len(door.stuck), 3) + 3 * is_slower + 2 * is_long


def _waits(door: DoorReport, sitting: Sitting | None, now: datetime) -> bool:
    """Whether there has been something to talk about, and nobody has for too long."""
    return sitting is not None and is_too_long(sitting, now=now) and not door.is_quiet


def questions_for(
    door: DoorReport, sitting: Sitting | None, notes: Mapping[str, Conversation] = NO_NOTES
) -> tuple[str, ...]:
    """Three questions to ask at this door."""
    return tuple(islice(_questions(door, sitting, notes), QUESTIONS))


def monday_section(monday: MondayDoor, rulebook: Rulebook) -> Section:
    """The weekly summary's last word: one door, and what to ask there."""
    knock = f"Knock on {name_of(monday.department, rulebook)}'s door. {monday.because}"
    lines = (knock, *(f"Ask: {question}" for question in monday.questions))
    return Section(title="What to do on Monday", lines=tuple(Line(text=line) for line in lines))


def _visit(
    door: DoorReport,
    sittings: Mapping[str, Sitting],
    rulebook: Rulebook,
    *,
    now: datetime,
    notes: Mapping[str, Conversation],
) -> MondayDoor:
    sitting = sittings.get(door.department)
    parts = list(_because(door, now))
    if sitting is not None and (is_too_long(sitting, now=now) or sitting.is_slower or not parts):
        parts.append(since_you_sat_down(sitting, rulebook, now=now))
    return MondayDoor(
        department=door.department, because=" ".join(parts), questions=questions_for(door, sitting, notes)
    )


def _because(door: DoorReport, now: datetime) -> Iterator[str]:
    if door.streak and door.streak.count > 1:
        yield f"The last {door.streak.count} knocks in a row were not answered, for {span(now - door.streak.since)}."
    elif door.answers.overdue:
        yield f"{plural(door.answers.overdue, 'answer')} still due."
    elif door.streak:
        yield f"The last one has been waiting for {span(now - door.streak.since)}."
    elif door.stuck:
        yield f"{plural(len(door.stuck), 'issue')} {'is' if len(door.stuck) == 1 else 'are'} stuck there."


def _questions(door: DoorReport, sitting: Sitting | None, notes: Mapping[str, Conversation]) -> Iterator[str]:
    """What the data asks, the most telling first, then what is always worth asking."""
    yield from _from_silences(door.silences)
    if sitting is not None and sitting.is_slower and sitting.before is not None and sitting.now is not None:
        yield f"Answers took {span(sitting.before)} when we last spoke, and take {span(sitting.now)} now: what changed?"
    yield from _from_notes(notes.get(door.department))
    late = sum(count for step, count in door.opened if step > 1)
    if 2 * late > sum(count for _, count in door.opened):
        yield "Most doors open only once others hear of it: does the first knock reach the right person?"
    if door.not_ours > 1:
        yield f"{door.not_ours} times you passed something on as not yours: what should land here, and what should not?"
    if door.topics and door.topics[0][1] >= LEAST_ISSUES:
        yield f"“{door.topics[0][0]}” keeps coming: where does it begin, and who could end it?"
    yield "What did the public get right about you lately?"
    yield "What do you wish the other departments knew about your work?"
    yield "Which question from the public could we answer before it is asked?"


def _from_silences(silences: Sequence[Silence]) -> Iterator[str]:
    first = {why: next((each for each in silences if each.why is why), None) for why in Why}
    if each := first[Why.UNDELIVERED]:
        yield f"Does my card of #{each.issue} show in your channel at all?"
    if each := first[Why.UNANSWERED]:
        yield f"What would have made #{each.issue} easy to answer?"
    if each := first[Why.UNCLAIMED]:
        yield f"#{each.issue} was talked about, and nobody took it: how do you decide whose it is?"
    if each := first[Why.IDLE]:
        yield f"#{each.issue} was taken and then went quiet: what is it waiting for?"


def _from_notes(note: Conversation | None) -> Iterator[str]:
    if note is not None and note.follow_up:
        yield f"You wanted to come back with: “{_short(note.follow_up)}”"
    if note is not None and note.wishes:
        yield f"Last time they wished: “{_short(note.wishes)}”. What became of it?"


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), QUOTED)
