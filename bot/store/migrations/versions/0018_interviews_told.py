"""One interview a seat, not a person, and when the strategist was told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward: what was summed up so far counts as told."""
    with op.batch_alter_table("interviews") as batch:
        batch.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch.drop_constraint(op.f("pk_interviews"), type_="primary")
        batch.create_primary_key(op.f("pk_interviews"), ["month", "person", "department"])
    op.execute(
        "UPDATE interviews SET told_at = asked_at WHERE state = 'answered'"
        " AND month <= (SELECT cursor FROM cursors WHERE source = 'interviews')"
    )
    op.execute("DELETE FROM cursors WHERE source = 'interviews'")
