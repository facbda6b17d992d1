"""Merging: two issues are about the same, so one of them goes on as a part of the other.

Guarantee: pure; nobody who still owed something is lost: their department has a share of the issue that goes on.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.correction import correct_urgency
from bot.core.deciding.shares import Decision, new_door, refuse
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook


def decide_merge(command: cmd.Merge, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Close the issue as a part of another one."""
    if command.into == issue.number:
        return refuse(RefusalReason.MERGE_WITH_ITSELF, issue)
    return (ev.IssueMerged(at=now, by=command.by, into=command.into),)


def decide_take_in(command: cmd.TakeIn, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Take over the mentions, the followers and the departments of another issue, and its urgency if that is higher."""
    if command.issue == issue.number:
        return refuse(RefusalReason.MERGE_WITH_ITSELF, issue)
    if command.issue in issue.taken_in:
        return ()
    taken_in = ev.IssueTakenIn(
        at=now,
        by=command.by,
        issue=command.issue,
        mentions=command.mentions,
        reach=command.reach,
        followers=command.followers,
    )
    why = f"#{command.issue} was merged into it"
    raised = (
        correct_urgency(issue, command.urgency, by=command.by, why=why, now=now, rulebook=rulebook)
        if command.urgency > issue.urgency
        else ()
    )
    as_urgent = replace(issue, urgency=max(issue.urgency, command.urgency))
    return (taken_in, *raised, *_newcomers(command, as_urgent, now=now, rulebook=rulebook))


def _newcomers(
    command: cmd.TakeIn, issue: Issue, *, now: datetime, rulebook: Rulebook
) -> Iterator[ev.DepartmentAssigned]:
    """The departments of the other issue that have no share of this one yet."""
    count = len(issue.assignments)
    questions = dict(reversed(command.asked))
    for key in dict.fromkeys(key for key, _ in command.asked):
        door = new_door(issue, key, now=now, rulebook=rulebook)
        if isinstance(door, Refusal):
            # There already, or gone from the rulebook, where nobody would look at its door.
            continue
        count += 1
        yield replace(door, by=command.by, assignment=count, question=questions[key])
