"""Whys: once it is over, people say why it happened, and why that.

Guarantee: pure; five are asked at most, and none of an issue that is still open.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core.deciding.shares import Decision, refuse
from bot.core.issue import Issue
from bot.core.refusal import RefusalReason
from bot.core.rulebook import Rulebook
from bot.core.why_events import WhyAnswered

DEEPEST = 5
"""Whoever has asked five times has arrived at something that can be changed, or at the beginning of the world."""


def decide_answer_why(command: cmd.AnswerWhy, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Write down the next why; one that has been said already says nothing new."""
    if issue.is_open:
        return refuse(RefusalReason.WHY_TOO_EARLY, issue)
    if len(issue.chain) >= DEEPEST:
        return refuse(RefusalReason.DEEP_ENOUGH, issue)
    text = command.text.strip()
    if not text:
        return refuse(RefusalReason.NOTHING_TO_SAY, issue)
    if text in issue.chain:
        return ()
    return (WhyAnswered(at=now, by=command.by, text=text, depth=len(issue.chain) + 1),)
