"""What is recorded when somebody says why something happened, or asks another department.

Guarantee: an answer is never changed; a further why stands on the one before it.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.event_base import IssueEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAnswered(IssueEvent):
    """Why it happened; `depth` counts from 1, and from 2 on it says why the answer before it is so.

    `ask` is the number of the question that it answers, and `department` whom that had been put to; 0 and "" where
    somebody said it unasked.
    """

    text: str
    depth: int
    ask: int = 0
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAsked(IssueEvent):
    """Another department was asked why `about` is so, or why it happened where that is ""."""

    number: int
    department: str
    channel: str
    about: str
    remind_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyReminded(IssueEvent):
    """The department was reminded of the question."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyDropped(IssueEvent):
    """The question is not to be answered: the department cannot say, or it was taken back."""

    number: int
    department: str
    is_taken_back: bool
