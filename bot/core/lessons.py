"""What people's clicks teach: a label for a mention, with who gave it, when, and how they came to.

Guarantee: pure; only people teach, never what the bot did by itself, and whoever takes a step back takes its lesson
back. Words that contradict each other are kept apart and teach nothing until somebody has decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core import events as ev
from bot.core.classification import Relevance
from bot.core.commands import DOORKNOCK, ChangeUrgency, Command, Dismiss, HandOff, Reopen, Resolve, SetStage
from bot.core.department import TRIAGE
from bot.core.issue import Assignment, AssignmentStatus, Issue, IssueStatus, Role


class Aspect(StrEnum):
    """Which judgement of a mention somebody had something to say about."""

    DEPARTMENT = "department"
    SENTIMENT = "sentiment"
    URGENCY = "urgency"
    RELEVANCE = "relevance"
    STAGE = "stage"


class How(StrEnum):
    """What somebody did that teaches."""

    NOT_OURS = "not_ours"
    """A department passed it on and said that it was never theirs."""
    FILED = "filed"
    """Triage gave it to a department."""
    CONFIRMED = "confirmed"
    """The department it had been sent to saw it through: it had been right."""
    CORRECTED = "corrected"
    """Somebody put urgency, sentiment or the stage of the journey right."""
    DISMISSED = "dismissed"
    """Somebody said that it is spam, or not about us."""
    REOPENED = "reopened"
    """Somebody took it up again after it had been dismissed: it is about us."""


class LessonState(StrEnum):
    """Whether a lesson is learnt from."""

    TAUGHT = "taught"
    CONTESTED = "contested"
    """Somebody else has said otherwise about the same mention."""
    KEPT = "kept"
    """The strategist has decided that it is right."""
    WITHDRAWN = "withdrawn"
    """Overtaken by a later word, or taken back."""
    FORGOTTEN = "forgotten"
    """The strategist has decided that it is wrong."""


IN_USE = frozenset({LessonState.TAUGHT, LessonState.KEPT})
STANDING = IN_USE | {LessonState.CONTESTED}
"""Lessons that nobody has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One click's lesson. `was` is the label it had before, "" where that is not known."""

    aspect: Aspect
    label: str
    how: How
    by: str
    at: datetime
    was: str = ""
    is_contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A later step says that what was taught of `aspect` does not hold."""

    aspect: Aspect
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson as it is kept: of the mention `mention`, which the issue `issue` was opened for."""

    id: int = 0
    issue: int
    mention: int
    aspect: Aspect
    label: str
    how: How
    by: str
    at: datetime
    was: str = ""
    state: LessonState = LessonState.TAUGHT
    ended_at: datetime | None = None
    ended_by: str = ""


def taught_by(command: Command, issue: Issue, events: Sequence[ev.Event]) -> tuple[Taught | TakenBack, ...]:
    """What `command` teaches, which did `events` to `issue` as it was before."""
    if command.by == DOORKNOCK or not events:
        return ()
    at = events[0].at
    match command:
        case HandOff():
            return _by_hand_off(command, issue, at)
        case ChangeUrgency():
            label, was = command.urgency, issue.urgency
            return (_taught(command, at, Aspect.URGENCY, label, how=How.CORRECTED, was=was),)
        case SetStage():
            return (_taught(command, at, Aspect.STAGE, command.stage, how=How.CORRECTED, was=issue.stage),)
        case Resolve():
            return _by_ending(command, issue, at)
        case Dismiss():
            return _by_dismissal(command, at)
        case Reopen():
            return _by_reopening(command, issue, at)
        case _:
            return ()


def _taught(command: Command, at: datetime, aspect: Aspect, label: str, *, how: How, was: str = "") -> Taught:
    return Taught(aspect=aspect, label=label, how=how, by=command.by, at=at, was=was)


