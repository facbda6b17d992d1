"""The marks that a move leaves in both databases, so that nobody works on half a copy or on what was left behind.

Guarantee: from the first row that is copied to the last one that is compared the target is refused, and from then on
the source is, so that no two bots go on from the same past.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select, update

from bot.errors import SettingsError
from bot.store.database import label
from bot.store.tables import moves
from bot.store.upsert import insert_into


class Side(StrEnum):
    """Which end of a move a database was."""

    SOURCE = "source"
    TARGET = "target"


def mark_of(connection: Connection, side: Side) -> Row[Any] | None:
    """The mark as (side, other, began_at, ended_at), None where there is none."""
    return connection.execute(select(moves).where(moves.c.side == side)).first()


def mark_begin(connection: Connection, side: Side, *, other: str, now: datetime) -> None:
    """Note which other database this one is moved to, or from; a mark that is there already stays."""
    statement = insert_into(connection, moves).values(side=side, other=other, began_at=now)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["side"]))


def mark_end(connection: Connection, side: Side, *, now: datetime) -> None:
    """Note that the move is done."""
    connection.execute(update(moves).where(moves.c.side == side).values(ended_at=now))


def take_mark_away(connection: Connection, side: Side) -> None:
    """As if there had been no move."""
    connection.execute(delete(moves).where(moves.c.side == side))


def refuse_half_moved(engine: Engine) -> None:
    """SettingsError where a move into this database is not done."""
    mark = _seen(engine, Side.TARGET)
    if mark is not None and mark.ended_at is None:
        raise SettingsError(
            f"DATABASE_URL: {label(engine.url)} holds a part of what is being moved there from {mark.other}. "
            "Type the same `doorknock move-database` again, with DATABASE_URL naming the old database: it goes on "
            "where it stopped"
        )


def refuse_moved_away(engine: Engine) -> None:
    """SettingsError where everything in this database has been moved to another one."""
    mark = _seen(engine, Side.SOURCE)
    if mark is not None:
        raise SettingsError(
            f"DATABASE_URL: all that was in {label(engine.url)} has been moved to {mark.other}. Name that one in "
            "DATABASE_URL. To go on from the old one all the same: `doorknock move-database --undo`"
        )


def _seen(engine: Engine, side: Side) -> Row[Any] | None:
    with engine.connect().execution_options(only_reads=True) as connection:
        return mark_of(connection, side)
