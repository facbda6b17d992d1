"""Stories in short: what a story must still say once its issue is over, for every figure that is made of stories.

Guarantee: pure. A story in short gives the same summaries, maps of doors and agendas as the story it was made from; who
said what in its threads, its words and its due times are not in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core import events as ev
from bot.core.asks import Told
from bot.core.issue import Assignment, Issue

FOLD = 2
"""Stories are kept with this number: raise it with each change of what the events of an issue are folded to."""
LEFT_OUT: Mapping[type[ev.Event], Mapping[str, Any]] = {
    ev.DepartmentAssigned: {},
    ev.DoorKnocked: {"knock": 0, "tell": ()},
    ev.Responded: {"reply": "", "relayed_to": 0},
    ev.AssignmentClaimed: {"with_emoji": ""},
    ev.AssignmentHandedOff: {},
    ev.AssignmentResolved: {"outcome": ""},
    ev.IssueResolved: {"outcome": "", "public_reply": "", "cause": "", "needed": ()},
    ev.IssueDismissed: {},
}
"""The events that figures are made of, of an issue that is over; and what of them is left out."""


def is_over(issue: Issue) -> bool:
    """Whether nobody owes anything in it, so that its story can be put in short."""
    return not issue.is_open and not any(share.is_open for share in issue.assignments)


def in_short(story: Told) -> Told:
    """`story`, whose issue is over, without what no figure is made of."""
    return Told(
        issue=_issue(story.issue),
        asks=story.asks,
        events=tuple(replace(event, **LEFT_OUT[type(event)]) for event in story.events if type(event) in LEFT_OUT),
    )


def _issue(issue: Issue) -> Issue:
    return Issue(
        number=issue.number,
        status=issue.status,
        urgency=issue.urgency,
        opened_at=issue.opened_at,
        mention=issue.mention,
        rule=issue.rule,
        tags=issue.tags,
        assignments=tuple(map(_share, issue.assignments)),
        closed_at=issue.closed_at,
        merged_into=issue.merged_into,
        version=issue.version,
    )


def _share(share: Assignment) -> Assignment:
    return Assignment(
        number=share.number,
        role=share.role,
        door=share.door,
        status=share.status,
        assigned_at=share.assigned_at,
        clock_from=share.assigned_at,
        closed_at=share.closed_at,
    )
