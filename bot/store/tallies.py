"""Counts of what happens, behind the port.

Guarantee: one statement a label, in the order of the labels, so that two transactions that count at once wait for each
other and never block each other.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from bot.ports import Tally
from bot.store.tables import tallies
from bot.store.upsert import insert_into


class TalliesTable:
    """Tallies by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: Tally, amounts: Mapping[str, float]) -> None:
        """Add amounts by label."""
        for label, amount in sorted(amounts.items()):
            statement = insert_into(self._connection, tallies).values(name=name, label=label[:100], value=amount)
            self._connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["name", "label"], set_={"value": tallies.c.value + statement.excluded.value}
                )
            )

    def all(self) -> dict[Tally, dict[str, float]]:
        """All counts by name and label; a name that this version does not know is left out."""
        found: dict[Tally, dict[str, float]] = {name: {} for name in Tally}
        for row in self._connection.execute(select(tallies).order_by(tallies.c.name, tallies.c.label)):
            if row.name in found:
                found[Tally(row.name)][row.label] = row.value
        return found
