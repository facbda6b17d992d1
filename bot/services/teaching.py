"""Takes down what a person's click has taught, in the transaction of the click itself.

Guarantee: a change that is undone has taught nothing, and words that are erased teach nothing any more.
"""

from collections.abc import Sequence

from bot.core.commands import Command, EraseWords
from bot.core.events import Event
from bot.core.issue import Issue
from bot.core.lessons import Lesson, LessonState, TakenBack, Taught, entered, taught_by
from bot.ports import UnitOfWork


def take_down(unit: UnitOfWork, issue: Issue, command: Command, events: Sequence[Event]) -> None:
    """Keep what `command` teaches, which did `events` to `issue` as it was before."""
    if isinstance(command, EraseWords):
        unit.lessons.erase(issue.number)
    for each in taught_by(command, issue, events):
        if isinstance(each, Taught):
            enter(unit, issue, each)
        else:
            _take_back(unit, issue, each)


def enter(unit: UnitOfWork, issue: Issue, new: Taught) -> None:
    """Keep one lesson about the mention of `issue`, beside those that stand already."""
    entry = entered(new, unit.lessons.standing(issue.mention, new.aspect))
    unit.lessons.put(entry.ended, LessonState.WITHDRAWN, by=new.by, at=new.at)
    unit.lessons.put(entry.contested, LessonState.CONTESTED, by=new.by, at=new.at)
    if entry.state is not None:
        unit.lessons.add(
            Lesson(
                issue=issue.number,
                mention=issue.mention,
                aspect=new.aspect,
                label=new.label,
                how=new.how,
                by=new.by,
                at=new.at,
                was=new.was,
                state=entry.state,
            )
        )


def _take_back(unit: UnitOfWork, issue: Issue, back: TakenBack) -> None:
    standing = [each.id for each in unit.lessons.standing(issue.mention, back.aspect)]
    unit.lessons.put(standing, LessonState.WITHDRAWN, by=back.by, at=back.at)
