"""How far each source has been read, and what has been received already, behind the ports."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, or_, select, update

from bot.store.tables import cursors, received
from bot.store.upsert import insert_into

LONGEST_KEY = 300


class CursorsTable:
    """Cursors by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: str) -> str:
        """The cursor of `source`, "" at first."""
        found = self._connection.execute(select(cursors.c.cursor).where(cursors.c.source == source)).scalar()
        return found or ""

    def set(self, source: str, cursor: str) -> None:
        """Move it."""
        statement = insert_into(self._connection, cursors).values(source=source, cursor=cursor, owner="")
        self._connection.execute(statement.on_conflict_do_update(index_elements=["source"], set_={"cursor": cursor}))

    def lease(self, source: str, *, owner: str, now: datetime, until: datetime) -> bool:
        """Become the only poller of `source` until `until`; False while another one is."""
        statement = insert_into(self._connection, cursors).values(
            source=source, cursor="", owner=owner, lease_until=until
        )
        is_free = or_(cursors.c.lease_until.is_(None), cursors.c.lease_until <= now, cursors.c.owner == owner)
        taken = self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["source"], set_={"owner": owner, "lease_until": until}, where=is_free
            ).returning(cursors.c.source)
        )
        return taken.first() is not None

    def holders(self) -> list[str]:
        """Who has a lease of one, be it over."""
        held = select(cursors.c.owner).where(cursors.c.owner != "", cursors.c.lease_until.is_not(None))
        return list(self._connection.execute(held.distinct()).scalars())

    def release(self, owner: str, *, but: str) -> int:
        """Let what `owner` holds be free at once, except for `but`; returns how many. For owners that are no more."""
        held = (cursors.c.owner == owner) & (cursors.c.source != but) & cursors.c.lease_until.is_not(None)
        return self._connection.execute(update(cursors).where(held).values(lease_until=None)).rowcount


class ReceivedTable:
    """Received keys by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first_sight(self, key: str, *, now: datetime) -> bool:
        """True the first time, False on a replay."""
        statement = insert_into(self._connection, received).values(key=_fitting(key), at=now)
        taken = self._connection.execute(
            statement.on_conflict_do_nothing(index_elements=["key"]).returning(received.c.key)
        )
        return taken.first() is not None

    def forget(self, *, before: datetime, limit: int) -> int:
        """Drop up to `limit` ids first seen before then; returns how many."""
        old = select(received.c.key).where(received.c.at < before).order_by(received.c.at).limit(limit)
        return self._connection.execute(delete(received).where(received.c.key.in_(old))).rowcount


def _fitting(key: str) -> str:
    # Senders choose their ids; one longer than the column is kept by its hash.
    return key if len(key) <= LONGEST_KEY else f"sha256:{sha256(key.encode()).hexdigest()}"
