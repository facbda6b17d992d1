"""The tables of what is learnt: lessons, versions of the model, and which of them were in force.

Guarantee: no words of any mention are in them, so that erasing a mention leaves none behind.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table

from bot.store.columns import Instant, Json, RowId, metadata

lessons = Table(
    "lessons",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("issue", BigInteger, nullable=False),
    Column("mention", BigInteger, nullable=False),
    Column("aspect", String(20), nullable=False),
    Column("label", String(100), nullable=False),
    Column("was", String(100), nullable=False),
    Column("how", String(20), nullable=False),
    Column("by", String(50), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("ended_at", Instant, nullable=True),
    Column("ended_by", String(50), nullable=False, default=""),
    Index(None, "mention", "aspect"),
    Index(None, "issue"),
    Index(None, "state", "id"),
)

models = Table(
    "models",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("made_at", Instant, nullable=False),
    Column("data", Json, nullable=False),
)

model_uses = Table(
    "model_uses",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("number", BigInteger, nullable=False),
    Column("by", String(50), nullable=False),
    Column("at", Instant, nullable=False),
    Column("is_kept", Boolean, nullable=False),
    Index(None, "number"),
)
