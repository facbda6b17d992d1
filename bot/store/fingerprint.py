"""What a table holds, as one number: equal on SQLite and PostgreSQL where the rows are equal.

Guarantee: neither the order of rows, nor the order of keys inside JSON, nor how a database writes a number changes it;
any other difference does. A table of any size is read in little memory.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Table, select

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How many rows, and the sum of their hashes."""

    rows: int
    checksum: str


def fingerprint(connection: Connection, table: Table) -> Fingerprint:
    """Count and add up all rows of a table."""
    rows, total = 0, 0
    for row in connection.execute(select(table), execution_options={"yield_per": AT_ONCE}):
        rows += 1
        total += int.from_bytes(sha256(_written(row)).digest())
    return Fingerprint(rows, f"{total % 2**256:064x}")


def _written(row: Sequence[object]) -> bytes:
    return json.dumps([_plain(value) for value in row], sort_keys=True, default=_as_text).encode()


def _plain(value: object) -> object:
    """Numbers without a fraction as whole ones: PostgreSQL does not tell 1e16 and 10000000000000000 apart."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} stands in no table")
