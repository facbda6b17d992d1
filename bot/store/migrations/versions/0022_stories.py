"""Stories of issues that are over, so that a week need not be folded from its events again."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "stories",
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fold", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policies", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue"], ["issues.number"], name=op.f("fk_stories_issue_issues")),
        sa.PrimaryKeyConstraint("issue", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_last_at"), "stories", ["last_at"])
    op.create_index(op.f("ix_issue_events_at_issue"), "issue_events", ["at", "issue"])
    op.drop_index(op.f("ix_issue_events_at"), "issue_events")
    # There is nothing to copy: the bot keeps the stories of the last weeks by and by, and folds the others as before.


def downgrade() -> None:
    """Back."""
    op.create_index(op.f("ix_issue_events_at"), "issue_events", ["at"])
    op.drop_index(op.f("ix_issue_events_at_issue"), "issue_events")
    op.drop_table("stories")
