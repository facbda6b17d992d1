"""The audit trail: who asked for what, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=50), nullable=False),
        sa.Column("via", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=50), nullable=False),
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        for column in ("at", "by", "issue"):
            batch_op.create_index(batch_op.f(f"ix_audit_{column}"), [column], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_table("audit")
