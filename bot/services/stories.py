"""Stories: what is logged of many issues, told issue by issue.

Guarantee: lazy, so that however long the log is, one issue is held at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.core import events as ev
from bot.core.asks import Told, tell
from bot.ports import LoggedEvent

CLOCKS_APART = timedelta(days=1)
"""What was logged until so long after now counts as past: a clock may be behind that of whoever wrote it."""


def told(logged: Iterable[LoggedEvent], *, until: datetime) -> Iterator[Told]:
    """The story of each issue until then; its events stand together in `logged`, in order."""
    for _, of_one in groupby(logged, key=lambda each: each.issue):
        story = tell([each.event for each in of_one], until=until)
        if story is not None:
            yield story


_ASKED_FOR = ev.AssignmentHandedOff | ev.IssueDismissed | ev.IssueResolved | ev.AssignmentResolved


def in_short(story: Told) -> Told:
    """The same story with the events alone that a week's figures are made of, to be kept with many others."""
    return replace(story, events=tuple(event for event in story.events if isinstance(event, _ASKED_FOR)))
