"""A department's own week: what was asked of it, how it answered, who did it, and what the others said about it.

Guarantee: a pure fold of the stories of the issues it was asked about; people are named in thanks alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import events as ev
from bot.core.asks import Ask, Told
from bot.core.commands import DOORKNOCK
from bot.core.figures import AnswerTimes, Change, OpenIssue
from bot.core.issue import Assignment, AssignmentStatus
from bot.core.rulebook import Rulebook
from bot.core.tally import answer_times, most
from bot.core.week import Week
from bot.core.why_tree import Explained

MOST_THANKED = 5
BUSIEST_TAGS = 3
_DEEDS = ev.AssignmentClaimed | ev.Responded | ev.AssignmentResolved | ev.IssueResolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An issue that came from another department, or went to one; `why` is what was said with it.

    `department` is the other one. It `is_question` where this department was only asked for help.
    """

    issue: int
    assignment: int
    department: str
    why: str = ""
    is_not_ours: bool = False
    is_question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWeek:
    """One department's week up to `until`. Tuples are ordered for reading: most or oldest first.

    `asked` and `thanks` (by person) count issues, `before` is how it answered the week before. `waiting` is open at the
    end, `came` and `went` are hand-offs and questions, `named` whys of others' issues that speak of this one.
    """

    department: str
    week: Week
    until: datetime
    asked: Change
    answers: AnswerTimes
    before: AnswerTimes
    resolved: int = 0
    thanks: tuple[tuple[str, int], ...] = ()
    waiting: tuple[OpenIssue, ...] = ()
    came: tuple[Passed, ...] = ()
    went: tuple[Passed, ...] = ()
    named: tuple[Explained, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was asked, nothing was done, and nothing is open."""
        return not (self.asked.now or self.answers.answered or self.resolved or self.waiting or self.came or self.named)


def own_week(
    department: str,
    stories: Sequence[Told],
    explained: Sequence[Explained],
    *,
    week: Week,
    last_week: Week,
    rulebook: Rulebook,
    until: datetime,
) -> OwnWeek:
    """The week of `department` from the stories of its issues, and from what was `explained` in it by anybody."""
    asks = [(story, ask) for story in stories for ask in story.asks if ask.department == department]
    mine = [ask for _, ask in asks]
    return OwnWeek(
        department=department,
        week=week,
        until=until,
        asked=Change(now=_asked(mine, week), before=_asked(mine, last_week)),
        answers=answer_times(mine, week, rulebook, until=until),
        before=answer_times(mine, last_week, rulebook, until=last_week.end),
        resolved=sum(_is_resolved(share, department, week) for story in stories for share in story.issue.assignments),
        thanks=_thanks(stories, department, week),
        waiting=_waiting(stories, department),
        came=tuple(each for story in stories for each in _came(story, department, week)),
        went=tuple(each for story in stories for each in _went(story, department, week)),
        named=_named(explained, department, rulebook),
        tags=most(tag for story, ask in asks if ask.asked_at in week for tag in story.issue.tags)[:BUSIEST_TAGS],
    )


def _asked(asks: Sequence[Ask], week: Week) -> int:
    """Issues, of which one may come back and be asked about again."""
    return len({ask.issue for ask in asks if ask.asked_at in week})


def _is_resolved(share: Assignment, department: str, week: Week) -> bool:
    return share.department == department and share.status is AssignmentStatus.RESOLVED and share.closed_at in week


def _thanks(stories: Sequence[Told], department: str, week: Week) -> tuple[tuple[str, int], ...]:
    """Who claimed, answered or resolved for the department, and in how many issues."""
    helped = {(event.by, story.issue.number) for story in stories for event in _deeds(story, department, week)}
    return most(person for person, _ in helped)[:MOST_THANKED]


def _deeds(story: Told, department: str, week: Week) -> Iterator[ev.Event]:
    for event in story.events:
        if isinstance(event, _DEEDS) and event.at in week and event.by != DOORKNOCK:
            share = story.issue.assignment(event.assignment)
            if share is not None and share.department == department:
                yield event


def _waiting(stories: Sequence[Told], department: str) -> tuple[OpenIssue, ...]:
    found = [
        OpenIssue(
            issue=story.issue.number,
            assignment=share.number,
            department=department,
            opened_at=story.issue.opened_at,
            status=share.status,
        )
        for story in stories
        for share in story.issue.open_assignments()
        if share.department == department
    ]
    return tuple(sorted(found, key=lambda each: (each.opened_at, each.issue)))


def _came(story: Told, department: str, week: Week) -> Iterator[Passed]:
    for event in story.events:
        if event.by == DOORKNOCK or event.at not in week:
            continue
        if isinstance(event, ev.AssignmentHandedOff) and event.to == department:
            yield _passed(story, event.assignment, event.to_assignment, why=event.why, is_not_ours=event.is_not_ours)
        elif isinstance(event, ev.DepartmentAssigned) and event.asked_by and event.door.department == department:
            yield _passed(story, event.asked_by, event.assignment, why=event.question, is_question=True)


def _went(story: Told, department: str, week: Week) -> Iterator[Passed]:
    for event in story.events:
        if not isinstance(event, ev.AssignmentHandedOff) or event.by == DOORKNOCK or event.at not in week:
            continue
        share = story.issue.assignment(event.assignment)
        if share is not None and share.department == department:
            yield Passed(
                issue=story.issue.number,
                assignment=event.to_assignment,
                department=event.to,
                why=event.why,
                is_not_ours=event.is_not_ours,
            )


def _passed(
    story: Told, giver: int, receiver: int, *, why: str, is_not_ours: bool = False, is_question: bool = False
) -> Passed:
    share = story.issue.assignment(giver)
    return Passed(
        issue=story.issue.number,
        assignment=receiver,
        department=share.department if share else "",
        why=why,
        is_not_ours=is_not_ours,
        is_question=is_question,
    )


def _named(explained: Sequence[Explained], department: str, rulebook: Rulebook) -> tuple[Explained, ...]:
    """Whys of others that name the department as whole words; a short name (People) has to be written like a name."""
    name = rulebook.door(department).name
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if " " in name else re.NOFLAG)
    return tuple(each for each in explained if each.department != department and any(map(pattern.search, each.chain)))
