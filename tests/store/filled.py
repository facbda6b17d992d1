"""Rows for every table there is, made from the types of its columns: a table that is added is filled as well."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Table, insert

from bot.store.columns import Instant

ROWS = 7
FIRST_ISSUE = 1001
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

VALUES: Mapping[type, Callable[[int], Any]] = {
    bool: lambda number: number % 2 == 0,
    int: lambda number: 10 * number + 1,
    float: lambda number: number / 3,
    datetime: lambda number: NOON + timedelta(hours=number, microseconds=number * 111),
    bytes: lambda number: bytes(range(number, 250)),
    # What the two databases write differently: the order of keys, great and small numbers, letters of all kinds.
    dict: lambda number: {"zebra": [1e16, 1e-7, 1.0, number / 7, None], "äpfel 🍎": {"b": number, "a": "„so“ \\ \n"}},
    # Of different order by bytes and by a language's rules.
    str: lambda number: f"{'aBäbÄ-_'[number]}{number}",
}


def fill(connection: Connection, metadata: MetaData, *, without: str = "") -> None:
    """A few rows in every table; what refers to an issue refers to one that is there."""
    for table in metadata.sorted_tables:
        if table.name != without:
            connection.execute(insert(table), [row_of(table, number) for number in range(ROWS)])


def row_of(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: Column[Any], number: int) -> Any:
    if column.nullable and number % 3 == 0:
        return None
    if column.foreign_keys or (column.table.name, column.name) == ("issues", "number"):
        return FIRST_ISSUE + number
    return VALUES[_kind(column)](number)


def _kind(column: Column[Any]) -> type:
    if isinstance(column.type, Instant):
        return datetime
    return dict if isinstance(column.type, JSON) else column.type.python_type
