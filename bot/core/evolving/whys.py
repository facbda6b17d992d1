"""How an issue changes when somebody says why it happened, or asks another department."""

from dataclasses import replace

from bot.core.issue import Issue
from bot.core.why_ask import WhyAsk, WhyEnding
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped, WhyReminded


def apply_why_answered(event: WhyAnswered, issue: Issue) -> Issue:
    """The first answer is the cause, each later one the why of the one before; it settles what was asked elsewhere."""
    ending = WhyEnding.ANSWERED if event.ask else WhyEnding.ANSWERED_ELSEWHERE
    settled = with_ask_ended(issue, ending, by=event.by, words=event.text)
    if not issue.cause:
        return replace(settled, cause=event.text)
    return replace(settled, whys=(*issue.whys, event.text))


def apply_why_asked(event: WhyAsked, issue: Issue) -> Issue:
    """A question stands at another department's door."""
    ask = WhyAsk(
        number=event.number,
        department=event.department,
        channel=event.channel,
        by=event.by,
        at=event.at,
        about=event.about,
        remind_at=event.remind_at,
    )
    return replace(issue, why_ask=ask)


def apply_why_reminded(event: WhyReminded, issue: Issue) -> Issue:
    """There is no second reminder."""
    return replace(issue, why_ask=replace(issue.why_ask, remind_at=None)) if issue.why_ask else issue


def apply_why_dropped(event: WhyDropped, issue: Issue) -> Issue:
    """The question stands nowhere any more."""
    ending = WhyEnding.TAKEN_BACK if event.is_taken_back else WhyEnding.DECLINED
    return with_ask_ended(issue, ending, by=event.by)


def with_ask_ended(issue: Issue, ending: WhyEnding, *, by: str, words: str = "") -> Issue:
    """The same issue, where its question has ended if one was open."""
    if issue.why_ask is None or not issue.why_ask.is_open:
        return issue
    return replace(issue, why_ask=replace(issue.why_ask, ending=ending, ended_by=by, words=words, remind_at=None))
