"""Reminds departments of whys that were put to them: once each, while they are at work.

Guarantee: through the one choke point, so that however many processes tick, a question has one reminder. What waits for
a department's morning, or fails, keeps no other question waiting.
"""

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.commands import DOORKNOCK, RemindOfWhy
from bot.core.issue import Issue
from bot.logs import get_logger
from bot.ports import OpenUnit, Rules
from bot.services.issues import IssueService

AT_ONCE = 20
PUT_OFF = timedelta(minutes=5)


class WhyReminders:
    """Looks which questions are due."""

    def __init__(
        self, open_unit: OpenUnit, rules: Rules, clock: Clock, issues: IssueService, *, at_once: int = AT_ONCE
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._issues = issues
        self._at_once = at_once

    def tick(self) -> int:
        """Remind of what is due; returns of how many questions."""
        with self._open_unit().for_reading() as unit:
            due = unit.why_asks.due(now=self._clock.now(), limit=self._at_once)
        return sum(self._remind_safely(issue, ask) for issue, ask in due)

    def _remind_safely(self, issue: int, ask: int) -> bool:
        try:
            return self._remind(issue, ask)
        except Exception as error:  # noqa: BLE001 - a loop's edge: the rest must go on
            get_logger().error("why put off", issue=issue, why=str(error), exc_info=True)
            self._put_off(issue, until=self._clock.now() + PUT_OFF)
            return False

    def _remind(self, number: int, ask: int) -> bool:
        """Whether it was reminded of; at night it waits for the morning."""
        now = self._clock.now()
        with self._open_unit().for_reading() as unit:
            before = unit.issues.get(number)
        opens = self._opens(before, now)
        if opens is not None:
            self._put_off(number, until=opens)
            return False
        return before != self._issues.apply(number, RemindOfWhy(by=DOORKNOCK, ask=ask))

    def _opens(self, issue: Issue | None, now: datetime) -> datetime | None:
        """When the department is at work again, None where it is."""
        if issue is None or issue.why_ask is None:
            return None
        hours = self._rules.current.door(issue.why_ask.department).hours
        return None if hours.is_open(now) else hours.next_open(now)

    def _put_off(self, issue: int, *, until: datetime) -> None:
        with self._open_unit() as unit:
            unit.why_asks.put_off(issue, until=until)
            unit.commit()
