"""The tables. Steps of the journey meet here and nowhere else.

Guarantee: identities are unique in the database itself ((source, external_id), outbox keys, received keys), so that no
code can store anything twice.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.columns import GIVEN_ONCE, Instant, Json, RowId
from bot.store.columns import metadata as metadata  # noqa: PLC0414 - others take it from here, with every table in it
from bot.store.question_tables import questions as questions  # noqa: PLC0414 - so that it is in the catalogue

mentions = Table(
    "mentions",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("source", String(200), nullable=False),
    Column("external_id", String(500), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("issue", ForeignKey("issues.number"), nullable=True),
    Column("settled_at", Instant, nullable=True),
    Column("owner", String(100), nullable=False, default=""),
    Column("not_before", Instant, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("error", Text, nullable=False, default=""),
    Column("data", Json, nullable=False),
    Column("classification", Json, nullable=True),
    Column("routing", Json, nullable=True),
    Column("vector", LargeBinary, nullable=True),
    # The issue that it had joined wrongly, and is not to join again.
    Column("kept_from", BigInteger, nullable=True),
    # Whose the vector is; NULL where it is that of the encoder that judged the mention.
    Column("encoder", String(200), nullable=True),
    UniqueConstraint("source", "external_id"),
    Index(None, "outcome", "not_before"),
    Index(None, "received_at"),
    Index(None, "issue"),
    Index(None, "kept_from"),
)

received_counts = Table(
    "received_counts",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("received", BigInteger, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("status", String(20), nullable=False),
    Column("urgency_rank", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("mentions", Integer, nullable=False, server_default="1"),
    Column("explained_at", Instant, nullable=True),
    Column("version", Integer, nullable=False),
    Column("state", Json, nullable=False),
    Index(None, "status", "urgency_rank", "opened_at"),
    Index(None, "explained_at"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("issue", ForeignKey("issues.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("department", String(100), nullable=False),
    Column("status", String(20), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("claimed_by", String(50), nullable=False, default=""),
    Column("answer_by", Instant, nullable=False),
    Column("first_response_at", Instant, nullable=True),
    Column("asked_at", Instant, nullable=True),
    Column("silent_since", Instant, nullable=True),
    Column("escalated_at", Instant, nullable=True),
    Column("due_at", Instant, nullable=True),
    Column("changed_at", Instant, nullable=True),
    Index(None, "due_at"),
    Index(None, "department", "first_response_at"),
    # With the issue, so that a department's week is found without a look at the rows.
    Index(None, "department", "changed_at", "issue"),
    Index(None, "is_open", "department"),
    Index(None, "is_open", "claimed_by"),
)

issue_events = Table(
    "issue_events",
    metadata,
    Column("issue", ForeignKey("issues.number"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("type", String(50), nullable=False),
    Column("by", String(50), nullable=False),
    Column("data", Json, nullable=False),
    # With the issue, so that those of a time are found without a look at the rows.
    Index(None, "at", "issue"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("key", String(300), nullable=False, unique=True),
    Column("lane", String(200), nullable=False),
    Column("channel", String(200), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("verb", String(10), nullable=False),
    Column("issue", BigInteger, nullable=True),
    Column("urgency_rank", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("is_live", Boolean, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("lease_until", Instant, nullable=True),
    Column("owner", String(100), nullable=False, default=""),
    Column("fence", Integer, nullable=False, default=0),
    Column("attempts", Integer, nullable=False, default=0),
    Column("is_unsure", Boolean, nullable=False, default=False),
    Column("error", Text, nullable=False, default=""),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant, nullable=True),
    Column("notice", Json, nullable=False),
    # The order of claiming, with the columns that pass most rows of a long backlog over.
    Index("ix_outbox_queue", "is_live", "urgency_rank", "id", "channel", "verb"),
    Index(None, "lane", "is_live", "id"),
    Index(None, "state", "lease_until"),
)

personal_knocks = Table(
    "personal_knocks",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("issue", ForeignKey("issues.number"), nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("whom", String(20), nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("event", Json, nullable=False),
    Column("state", String(10), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("person", String(50), nullable=False, default=""),
    Column("message", Integer, nullable=True),
    UniqueConstraint("issue", "assignment", "number", "whom"),
    Index(None, "state", "not_before"),
    Index(None, "person", "message"),
)

personal_messages = Table(
    "personal_messages",
    metadata,
    Column("person", String(50), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("zone", String(100), nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("issue", BigInteger, nullable=True),
    Column("assignment", Integer, nullable=True),
    Column("number", Integer, nullable=False, default=0),
    Column("channel", String(50), nullable=False),
    Column("ts", String(30), nullable=False),
    Column("is_removed", Boolean, nullable=False, default=False),
    UniqueConstraint("channel", "ts"),
    Index(None, "issue", "assignment", "kind"),
)

replies = Table(
    "replies",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("issue", BigInteger, nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("by", String(50), nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("words", Text, nullable=False),
    Column("relayed_to", Integer, nullable=False),
    Column("edited_at", Instant, nullable=True),
    Column("deleted_at", Instant, nullable=True),
    Index(None, "issue"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("department", String(100), nullable=False),
    Column("by", String(50), nullable=False),
    Column("held_at", Instant, nullable=False),
    Column("role", Text, nullable=False),
    Column("stake", Text, nullable=False),
    Column("does", Text, nullable=False),
    Column("wishes", Text, nullable=False),
    Column("learned", Text, nullable=False),
    Column("follow_up", Text, nullable=False),
    Column("follow_up_at", Instant, nullable=True),
    Column("reminded_at", Instant, nullable=True),
    Index(None, "department", "held_at"),
    Index(None, "reminded_at", "follow_up_at"),
    sqlite_autoincrement=GIVEN_ONCE,
)

paces = Table(
    "paces",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("not_before", Instant, nullable=False),
)

cursors = Table(
    "cursors",
    metadata,
    Column("source", String(300), primary_key=True),
    Column("cursor", Text, nullable=False, default=""),
    Column("owner", String(100), nullable=False, default=""),
    Column("lease_until", Instant, nullable=True),
)

moves = Table(
    "moves",
    metadata,
    Column("side", String(10), primary_key=True),
    Column("other", Text, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant, nullable=True),
)

received = Table(
    "received",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("by", String(50), nullable=False),
    Column("via", String(20), nullable=False),
    Column("what", String(50), nullable=False),
    Column("issue", BigInteger, nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("reason", String(50), nullable=False),
    Index(None, "issue"),
    Index(None, "by"),
    Index(None, "at"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("said", String(300), primary_key=True),
    Column("mention", BigInteger, primary_key=True),
    Index(None, "mention"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("label", String(100), primary_key=True),
    Column("value", Float, nullable=False),
)

visitors = Table(
    "visitors",
    metadata,
    Column("user", String(50), primary_key=True),
    Column("first_seen", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("pages", String(100), nullable=False, default=""),
    Column("tour_step", Integer, nullable=True),
    Column("tour_done_at", Instant, nullable=True),
)
