"""A why asked at another department's door: put, answered, turned down, taken back, reminded of once.

Guarantee: pure; of one issue there is one question at a time, and only while there is a why left to be asked.
"""

from datetime import datetime, timedelta

from bot.core import commands as cmd
from bot.core.deciding.shares import Decision, refuse
from bot.core.deciding.whys import DEEPEST, decide_answer_why
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook
from bot.core.why_ask import WhyAsk
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped, WhyReminded

REMIND_AFTER = timedelta(hours=16)
"""Of the department's working time: two days. A why is never urgent."""


def decide_ask_why(command: cmd.AskWhy, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Ask a department why the last answer is so; with `text`, that is given first."""
    if issue.is_open:
        return refuse(RefusalReason.WHY_TOO_EARLY, issue)
    if issue.why_ask is not None and issue.why_ask.is_open:
        return refuse(RefusalReason.WHY_ASKED_ALREADY, issue, what=issue.why_ask.department)
    department = rulebook.department(command.department)
    if department is None:
        return refuse(RefusalReason.NO_SUCH_DEPARTMENT, issue, what=command.department)
    if department.key == issue.owner.department:
        return refuse(RefusalReason.ALREADY_THERE, issue, what=department.key)
    said = _said_first(command, issue, now=now, rulebook=rulebook)
    if isinstance(said, Refusal):
        return said
    chain = (*issue.chain, *(each.text for each in said))
    if len(chain) >= DEEPEST:
        return refuse(RefusalReason.DEEP_ENOUGH, issue)
    hours = department.hours
    asked = WhyAsked(
        at=now,
        by=command.by,
        number=(issue.why_ask.number if issue.why_ask else 0) + 1,
        department=department.key,
        channel=department.channel,
        about=chain[-1] if chain else "",
        remind_at=hours.next_open(hours.add(now, REMIND_AFTER)),
    )
    return (*said, asked)


def _said_first(
    command: cmd.AskWhy, issue: Issue, *, now: datetime, rulebook: Rulebook
) -> tuple[WhyAnswered, ...] | Refusal:
    if not command.text.strip():
        return ()
    answer = cmd.AnswerWhy(by=command.by, text=command.text)
    decision = decide_answer_why(answer, issue, now=now, rulebook=rulebook)
    if isinstance(decision, Refusal):
        return decision
    return tuple(event for event in decision if isinstance(event, WhyAnswered))


def decide_answer_asked_why(
    command: cmd.AnswerAskedWhy, issue: Issue, *, now: datetime, rulebook: Rulebook
) -> Decision:
    """The department that was asked says why."""
    ask, text = _open_ask(command.ask, issue), command.text.strip()
    if isinstance(ask, Refusal):
        return ask
    if not text:
        return refuse(RefusalReason.NOTHING_TO_SAY, issue)
    depth = len(issue.chain) + 1
    return (WhyAnswered(at=now, by=command.by, text=text, depth=depth, ask=ask.number, department=ask.department),)


def decide_decline_why(command: cmd.DeclineWhy, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """The department that was asked cannot say."""
    return _dropped(command, issue, now=now, is_taken_back=False)


def decide_take_why_back(command: cmd.TakeWhyBack, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """It need not be answered any more."""
    return _dropped(command, issue, now=now, is_taken_back=True)


def decide_remind_of_why(command: cmd.RemindOfWhy, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Remind of it once, while the department is at work."""
    ask = issue.why_ask
    if ask is None or not ask.is_open or ask.remind_at is None or ask.remind_at > now:
        return ()
    is_at_work = rulebook.door(ask.department).hours.is_open(now)
    return (WhyReminded(at=now, by=command.by, number=ask.number),) if is_at_work else ()


def _dropped(
    command: cmd.DeclineWhy | cmd.TakeWhyBack, issue: Issue, *, now: datetime, is_taken_back: bool
) -> Decision:
    ask = _open_ask(command.ask, issue)
    if isinstance(ask, Refusal):
        return ask
    return (
        WhyDropped(at=now, by=command.by, number=ask.number, department=ask.department, is_taken_back=is_taken_back),
    )


def _open_ask(number: int, issue: Issue) -> WhyAsk | Refusal:
    ask = issue.why_ask
    if ask is None or ask.number != number or not ask.is_open:
        return refuse(RefusalReason.WHY_SETTLED, issue)
    return ask
