"""What is recorded when somebody says why something happened.

Guarantee: an answer is never changed; a further why stands on the one before it.
"""

from dataclasses import dataclass

from bot.core.event_base import IssueEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAnswered(IssueEvent):
    """Why it happened; `depth` counts from 1, and from 2 on it says why the answer before it is so."""

    text: str
    depth: int
