"""When mentions came in, behind the port.

Guarantee: reads by the index of times alone; canaries, and what nobody had to act on, are left out.
"""

from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.core.canary import CANARY
from bot.ports import Outcome
from bot.ports.rises import Arrival
from bot.store.tables import mentions

_COUNTED = (Outcome.OPENED, Outcome.JOINED, Outcome.ERASED)


class ArrivalsTable:
    """Arrivals by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def between(self, start: datetime, end: datetime) -> list[Arrival]:
        """What came in with start <= at < end and was not dismissed, oldest first."""
        brand = mentions.c.data["brand"].as_string().label("brand")
        published = mentions.c.data["published_at"].as_string().label("published")
        statement = (
            select(mentions.c.id, mentions.c.received_at, brand, published)
            .where(mentions.c.received_at >= start, mentions.c.received_at < end)
            .where(mentions.c.outcome.in_(_COUNTED), mentions.c.source != CANARY)
            .order_by(mentions.c.received_at, mentions.c.id)
        )
        return [
            Arrival(
                mention=row.id,
                at=row.received_at,
                said_at=datetime.fromisoformat(row.published) if row.published else row.received_at,
                brand=row.brand or "",
            )
            for row in self._connection.execute(statement)
        ]

    def known_since(self) -> datetime | None:
        """When the first mention of all came in, None where there is none."""
        first: datetime | None = self._connection.execute(
            select(func.min(mentions.c.received_at, type_=mentions.c.received_at.type))
        ).scalar()
        return first
