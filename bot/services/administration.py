"""What administrators do: erase the public's words, and take the figures out as a table.

Guarantee: an erasure goes through the one choke point and is whole: words, author, link and vector of every mention of
the issue are gone in the transaction that notes it. Whatever an administrator asks for, or is refused, is in the audit
trail.
"""

import csv
import io

from bot.clock import Clock
from bot.core.commands import EraseWords
from bot.core.export import COLUMNS, rows_of
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Asked
from bot.core.week import Week
from bot.errors import TemporaryFailure
from bot.logs import unit_of_work_line
from bot.ports import AuditEntry, OpenUnit
from bot.services.issues import TRIES, IssueService


class Administration:
    """For the edges that administrators come by: Slack and the command line."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, issues: IssueService) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._issues = issues

    def erase(self, number: int, *, by: str, asked: Asked | None = None) -> int | Refusal:
        """Erase the words of an issue's mentions; returns of how many, 0 where they are gone already."""
        with unit_of_work_line("erase", issue=number, by=by) as line:
            for _ in range(TRIES):
                erased = self._try_to_erase(number, by, asked)
                if erased is not None:
                    line.add(outcome=erased.reason if isinstance(erased, Refusal) else erased)
                    return erased
        raise TemporaryFailure(f"#{number} is being changed by many at once; try again in a moment")

    def export(self, week: Week) -> bytes:
        """The issues opened in `week`, a row a share, as CSV in UTF-8 that spreadsheets open by themselves."""
        with self._open_unit() as unit:
            issues = unit.record.issues_between(week.start, week.end)
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(COLUMNS)
        writer.writerows(rows_of(issues))
        # Without the mark, some spreadsheets take the umlauts for something else.
        return table.getvalue().encode("utf-8-sig")

    def note(self, asked: Asked, what: str, *, issue: int = 0, reason: str = "") -> None:
        """Write into the audit trail what somebody asked for."""
        with self._open_unit() as unit:
            unit.audit.add(self._entry(asked, what, issue=issue, reason=reason))
            unit.commit()

    def _try_to_erase(self, number: int, by: str, asked: Asked | None) -> int | Refusal | None:
        with self._open_unit() as unit:
            erased = unit.mentions.erase(number)
            if not erased and unit.issues.get(number) is None:
                refusal: Refusal | None = Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)
            else:
                answer = self._issues.apply_in(unit, number, EraseWords(by=by)) if erased else None
                if erased and answer is None:
                    return None
                refusal = answer if isinstance(answer, Refusal) else None
            if asked is not None:
                entry = self._entry(asked, EraseWords.__name__, issue=number, reason=refusal.reason if refusal else "")
                unit.audit.add(entry)
            unit.commit()
        return refusal or erased

    def _entry(self, asked: Asked, what: str, *, issue: int, reason: str) -> AuditEntry:
        return AuditEntry(
            at=self._clock.now(), by=asked.standing.user, via=asked.via, what=what, issue=issue, reason=reason
        )
