"""When an issue changed, and when one ended of which somebody said why: found without reading what lies behind."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("issues") as batch_op:
        batch_op.add_column(sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_issues_explained_at"), ["explained_at"])
    with op.batch_alter_table("assignments") as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_assignments_department_changed_at_issue"), ["department", "changed_at", "issue"]
        )
    _fill()


def _fill() -> None:
    """What the code would have written there."""
    issues = sa.table(
        "issues", sa.column("status"), sa.column("explained_at", sa.DateTime(timezone=True)), sa.column("state", _JSON)
    )
    is_explained = sa.and_(issues.c.status == "resolved", issues.c.state["cause"].as_string() != "")
    op.execute(sa.update(issues).where(is_explained).values(explained_at=_closed_at(issues)))
    shares = sa.table("assignments", sa.column("issue"), sa.column("changed_at"))
    events = sa.table("issue_events", sa.column("issue"), sa.column("at"))
    last = sa.select(sa.func.max(events.c.at)).where(events.c.issue == shares.c.issue).scalar_subquery()
    op.execute(sa.update(shares).values(changed_at=last))


def _closed_at(issues: sa.TableClause) -> sa.ColumnElement[object]:
    """As each database keeps instants: SQLite as text in UTC, which ends where the zone begins."""
    told = issues.c.state["closed_at"].as_string()
    if op.get_bind().dialect.name == "sqlite":
        text = sa.func.replace(sa.func.substr(told, 1, sa.func.length(told) - len("+00:00")), "T", " ")
        has_fraction = sa.func.instr(text, ".") > 0
        return sa.type_coerce(sa.case((has_fraction, text), else_=text + ".000000"), sa.String())
    return sa.cast(told, sa.DateTime(timezone=True))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("assignments") as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_department_changed_at_issue"))
        batch_op.drop_column("changed_at")
    with op.batch_alter_table("issues") as batch_op:
        batch_op.drop_index(batch_op.f("ix_issues_explained_at"))
        batch_op.drop_column("explained_at")
