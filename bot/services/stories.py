"""Stories: what happened in many issues, told issue by issue.

Guarantee: lazy, so that however long the log is, one issue is held at a time. Whether a story was kept in short or is
folded from its events makes no difference to any figure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import merge
from itertools import groupby

from bot.core import events as ev
from bot.core.asks import Told, tell
from bot.ports import LoggedEvent, UnitOfWork

CLOCKS_APART = timedelta(days=1)
"""What was logged until so long after now counts as past: a clock may be behind that of whoever wrote it."""


def stories_since(unit: UnitOfWork, since: datetime, *, until: datetime, department: str = "") -> Iterator[Told]:
    """The story until then of each issue that has changed since `since` or is open now, by its number; some in short.

    Only of those that the department was asked about, where one is named.
    """
    kept = unit.stories.kept(since, until=until, department=department)
    others = unit.stories.logged(since, until=until, department=department)
    return merge(kept, told(others, until=until), key=lambda story: story.issue.number)


def told(logged: Iterable[LoggedEvent], *, until: datetime) -> Iterator[Told]:
    """The story of each issue until then; its events stand together in `logged`, in order."""
    for _, of_one in groupby(logged, key=lambda each: each.issue):
        story = tell([each.event for each in of_one], until=until)
        if story is not None:
            yield story


_ASKED_FOR = ev.AssignmentHandedOff | ev.IssueDismissed | ev.IssueResolved | ev.AssignmentResolved


def for_the_tally(story: Told) -> Told:
    """The same story with the events alone that a week's figures are made of, to be kept with many others."""
    return replace(story, events=tuple(event for event in story.events if isinstance(event, _ASKED_FOR)))
