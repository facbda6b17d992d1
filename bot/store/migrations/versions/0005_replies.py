"""What people have said in threads, so that edits and deletions are understood."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "replies",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=50), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("relayed_to", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    op.create_index(op.f("ix_replies_issue"), "replies", ["issue"])


def downgrade() -> None:
    """Back."""
    op.drop_index(op.f("ix_replies_issue"), table_name="replies")
    op.drop_table("replies")
