"""Issues as rows of a table, for whoever wants to count in a spreadsheet.

Guarantee: pure; a cell never begins as a formula, whatever anybody wrote.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.core.issue import Assignment, Issue

COLUMNS = (
    "issue",
    "opened_at",
    "closed_at",
    "status",
    "urgency",
    "brand",
    "rule",
    "tags",
    "mentions",
    "reach",
    "department",
    "role",
    "share",
    "asked_at",
    "answer_by",
    "first_response_at",
    "outcome",
    "cause",
    "public_reply",
)
"""One row a share: an issue that three departments had a hand in has three rows."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(issues: Iterable[Issue]) -> Iterator[tuple[str, ...]]:
    """The rows of `issues`, in the order of COLUMNS; instants in UTC."""
    return (tuple(map(_cell, _row(issue, share))) for issue in issues for share in issue.assignments)


def _row(issue: Issue, share: Assignment) -> tuple[object, ...]:
    return (
        issue.number,
        issue.opened_at,
        issue.closed_at,
        issue.status.value,
        issue.urgency.value,
        issue.brand,
        issue.rule,
        " ".join(issue.tags),
        issue.mentions,
        issue.reach,
        share.department,
        share.role.value,
        share.status.value,
        share.assigned_at,
        share.door.answer_by,
        share.first_response_at,
        share.outcome or issue.outcome,
        issue.cause,
        issue.public_reply,
    )


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
