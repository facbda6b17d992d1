"""The audit trail behind the port: who asked for what, by which way, and whether it was done.

Guarantee: entries are added and read, never changed; one stands or falls with the change that it tells of.
"""

from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from bot.ports import AuditEntry, AuditQuery
from bot.store.tables import audit


class AuditTable:
    """The audit trail by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        """Write one entry down, in the transaction of the change itself."""
        self._connection.execute(insert(audit).values(**asdict(entry)))

    def find(self, query: AuditQuery) -> list[AuditEntry]:
        """Entries that match, oldest first; where there are more than its limit, the newest of them."""
        columns = [column for column in audit.c if column.name != "id"]
        statement = select(*columns).order_by(audit.c.id.desc()).limit(query.limit)
        if query.issue is not None:
            statement = statement.where(audit.c.issue == query.issue)
        if query.by:
            statement = statement.where(audit.c.by == query.by)
        if query.since is not None:
            statement = statement.where(audit.c.at >= query.since)
        if query.only_refused:
            statement = statement.where(audit.c.reason != "")
        rows = self._connection.execute(statement).mappings()
        return [AuditEntry(**row) for row in rows][::-1]
