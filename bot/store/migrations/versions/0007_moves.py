"""From where, and to where, the database has been moved."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "moves",
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("side", name=op.f("pk_moves")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("moves")
