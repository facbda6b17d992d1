"""Splitting a mention off: it had joined an issue and is about something else, so it becomes an issue of its own.

Guarantee: the mention goes, the new issue is there and its card on its way, all in the caller's transaction or nothing.
What was split off from an issue, and whatever is nearer to that than to the issue, does not join it again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core.commands import Command, Split
from bot.core.decide import decide
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Facts, Routing, route
from bot.core.rulebook import Rulebook
from bot.ports import Outcome, StoredMention, UnitOfWork
from bot.services.opening import open_issue

LOOKED_AT = 1_000
"""Mentions of a storm, in which the author's others are looked for."""

ApplyOne = Callable[[UnitOfWork, int, Command], Issue | Refusal | None]
"""Applies a command to one issue; None where somebody else was first."""


def split_in(
    unit: UnitOfWork, number: int, command: Split, *, apply_one: ApplyOne, now: datetime, rulebook: Rulebook
) -> Issue | Refusal | None:
    """Split a mention off from the issue `number`; None where it is to be tried again from the beginning."""
    issue, stored = unit.issues.get(number), unit.mentions.get(command.mention)
    if issue is None:
        return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)
    decision = decide(issue, command, now=now, rulebook=rulebook)
    if isinstance(decision, Refusal):
        return decision
    if stored is None or stored.issue != number or stored.outcome is not Outcome.JOINED:
        return Refusal(reason=RefusalReason.NOT_JOINED, issue=number)
    into = unit.issues.next_number()
    reach = stored.mention.author.followers or 0
    said_at, is_repeated = stored.mention.said_at, _has_said_more(unit, stored, number)
    split = replace(command, into=into, reach=reach, said_at=said_at, is_repeated=is_repeated)
    changed = apply_one(unit, number, split)
    if not isinstance(changed, Issue):
        return changed
    routing = _of_its_own(stored, rulebook, now=now)
    open_issue(unit, stored, routing, number=into, rulebook=rulebook, now=now, split_from=number)
    return changed if unit.mentions.split_off(stored.id, of=number, into=into, routing=routing) else None


def _has_said_more(unit: UnitOfWork, stored: StoredMention, number: int) -> bool:
    """Whether another mention of the same author stays."""
    by = stored.mention.said_by
    there = unit.mentions.of_issue(number, limit=LOOKED_AT) if by else []
    return any(each.id != stored.id and each.mention.said_by == by for each in there)


def _of_its_own(stored: StoredMention, rulebook: Rulebook, *, now: datetime) -> Routing:
    """Where it goes by itself: when it came it was one of many, and what is asked of a storm is not asked of it."""
    triage = Routing(department=rulebook.triage.key)
    if stored.classification is None:
        return triage
    routing = route(rulebook, Facts(mention=stored.mention, classification=stored.classification, now=now))
    # Somebody wants it seen to, so no rule dismisses it.
    return triage if routing.department is None else routing