def _by_hand_off(command: HandOff, issue: Issue, at: datetime) -> tuple[Taught | TakenBack, ...]:
    share = issue.assignment(command.assignment)
    # Who was brought in was asked by a person or a rule: that says nothing about whose mention it is.
    if share is None or share.role is not Role.OWNER:
        return ()
    is_back = command.to in _passed_on_by(issue)
    if not (command.is_not_ours or share.department == TRIAGE or is_back):
        return ()
    if command.to == TRIAGE:
        # Not theirs, and nobody knows whose.
        return (TakenBack(aspect=Aspect.DEPARTMENT, by=command.by, at=at),)
    how = How.FILED if share.department == TRIAGE else How.NOT_OURS
    was = "" if share.department == TRIAGE else share.department
    return (
        Taught(
            aspect=Aspect.DEPARTMENT,
            label=command.to,
            how=how,
            by=command.by,
            at=at,
            was=was,
            is_contested=is_back,
        ),
    )


def _passed_on_by(issue: Issue) -> set[str]:
    """The departments that had the whole issue and did not keep it."""
    return {share.department for share in issue.assignments if _is_passed_on(share)} - {TRIAGE}


def _is_passed_on(share: Assignment) -> bool:
    return share.role is Role.OWNER and share.status is AssignmentStatus.HANDED_OFF


def _by_ending(command: Resolve, issue: Issue, at: datetime) -> tuple[Taught, ...]:
    share = issue.assignment(command.assignment)
    if share is None or share.role is not Role.OWNER or share.department == TRIAGE:
        return ()
    return (_taught(command, at, Aspect.DEPARTMENT, share.department, how=How.CONFIRMED),)


def _by_dismissal(command: Dismiss, at: datetime) -> tuple[Taught | TakenBack, ...]:
    if command.relevance in {None, Relevance.RELEVANT}:
        return ()
    # Whoever had been told to be the right door for it: nobody is.
    nobodys = TakenBack(aspect=Aspect.DEPARTMENT, by=command.by, at=at)
    return (nobodys, _taught(command, at, Aspect.RELEVANCE, str(command.relevance), how=How.DISMISSED))


def _by_reopening(command: Reopen, issue: Issue, at: datetime) -> tuple[Taught | TakenBack, ...]:
    back = TakenBack(aspect=Aspect.RELEVANCE, by=command.by, at=at)
    if issue.status is not IssueStatus.DISMISSED:
        return (back,)
    return (back, _taught(command, at, Aspect.RELEVANCE, Relevance.RELEVANT, how=How.REOPENED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What becomes of a new lesson and of those that stand: `state` of the new one, None where it adds nothing."""

    state: LessonState | None
    ended: tuple[int, ...] = ()
    contested: tuple[int, ...] = ()


def entered(new: Taught, standing: Sequence[Lesson]) -> Entry:
    """How `new` is kept beside the lessons that stand about the same aspect of the same mention."""
    if new.how is How.CONFIRMED and standing:
        return Entry(state=None)
    others = [each for each in standing if _disagrees(new, each)]
    agreed = [each for each in standing if _agrees(new, each)]
    if agreed and not others:
        return Entry(state=None, ended=tuple(each.id for each in standing if each not in agreed))
    ended = tuple(each.id for each in standing if each not in others)
    if not others:
        return Entry(state=LessonState.TAUGHT, ended=ended)
    contested = tuple(each.id for each in others if each.state is LessonState.TAUGHT)
    return Entry(state=LessonState.CONTESTED, ended=ended, contested=contested)


def _agrees(new: Taught, old: Lesson) -> bool:
    """Whether somebody has taught just this already, and nobody has said otherwise."""
    return old.label == new.label and old.state in IN_USE and old.how is not How.CONFIRMED


def _disagrees(new: Taught, old: Lesson) -> bool:
    """Whether two people hold different views; whoever says otherwise later has changed their mind.

    Passing on further is no other view: the second door knows more than the first. Passing back is one. A confirmation
    was never a view of its own.
    """
    if old.label == new.label or old.how is How.CONFIRMED:
        return False
    if old.state is LessonState.KEPT:
        return True
    is_further = new.aspect is Aspect.DEPARTMENT and not new.is_contested
    return old.by != new.by and not is_further
