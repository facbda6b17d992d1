"""Follow-up: whatever is due is done, door by door.

Guarantee: idempotent and safe to run in any number of processes, since `Remind` does nothing where nothing is due. One
issue that fails is pushed forward and the rest goes on.
"""

from datetime import timedelta

from bot.clock import Clock
from bot.core.commands import DOORKNOCK, Remind
from bot.logs import get_logger
from bot.ports import OpenUnit
from bot.services.issues import IssueService

BATCH = 200
PUT_OFF = timedelta(minutes=5)


class FollowUp:
    """The step that keeps knocking."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, issues: IssueService, *, batch: int = BATCH) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._issues = issues
        self._batch = batch

    def tick(self) -> int:
        """Do what is due now; returns how many doors were looked at."""
        with self._open_unit().for_reading() as unit:
            due = unit.issues.due(now=self._clock.now(), limit=self._batch)
        for issue, assignment in due:
            self._remind(issue, assignment)
        return len(due)

    def _remind(self, issue: int, assignment: int) -> None:
        try:
            self._issues.apply(issue, Remind(by=DOORKNOCK, assignment=assignment))
        except Exception as error:  # noqa: BLE001 - a loop's edge: the rest must go on
            get_logger().error("follow-up put off", issue=issue, assignment=assignment, why=str(error), exc_info=True)
            with self._open_unit() as unit:
                unit.issues.put_off(issue, assignment, until=self._clock.now() + PUT_OFF)
                unit.commit()
