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
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Asked, Via
from bot.core.week import Week
from bot.errors import TemporaryFailure
from bot.logs import unit_of_work_line
from bot.ports import AuditEntry, OpenUnit, Outcome, UnitOfWork
from bot.services.issues import TRIES, IssueService
from bot.services.quoting import show_without


def why_not_erase(issue: Issue | None, number: int) -> Refusal | None:
    """Why nothing can be erased in issue `number`, None where it can: what was merged has its mentions elsewhere."""
    if issue is None:
        return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)
    if issue.merged_into is not None:
        return Refusal(reason=RefusalReason.ISSUE_MERGED, issue=number, what=str(issue.merged_into))
    return None


def _with_parts(unit: UnitOfWork, issue: Issue) -> set[int]:
    """The issue's number, and those of all that was merged into it, by whatever way."""
    found, new = {issue.number}, list(issue.taken_in)
    while new:
        number = new.pop()
        part = unit.issues.get(number)
        if part is not None and number not in found:
            found.add(number)
            new += part.taken_in
    return found


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

    def erase_mention(self, mention: int, *, by: str) -> int | Refusal | None:
        """Erase the words of a mention that is part of no issue; 0 where they are gone already, None where it is none.

        Refused with the number of its issue where it has one: then that is what is to be erased.
        """
        with unit_of_work_line("erase", mention=mention, by=by) as line, self._open_unit() as unit:
            found = unit.mentions.get(mention)
            if found is None:
                return None
            if found.issue is not None:
                return Refusal(reason=RefusalReason.ISSUE_MERGED, issue=found.issue, what=str(found.issue))
            if found.outcome is Outcome.WAITING:
                raise TemporaryFailure(f"mention {mention} is being sorted still; please try again in a minute")
            erased = unit.mentions.erase(mention=mention)
            show_without(unit, mention=mention, now=self._clock.now())
            unit.audit.add(self._entry(EraseWords.__name__, by=by, via=Via.COMMAND, issue=0, reason=""))
            unit.commit()
            line.add(outcome=erased)
        return erased

    def export(self, week: Week) -> bytes:
        """The issues opened in `week`, a row a share, as CSV in UTF-8 that spreadsheets open by themselves."""
        with self._open_unit().for_reading() as unit:
            issues = unit.record.issues_between(week.start, week.end)
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(COLUMNS)
        writer.writerows(rows_of(issues))
        # Without the mark, some spreadsheets take the umlauts for something else.
        return table.getvalue().encode("utf-8-sig")

    def note(self, what: str, *, by: str, via: Via, issue: int = 0, reason: str = "") -> None:
        """Write into the audit trail what somebody asked for, and why it was refused, if it was."""
        with self._open_unit() as unit:
            unit.audit.add(self._entry(what, by=by, via=via, issue=issue, reason=reason))
            unit.commit()

    def _try_to_erase(self, number: int, by: str, asked: Asked | None) -> int | Refusal | None:
        with self._open_unit() as unit:
            answer = self._erased_in(unit, number, by)
            if answer is None:
                return None
            if asked is not None:
                reason = answer.reason if isinstance(answer, Refusal) else ""
                by, via = asked.standing.user, asked.via
                unit.audit.add(self._entry(EraseWords.__name__, by=by, via=via, issue=number, reason=reason))
            unit.commit()
        return answer

    def _erased_in(self, unit: UnitOfWork, number: int, by: str) -> int | Refusal | None:
        """How many were erased; None where somebody else was first: begin again."""
        issue = unit.issues.get(number)
        refusal = why_not_erase(issue, number)
        if issue is None or refusal is not None:
            return refusal
        erased = unit.mentions.erase(number)
        if erased:
            # What was merged into it still shows, on cards of its own, mentions that belong here now.
            told = [self._issues.apply_in(unit, each, EraseWords(by=by)) for each in sorted(_with_parts(unit, issue))]
            if not all(isinstance(each, Issue) for each in told):
                return None
            show_without(unit, issue=number, now=self._clock.now())
        return erased

    def _entry(self, what: str, *, by: str, via: Via, issue: int, reason: str) -> AuditEntry:
        return AuditEntry(at=self._clock.now(), by=by, via=via, what=what, issue=issue, reason=reason)
