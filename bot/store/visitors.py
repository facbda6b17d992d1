"""Who has visited the App Home, behind the port.

Guarantee: one row a person, and nothing in it but when they came, what they leafed to and how far the tour has got.
"""

from sqlalchemy import Connection, select

from bot.ports import Visitor
from bot.store.mentions import insert_into
from bot.store.tables import visitors


class VisitorsTable:
    """Visitors by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, user: str) -> Visitor | None:
        """Somebody who has been here."""
        row = self._connection.execute(select(visitors).where(visitors.c.user == user)).first()
        if row is None:
            return None
        return Visitor(
            user=user,
            first_seen=row.first_seen,
            seen_at=row.seen_at,
            pages=row.pages,
            tour_step=row.tour_step,
            tour_done_at=row.tour_done_at,
        )

    def put(self, visitor: Visitor) -> None:
        """Note a visitor as they are now."""
        values = {
            "first_seen": visitor.first_seen,
            "seen_at": visitor.seen_at,
            "pages": visitor.pages,
            "tour_step": visitor.tour_step,
            "tour_done_at": visitor.tour_done_at,
        }
        statement = insert_into(self._connection, visitors).values(user=visitor.user, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["user"], set_=values))
