"""Which mentions a message quotes that is about many."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "quotes",
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("mention", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("said", "mention", name=op.f("pk_quotes")),
    )
    op.create_index(op.f("ix_quotes_mention"), "quotes", ["mention"])
