"""The strategist's conversations, behind the port.

Guarantee: one row a conversation; its follow-up is reminded of by whoever notes that first.
"""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.core.conversation import Conversation
from bot.store.tables import conversations


class ConversationsTable:
    """Conversations by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation: Conversation) -> int:
        """Keep a new one; returns its id."""
        values = {name: value for name, value in asdict(conversation).items() if name != "id"}
        statement = insert(conversations).values(**values).returning(conversations.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def get(self, number: int) -> Conversation | None:
        """One by its id."""
        row = self._connection.execute(select(conversations).where(conversations.c.id == number)).first()
        return Conversation(**row._asdict()) if row else None

    def of(self, department: str, *, limit: int) -> list[Conversation]:
        """Those with one department, newest first."""
        known = conversations.c
        statement = select(conversations).where(known.department == department)
        rows = self._connection.execute(statement.order_by(known.held_at.desc(), known.id.desc()).limit(limit))
        return [Conversation(**row._asdict()) for row in rows]

    def latest(self, *, before: datetime) -> dict[str, Conversation]:
        """The last one with each department, of those held before then."""
        known = conversations.c
        last = (
            select(known.department, func.max(known.held_at, type_=known.held_at.type).label("at"))
            .where(known.held_at < before)
            .group_by(known.department)
            .subquery()
        )
        is_last = (known.department == last.c.department) & (known.held_at == last.c.at)
        rows = self._connection.execute(select(conversations).join(last, is_last).order_by(known.id))
        return {row.department: Conversation(**row._asdict()) for row in rows}

    def forget(self, number: int, *, by: str) -> Conversation | None:
        """Take one out for good, if `by` has noted it; returns what it was, None where there is none of theirs."""
        is_theirs = (conversations.c.id == number) & (conversations.c.by == by)
        row = self._connection.execute(delete(conversations).where(is_theirs).returning(conversations)).first()
        return Conversation(**row._asdict()) if row else None

    def due(self, *, now: datetime, limit: int) -> list[Conversation]:
        """Those whose follow-up has come and was not reminded of, longest due first."""
        known = conversations.c
        is_due = known.reminded_at.is_(None) & (known.follow_up_at <= now)
        rows = self._connection.execute(
            select(conversations).where(is_due).order_by(known.follow_up_at, known.id).limit(limit)
        )
        return [Conversation(**row._asdict()) for row in rows]

    def reminded(self, number: int, *, at: datetime) -> bool:
        """Note that its follow-up was reminded of; False where somebody has noted it already."""
        known = conversations.c
        is_first = (known.id == number) & known.reminded_at.is_(None)
        return self._connection.execute(update(conversations).where(is_first).values(reminded_at=at)).rowcount == 1
