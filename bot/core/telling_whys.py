"""What the department hears that was asked why: the question, what became of it, and one reminder.

Guarantee: pure; told from what the issue knew before and knows now, so that no way to end a question is forgotten.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.core.issue import Issue
from bot.core.why_notices import AboutWhyAsk, PostWhyAsk, RemindOfWhyAsk, UpdateWhyAsk


def why_asks(before: Issue, after: Issue, *, now: datetime) -> Iterator[AboutWhyAsk]:
    """What is to be said, at `now`, of the question that changed between the two."""
    old, new = before.why_ask, after.why_ask
    if new is None or new == old:
        return
    if old is None or old.number != new.number:
        yield PostWhyAsk(issue=after.number, number=new.number, channel=new.channel, at=now)
    elif not new.is_open:
        yield UpdateWhyAsk(issue=after.number, number=new.number, channel=new.channel)
    elif new.remind_at is None:
        yield RemindOfWhyAsk(issue=after.number, number=new.number, channel=new.channel, at=now)


def asks_without_words(issue: Issue) -> Iterator[UpdateWhyAsk]:
    """Every question that was ever asked of the issue quotes it, and is shown again once those words are erased."""
    if issue.why_ask is None:
        return
    for number in range(1, issue.why_ask.number + 1):
        yield UpdateWhyAsk(issue=issue.number, number=number, channel=issue.why_ask.channel, version=issue.version)


def is_settled(notice: AboutWhyAsk, issue: Issue) -> bool:
    """Whether a question, or a reminder of it, need not be said any more."""
    ask = issue.why_ask
    is_open = ask is not None and ask.number == notice.number and ask.is_open
    return not (is_open or isinstance(notice, UpdateWhyAsk))
