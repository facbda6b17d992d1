"""Reminds departments of whys that were put to them: once each, while they are at work.

Guarantee: through the one choke point, so that however many processes tick, a question has one reminder.
"""

from bot.clock import Clock
from bot.core.commands import DOORKNOCK, RemindOfWhy
from bot.ports import OpenUnit
from bot.services.issues import IssueService

AT_ONCE = 20


class WhyReminders:
    """Looks which questions are due."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, issues: IssueService) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._issues = issues

    def tick(self) -> int:
        """Remind of what is due; returns of how many questions."""
        with self._open_unit().for_reading() as unit:
            due = unit.why_asks.due(now=self._clock.now(), limit=AT_ONCE)
        return sum(self._remind(issue, ask) for issue, ask in due)

    def _remind(self, issue: int, ask: int) -> bool:
        """Whether it was reminded of; at night it waits, and nothing is done."""
        with self._open_unit().for_reading() as unit:
            before = unit.issues.get(issue)
        after = self._issues.apply(issue, RemindOfWhy(by=DOORKNOCK, ask=ask))
        return before != after
