"""What is amiss around the committee's table."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "vacancies",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("whose", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "whose", "what", name=op.f("pk_vacancies")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("vacancies")
