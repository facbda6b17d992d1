"""Replies behind the port.

Guarantee: one row a message; of a deleted one no word is left.
"""

from sqlalchemy import Connection, select, update

from bot.ports import Reply
from bot.store.tables import replies
from bot.store.upsert import insert_into


class RepliesTable:
    """Replies by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, reply_id: str) -> Reply | None:
        """One reply, deleted or not."""
        row = self._connection.execute(select(replies).where(replies.c.id == reply_id)).first()
        return Reply(**row._asdict()) if row else None

    def add(self, reply: Reply) -> bool:
        """Keep a new one; False where it is known already."""
        statement = insert_into(self._connection, replies).values(
            id=reply.id,
            issue=reply.issue,
            assignment=reply.assignment,
            by=reply.by,
            heard_at=reply.heard_at,
            relayed_to=reply.relayed_to,
            **_as_it_reads(reply),
        )
        added = self._connection.execute(statement.on_conflict_do_nothing().returning(replies.c.id))
        return added.first() is not None

    def change(self, reply: Reply) -> bool:
        """Keep a known one as it reads now; False where it has been deleted meanwhile."""
        standing = (replies.c.id == reply.id) & replies.c.deleted_at.is_(None)
        statement = update(replies).where(standing).values(**_as_it_reads(reply))
        return self._connection.execute(statement).rowcount == 1


def _as_it_reads(reply: Reply) -> dict[str, object]:
    words = "" if reply.deleted_at else reply.words
    return {"words": words, "edited_at": reply.edited_at, "deleted_at": reply.deleted_at}
