"""The tables of questions about mentions: what was asked, and who wants it answered every week."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

from bot.store.columns import GIVEN_ONCE, Instant, Json, RowId, metadata

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("by", String(50), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("question", Json, nullable=False),
    Column("encoder", String(200), nullable=False, default=""),
    Column("vector", LargeBinary, nullable=True),
    Index(None, "encoder"),
    Index(None, "asked_at"),
    sqlite_autoincrement=GIVEN_ONCE,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("question", BigInteger, nullable=False),
    Column("channel", String(50), nullable=False),
    Column("by", String(50), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("week", String(10), nullable=False),
    Index(None, "channel"),
    Index(None, "question"),
    sqlite_autoincrement=GIVEN_ONCE,
)
