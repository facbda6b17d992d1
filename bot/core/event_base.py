"""What all events have in common.

Guarantee: every event says when (`at`, aware UTC) and by whom (`by`).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEvent:
    """Something that happened to an issue."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentEvent(IssueEvent):
    """Something that happened to one of its shares."""

    assignment: int
