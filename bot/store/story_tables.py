"""The table of stories that are over."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from bot.store.columns import Instant, metadata

stories = Table(
    "stories",
    metadata,
    Column("issue", ForeignKey("issues.number"), primary_key=True),
    # What it was folded from, and by which fold: of another version of the issue, or another fold, it says nothing.
    Column("version", Integer, nullable=False),
    Column("fold", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("policies", Text, nullable=False),
    Column("data", Text, nullable=False),
    Index(None, "last_at"),
)
