"""What the App Home shows: doors at a glance, storms, and who has visited."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_COLUMNS = [sa.column(name, sa.DateTime(timezone=True)) for name in ("asked_at", "silent_since", "escalated_at")]


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("issues") as batch_op:
        batch_op.add_column(sa.Column("mentions", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("assignments") as batch_op:
        for column in _COLUMNS:
            batch_op.add_column(sa.Column(column.name, column.type, nullable=True))
        batch_op.create_index(
            batch_op.f("ix_assignments_department_first_response_at"), ["department", "first_response_at"]
        )
    op.create_table(
        "visitors",
        sa.Column("user", sa.String(length=50), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pages", sa.String(length=100), nullable=False),
        sa.Column("tour_step", sa.Integer(), nullable=True),
        sa.Column("tour_done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_visitors")),
    )
    _fill()


def _fill() -> None:
    """What the code would have written there, from the state of each issue."""
    issues = sa.table("issues", sa.column("number"), sa.column("mentions"), sa.column("state", _JSON))
    assignments = sa.table("assignments", sa.column("issue"), sa.column("number"), *_COLUMNS)
    op.execute(sa.update(issues).values(mentions=issues.c.state["mentions"].as_integer()))
    connection = op.get_bind()
    rows = [
        {"of_issue": number, "of_number": share["number"], **_instants(share, connection.dialect.name)}
        for number, state in connection.execute(sa.select(issues.c.number, issues.c.state))
        for share in state["assignments"]
    ]
    if rows:
        here = (assignments.c.issue == sa.bindparam("of_issue")) & (assignments.c.number == sa.bindparam("of_number"))
        values = {column.name: sa.bindparam(f"new_{column.name}", type_=column.type) for column in _COLUMNS}
        connection.execute(sa.update(assignments).where(here).values(values), rows)


def _instants(share: dict[str, Any], dialect: str) -> dict[str, datetime | None]:
    is_silent = share["status"] == "waiting" and share["knocks"] > 0
    written = {
        "new_asked_at": share["assigned_at"],
        "new_silent_since": (share["last_activity_at"] or share["assigned_at"]) if is_silent else None,
        "new_escalated_at": share["escalated_at"],
    }
    # SQLite keeps instants in UTC without saying so.
    zone = None if dialect == "sqlite" else UTC
    return {name: datetime.fromisoformat(at).replace(tzinfo=zone) if at else None for name, at in written.items()}
