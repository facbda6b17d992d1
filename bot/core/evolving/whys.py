"""How an issue changes when somebody says why it happened."""

from dataclasses import replace

from bot.core.issue import Issue
from bot.core.why_events import WhyAnswered


def apply_why_answered(event: WhyAnswered, issue: Issue) -> Issue:
    """The first answer is the cause, each later one the why of the one before."""
    if not issue.cause:
        return replace(issue, cause=event.text)
    return replace(issue, whys=(*issue.whys, event.text))
