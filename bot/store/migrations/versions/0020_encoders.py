"""Which encoder is in use, and the vectors of stored mentions for the one that is to follow it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "encoders",
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("setting", sa.String(length=1000), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listed_from", sa.BigInteger(), nullable=True),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("rulebook", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_encoders")),
    )
    op.create_table(
        "rereadings",
        sa.Column("encoder", sa.String(length=200), nullable=False),
        sa.Column("mention", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("encoder", "mention", name=op.f("pk_rereadings")),
    )
    op.create_index(op.f("ix_rereadings_mention"), "rereadings", ["mention"])
    is_waiting = sa.text("vector IS NULL")
    op.create_index(
        "ix_rereadings_waiting",
        "rereadings",
        ["encoder", "mention"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )
    op.add_column("mentions", sa.Column("encoder", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("mentions") as mentions:
        mentions.drop_column("encoder")
    op.drop_table("rereadings")
    op.drop_table("encoders")
