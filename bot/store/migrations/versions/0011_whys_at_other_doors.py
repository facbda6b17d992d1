"""Whys that wait at another department's door."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "why_asks",
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issue"], ["issues.number"], name=op.f("fk_why_asks_issue")),
        sa.PrimaryKeyConstraint("issue", name=op.f("pk_why_asks")),
    )
    op.create_index(op.f("ix_why_asks_remind_at"), "why_asks", ["remind_at"])


def downgrade() -> None:
    """Back."""
    op.drop_table("why_asks")
