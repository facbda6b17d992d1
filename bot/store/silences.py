"""Silences behind the port.

Guarantee: what is over is not read; lifting one ends it at once.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.core.alert_silence import AlertSilence
from bot.store.silence_tables import silences


class SilencesTable:
    """Silences by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, matcher: str, *, until: datetime, by: str) -> int:
        """Keep a new one; returns its id."""
        statement = insert(silences).values(matcher=matcher, until=until, by=by).returning(silences.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def active(self, *, now: datetime) -> list[AlertSilence]:
        """Those that are not over, the first to end first."""
        statement = select(silences).where(silences.c.until > now).order_by(silences.c.until, silences.c.id).limit(100)
        return [AlertSilence(**row._asdict()) for row in self._connection.execute(statement)]

    def lift(self, number: int) -> bool:
        """End one; False where there is none."""
        return self._connection.execute(delete(silences).where(silences.c.id == number)).rowcount == 1
