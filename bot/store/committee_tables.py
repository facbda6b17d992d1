"""The tables of what is talked about between departments: whys, what was agreed, and chairs nobody sits on."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.columns import Instant, RowId, metadata

agreed = Table(
    "agreed",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("what", Text, nullable=False),
    Column("who", String(50), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("noted_by", String(50), nullable=False),
    Column("noted_at", Instant, nullable=False),
    Column("reminded_at", Instant, nullable=True),
    Column("done_at", Instant, nullable=True),
    Column("done_by", String(50), nullable=False),
    Index(None, "done_at", "due_at"),
)

vacancies = Table(
    "vacancies",
    metadata,
    Column("kind", String(30), primary_key=True),
    Column("whose", String(100), primary_key=True),
    Column("what", String(200), primary_key=True),
    Column("since", Instant, nullable=False),
)

why_asks = Table(
    "why_asks",
    metadata,
    Column("issue", ForeignKey("issues.number"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("department", String(100), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("remind_at", Instant, nullable=True),
    Index(None, "remind_at"),
)

interviews = Table(
    "interviews",
    metadata,
    Column("month", String(10), primary_key=True),
    Column("person", String(50), primary_key=True),
    Column("department", String(100), primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("example", Text, nullable=False),
    Column("keywords", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("told_at", Instant, nullable=True),
    Index(None, "person"),
)
