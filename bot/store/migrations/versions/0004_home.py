"""What the App Home shows: doors at a glance, storms, and who has visited."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("issues") as batch_op:
        batch_op.add_column(sa.Column("mentions", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("assignments") as batch_op:
        for name in ("asked_at", "silent_since", "escalated_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
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
    """What is open already is asked about at once; silence is noted again with the next knock."""
    issues = sa.table(
        "issues", sa.column("number"), sa.column("opened_at"), sa.column("mentions"), sa.column("state", _JSON)
    )
    assignments = sa.table("assignments", sa.column("issue"), sa.column("asked_at"))
    op.execute(sa.update(issues).values(mentions=issues.c.state["mentions"].as_integer()))
    opened = sa.select(issues.c.opened_at).where(issues.c.number == assignments.c.issue).scalar_subquery()
    op.execute(sa.update(assignments).values(asked_at=opened))
