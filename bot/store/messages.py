"""What stands in Slack, behind the port.

Guarantee: a notice leads to at most one message, and a message to the assignment it is about.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from bot.core.notices import Notice, PostCard, PostReminder, TellFollower
from bot.core.why_notices import PostWhyAsk, RemindOfWhyAsk
from bot.ports import MessageRef, Posted
from bot.store.tables import messages
from bot.store.upsert import insert_into


class MessagesTable:
    """Messages by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def posted(self, notice: Notice, posted: Posted) -> None:
        """Note where a notice was posted."""
        statement = insert_into(self._connection, messages).values(
            key=notice.key,
            kind=type(notice).__name__,
            issue=getattr(notice, "issue", None),
            assignment=getattr(notice, "assignment", None),
            number=getattr(notice, "number", 0),
            channel=posted.channel,
            ts=posted.ts,
            is_removed=False,
        )
        self._connection.execute(statement.on_conflict_do_nothing())

    def of(self, key: str) -> MessageRef | None:
        """Where the notice with this key was posted, None if it was not or has been removed."""
        row = self._connection.execute(
            select(messages.c.channel, messages.c.ts).where(messages.c.key == key, ~messages.c.is_removed)
        ).first()
        return MessageRef(channel=row.channel, ts=row.ts) if row else None

    def card_of(self, issue: int, assignment: int) -> MessageRef | None:
        """An assignment's card."""
        return self.of(PostCard(issue=issue, assignment=assignment, channel="").key)

    def cards_of(self, issue: int) -> dict[int, MessageRef]:
        """Where each card of an issue stands, by assignment."""
        return {assignment: ref for (_, assignment), ref in self.cards_of_all([issue]).items()}

    def cards_of_all(self, issues: Sequence[int]) -> dict[tuple[int, int], MessageRef]:
        """Where each card of several issues stands, by (issue, assignment)."""
        statement = select(messages.c.issue, messages.c.assignment, messages.c.channel, messages.c.ts).where(
            messages.c.issue.in_(issues), messages.c.kind == PostCard.__name__, ~messages.c.is_removed
        )
        rows = self._connection.execute(statement)
        return {(row.issue, row.assignment): MessageRef(channel=row.channel, ts=row.ts) for row in rows}

    def reminders(self, issue: int, assignment: int, *, up_to: int) -> list[MessageRef]:
        """Reminders that still stand in the thread, up to and including this number."""
        statement = select(messages.c.channel, messages.c.ts).where(
            messages.c.issue == issue,
            messages.c.assignment == assignment,
            messages.c.kind == PostReminder.__name__,
            messages.c.number <= up_to,
            ~messages.c.is_removed,
        )
        return [MessageRef(channel=row.channel, ts=row.ts) for row in self._connection.execute(statement)]

    def assignment_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, assignment) of the message at this place, be it the card or a line of its thread."""
        row = self._connection.execute(
            select(messages.c.issue, messages.c.assignment).where(
                messages.c.channel == channel,
                messages.c.ts == ts,
                # News for followers, or a why put to another department: what is written beside it answers no door.
                messages.c.kind.not_in((TellFollower.__name__, PostWhyAsk.__name__, RemindOfWhyAsk.__name__)),
            )
        ).first()
        return (row.issue, row.assignment) if row and row.issue is not None else None

    def why_ask_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, number) of the question that the message at this place puts to a department."""
        is_there = (messages.c.channel == channel) & (messages.c.ts == ts)
        row = self._connection.execute(
            select(messages.c.issue, messages.c.number).where(is_there, messages.c.kind == PostWhyAsk.__name__)
        ).first()
        return (row.issue, row.number) if row else None

    def removed(self, ref: MessageRef) -> None:
        """Note that a message is gone."""
        place = (messages.c.channel == ref.channel) & (messages.c.ts == ref.ts)
        self._connection.execute(update(messages).where(place).values(is_removed=True))
