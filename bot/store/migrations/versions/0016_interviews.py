"""The monthly interviews."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "interviews",
        sa.Column("month", sa.String(length=10), nullable=False),
        sa.Column("person", sa.String(length=50), nullable=False),
        sa.Column("department", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("month", "person", name=op.f("pk_interviews")),
    )
    op.create_index(op.f("ix_interviews_person"), "interviews", ["person"])


def downgrade() -> None:
    """Back."""
    op.drop_table("interviews")
