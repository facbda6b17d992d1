"""The table of silences."""

from sqlalchemy import Column, Index, String, Table

from bot.store.columns import GIVEN_ONCE, Instant, RowId, metadata

silences = Table(
    "silences",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("matcher", String(100), nullable=False),
    Column("until", Instant, nullable=False),
    Column("by", String(50), nullable=False),
    Index(None, "until"),
    sqlite_autoincrement=GIVEN_ONCE,
)
