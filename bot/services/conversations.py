"""Conversations of the strategist with departments: noted once, and followed up on their day.

Guarantee: a form that is sent twice is one conversation; a follow-up is reminded of once, in the transaction that notes
it, however many processes tick.
"""

from bot.clock import Clock
from bot.core.conversation import Conversation
from bot.core.notices import RemindOfFollowUp
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit
from bot.services.stories import CLOCKS_APART

AT_ONCE = 20
"""Follow-ups reminded of in one go."""


class Conversations:
    """Keeps conversations, and reminds of what was to be come back to."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock

    def note(self, conversation: Conversation, *, key: str) -> None:
        """Keep a conversation; `key` is that of the form it came by."""
        with self._open_unit() as unit:
            if unit.received.first_sight(key, now=self._clock.now()):
                unit.conversations.add(conversation)
                unit.commit()

    def forget(self, number: int, *, by: str) -> Conversation | None:
        """Take a conversation that `by` has noted out for good; returns what it was, None where it is gone already."""
        with self._open_unit() as unit:
            gone = unit.conversations.forget(number, by=by)
            unit.commit()
        return gone

    def last(self) -> Conversation | None:
        """The last one that was held with anybody, None where there was none."""
        with self._open_unit().for_reading() as unit:
            latest = unit.conversations.latest(before=self._clock.now() + CLOCKS_APART)
        return max(latest.values(), key=lambda each: each.held_at, default=None)

    def tick(self) -> int:
        """Remind of the follow-ups whose day has come; returns of how many."""
        now = self._clock.now()
        with self._open_unit().for_reading() as unit:
            due = unit.conversations.due(now=now, limit=AT_ONCE)
        for each in due:
            self._remind(each)
        return len(due)

    def _remind(self, conversation: Conversation) -> None:
        now = self._clock.now()
        with unit_of_work_line("follow_up_talk", conversation=conversation.id), self._open_unit() as unit:
            if unit.conversations.reminded(conversation.id, at=now):
                notice = RemindOfFollowUp(channel=conversation.by, conversation=conversation.id)
                unit.outbox.enqueue([notice], now=now)
                unit.commit()
