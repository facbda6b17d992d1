"""Which issue a mention was split off from, so that it does not join it again."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    # Not as a batch: that would copy every mention, and a column that may be empty needs no copy.
    op.add_column("mentions", sa.Column("kept_from", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_mentions_kept_from"), "mentions", ["kept_from"])
