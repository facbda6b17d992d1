"""How soon what happened to an issue is told, among all that waits for Slack's pace in a channel.

Guarantee: pure. One more voice in a storm never keeps a new card waiting, and what a person does shows before what
merely comes in; only emergencies go before it.
"""

from collections.abc import Sequence

from bot.core.classification import Urgency
from bot.core.commands import DOORKNOCK
from bot.core.events import Event
from bot.core.growing import is_milestone
from bot.core.issue import Issue
from bot.core.storm_events import MentionJoined


def haste(issue: Issue, events: Sequence[Event]) -> int:
    """The rank in the outbox of what is told about `events`, which led to `issue`: 0 (may wait) to 3 (at once)."""
    if any(event.by != DOORKNOCK for event in events):
        return max(issue.urgency.rank, Urgency.HIGH.rank)
    if all(_is_one_more(event) for event in events):
        # A storm's card would be edited each second, in front of every other card of its channel.
        return min(issue.urgency.rank, Urgency.NORMAL.rank)
    return issue.urgency.rank


def _is_one_more(event: Event) -> bool:
    return isinstance(event, MentionJoined) and not is_milestone(event.mentions)
