"""What SQLite means to do for a question: which tables it reads from end to end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

Statement = tuple[str, Any]


@contextmanager
def heard_selects() -> Iterator[list[Statement]]:
    """The SELECTs that are run meanwhile, on any engine."""
    heard: list[Statement] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            heard.append((statement, values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def scans(engine: Engine, statements: Sequence[Statement]) -> list[str]:
    """The steps of the statements' plans that read something from end to end, in SQLite's words."""
    found: dict[str, None] = {}
    with engine.connect() as connection:
        for statement, values in dict(statements).items():
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            found |= {row.detail: None for row in plan if row.detail.startswith("SCAN")}
    return list(found)
