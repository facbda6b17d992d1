"""What one person is told: personal knocks, and the messages they went into."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "personal_knocks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("assignment", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("whom", sa.String(length=20), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column(
            "event", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String(length=50), nullable=False),
        sa.Column("message", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issue"], ["issues.number"], name=op.f("fk_personal_knocks_issue_issues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_knocks")),
        sa.UniqueConstraint(
            "issue", "assignment", "number", "whom", name=op.f("uq_personal_knocks_issue_assignment_number_whom")
        ),
    )
    op.create_index(op.f("ix_personal_knocks_state_not_before"), "personal_knocks", ["state", "not_before"])
    op.create_index(op.f("ix_personal_knocks_person_message"), "personal_knocks", ["person", "message"])
    op.create_table(
        "personal_messages",
        sa.Column("person", sa.String(length=50), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("person", "number", name=op.f("pk_personal_messages")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("personal_messages")
    op.drop_table("personal_knocks")
