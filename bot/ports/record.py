"""What services need to look back: the past as it is logged, and all issues together. Reads only."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.classification import Sentiment
from bot.core.figures import Heard
from bot.core.glance import DoorGlance
from bot.core.issue import Issue
from bot.core.why_tree import Explained
from bot.ports.data import Ledger, LoggedEvent, LooseEnds


class Record(Protocol):
    """The past, for summaries and the ledger."""

    def ledger(self) -> Ledger:
        """Everything counted in one reading."""
        ...

    def oldest_waiting(self) -> Mapping[str, datetime | None]:
        """Since when the oldest waits, for each of the stages "triage", "follow_up" and "delivery"."""
        ...

    def issues_between(self, start: datetime, end: datetime) -> list[Issue]:
        """Issues opened with start <= opened_at < end, oldest first."""
        ...

    def loose_ends(self, *, came_before: datetime, parked_from: datetime, parked_until: datetime) -> LooseEnds:
        """What came before an instant and is still on its way, and what was parked with from <= settled_at < until."""
        ...

    def explained_between(self, start: datetime, end: datetime) -> list[Explained]:
        """The newest issues resolved with start <= closed_at < end of which somebody said why, oldest first.

        Where a period has thousands, the oldest of it are left out.
        """
        ...

    def reach_between(self, start: datetime, end: datetime) -> int:
        """The followers of all authors heard with start <= at < end, but of what was dismissed."""
        ...

    def felt_between(self, start: datetime, end: datetime) -> Mapping[tuple[str, Sentiment], int]:
        """How mentions received with start <= at < end feel, by the stage of the journey, of those that have one."""
        ...

    def heard_between(self, start: datetime, end: datetime) -> Counter[Heard]:
        """What the mentions received with start <= at < end were like, and how many of them."""
        ...


class Overview(Protocol):
    """All issues together, as the App Home shows them."""

    def doors(self, departments: Sequence[str], *, now: datetime) -> list[DoorGlance]:
        """Every door that has something open, and of `departments` also those that have answered lately."""
        ...

    def on_fire(self, *, storm: int, limit: int) -> list[Issue]:
        """Open issues that are an emergency, escalated or said by `storm` people at least; most urgent first."""
        ...

    def stories_of(self, department: str, *, since: datetime, limit: int) -> list[LoggedEvent]:
        """All events of the newest `limit` issues in which the department has something open or that changed since."""
        ...

    def unposted(self, *, before: datetime, instead: str, own: Sequence[str]) -> set[tuple[int, int]]:
        """(issue, assignment) of open issues of which a door cannot know.

        Slack has refused its newest card or knock, or lacks it since `before`, or the card stands in the channel
        `instead`, which is that of the departments `own` alone.
        """
        ...

    def answers_of(
        self, department: str, *, since: datetime, until: datetime, limit: int
    ) -> list[tuple[datetime, datetime]]:
        """When a department was asked and when it answered, of the newest `limit` answers with since <= at < until."""
        ...
