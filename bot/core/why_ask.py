"""A why that was asked at another department's door: whose, about what, and what became of it.

Guarantee: plain frozen data; of one issue there is one question at a time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WhyEnding(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    """Somebody else has said it meanwhile."""
    DECLINED = "declined"
    """They cannot say."""
    TAKEN_BACK = "taken_back"
    REOPENED = "reopened"
    """The issue is open again, and may end for another reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAsk:
    """One question. `number` counts those of the issue from 1, `about` is the answer that it asks further from.

    `about` is "" where nothing was said yet. `remind_at` is when the department is reminded, once; None where it was.
    `words` are those of the answer.
    """

    number: int
    department: str
    channel: str
    by: str
    at: datetime
    about: str = ""
    remind_at: datetime | None = None
    ending: WhyEnding | None = None
    ended_by: str = ""
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether an answer is still hoped for."""
        return self.ending is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWhy:
    """A question that waits for an answer, and where the issue's own card stands."""

    issue: int
    assignment: int
    asker: str
    ask: WhyAsk
