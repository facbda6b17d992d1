"""Versions of the model behind the port.

Guarantee: numbers are given once, and the last row of uses is what is in force, for all processes alike.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from bot.core.model import ModelUse, ModelVersion
from bot.store import codec
from bot.store.learning_tables import model_uses, models
from bot.store.upsert import insert_into


class ModelsTables:
    """Versions by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: ModelVersion) -> bool:
        """Keep a new version; False where somebody has made one of this number already."""
        values = {"number": version.number, "made_at": version.made_at, "data": codec.to_json(version)}
        statement = insert_into(self._connection, models).values(**values)
        kept = statement.on_conflict_do_nothing(index_elements=["number"]).returning(models.c.number)
        return self._connection.execute(kept).first() is not None

    def get(self, number: int) -> ModelVersion | None:
        """One by its number."""
        row = self._connection.execute(select(models).where(models.c.number == number)).first()
        return codec.from_json(row.data, ModelVersion) if row else None

    def history(self, *, limit: int) -> list[ModelVersion]:
        """The versions, newest first."""
        rows = self._connection.execute(select(models).order_by(models.c.number.desc()).limit(limit))
        return [codec.from_json(row.data, ModelVersion) for row in rows]

    def use(self, use: ModelUse) -> None:
        """Put a version in force."""
        values = {"number": use.number, "by": use.by, "at": use.at, "is_kept": use.is_kept}
        self._connection.execute(insert(model_uses).values(**values))

    def in_force(self, *, at: datetime | None = None) -> ModelUse | None:
        """What is in force, or was at that time; None where nothing had ever been learnt."""
        uses = select(model_uses).order_by(model_uses.c.id.desc()).limit(1)
        row = self._connection.execute(uses if at is None else uses.where(model_uses.c.at < at)).first()
        return _use(row) if row else None

    def last_uses(self, numbers: Sequence[int]) -> dict[int, ModelUse]:
        """The last time each of these versions was put in force."""
        last = select(func.max(model_uses.c.id)).where(model_uses.c.number.in_(numbers)).group_by(model_uses.c.number)
        rows = self._connection.execute(select(model_uses).where(model_uses.c.id.in_(last)))
        return {row.number: _use(row) for row in rows}


def _use(row: Row[Any]) -> ModelUse:
    return ModelUse(number=row.number, by=row.by, at=row.at, is_kept=row.is_kept)
