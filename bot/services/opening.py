"""Opening an issue for a mention: stored with its first events, and its cards on their way.

Guarantee: all of it in the caller's transaction.
"""

from datetime import datetime

from bot.core.decide import decide_opening
from bot.core.evolve import fold
from bot.core.issue import Issue
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.schedule import with_due_times
from bot.core.telling import notices_for
from bot.ports import StoredMention, UnitOfWork


def open_issue(
    unit: UnitOfWork,
    stored: StoredMention,
    routing: Routing,
    *,
    number: int,
    rulebook: Rulebook,
    now: datetime,
    split_from: int = 0,
) -> Issue:
    """The issue `number` for `stored`, which goes where `routing` says; `split_from` is the one it had joined."""
    events = decide_opening(
        number=number,
        mention_id=stored.id,
        mention=stored.mention,
        routing=routing,
        rulebook=rulebook,
        now=now,
        split_from=split_from,
    )
    issue = with_due_times(fold(events), rulebook)
    unit.issues.add(issue, events)
    unit.outbox.enqueue(notices_for(None, issue, tuple(events)), now=now, urgency_rank=issue.urgency.rank)
    return issue
